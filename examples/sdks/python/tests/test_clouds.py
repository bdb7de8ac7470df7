"""
The SDKs' cloud clients through a gateway that gets tokens from, and signs for, clouds that check them: as they would talk to
the provider itself, but for the credential.
"""

import json
from decimal import Decimal

import anthropic
import boto3
import botocore.exceptions
import openai
import pytest
from botocore.config import Config
from google import genai
from google.genai import errors
from google.genai.types import HttpOptions
from google.oauth2.credentials import Credentials

import clouds
from provider import DUMMY, HELLO, LONG, STAND_IN, assert_paced, forget

CLAUDE, CLAUDE_ON_VERTEX = "claude-sonnet-5-5", "claude-sonnet-4-5@20250929"
CLAUDE_ON_BEDROCK, CLAUDE_ON_MANTLE = "us.anthropic.claude-sonnet-4-5-20250929-v1:0", "anthropic.claude-sonnet-5-5"
NOVA = "us.amazon.nova-lite-v1:0"
GEMINI = "gemini-2.5-flash"
PROFILE = f"arn:aws:bedrock:us-east-1:123456789012:inference-profile/{CLAUDE_ON_BEDROCK}"
TURN = [{"role": "user", "content": [{"text": "hello"}]}]
INVOKE = {"anthropic_version": "bedrock-2023-05-31", "max_tokens": 64, "messages": HELLO}
COUNT = {"invokeModel": {"body": json.dumps(INVOKE)}}
AWS_KEYS = {"aws_access_key": DUMMY, "aws_secret_key": DUMMY, "aws_region": "us-east-1"}


def vertex(base):
    project = {"project_id": "my-project", "region": "us-east5"}
    return anthropic.AnthropicVertex(base_url=f"{base}/v1", access_token=f"ya29.{DUMMY}", max_retries=0, **project)


def foundry(base):
    return anthropic.AnthropicFoundry(base_url=f"{base}/anthropic", api_key=DUMMY, max_retries=0)


def bedrock(base):
    return anthropic.AnthropicBedrock(base_url=base, max_retries=0, **AWS_KEYS)


def mantle(base):
    return anthropic.AnthropicBedrockMantle(base_url=f"{base}/anthropic", max_retries=0, **AWS_KEYS)


def azure(base):
    return openai.AzureOpenAI(azure_endpoint=base, api_key=DUMMY, api_version="2024-10-21", max_retries=0)


def google(base):
    return genai.Client(
        vertexai=True,
        project="my-project",
        location="europe-west1",
        credentials=Credentials(f"ya29.{DUMMY}"),
        http_options=HttpOptions(base_url=base),
    )


def aws(base, service="bedrock-runtime"):
    return boto3.client(
        service,
        region_name="us-east-1",
        endpoint_url=base,
        aws_access_key_id=DUMMY,
        aws_secret_access_key=DUMMY,
        config=Config(retries={"total_max_attempts": 1}),
    )


# Calls give the text that the SDK heard, and the tokens of input and output that it was told of.


def messages(client, model):
    def call(base):
        answer = client(base).messages.create(model=model, max_tokens=64, messages=HELLO)
        return answer.content[0].text, answer.usage.input_tokens, answer.usage.output_tokens

    return call


def streamed_messages(client, model):
    def call(base):
        with client(base).messages.stream(model=model, max_tokens=64, messages=HELLO) as stream:
            answer = stream.get_final_message()
        return answer.content[0].text, answer.usage.input_tokens, answer.usage.output_tokens

    return call


def counted(client):
    return lambda base: ("", client(base).messages.count_tokens(model=CLAUDE, messages=HELLO).input_tokens, None)


def generate(base):
    with google(base) as client:
        answer = client.models.generate_content(model=GEMINI, contents="hello")
    return answer.text, answer.usage_metadata.prompt_token_count, answer.usage_metadata.candidates_token_count


def generate_streamed(base):
    with google(base) as client:
        parts = list(client.models.generate_content_stream(model=GEMINI, contents="hello"))
    usage = parts[-1].usage_metadata
    return "".join(part.text for part in parts), usage.prompt_token_count, usage.candidates_token_count


def generate_counted(base):
    with google(base) as client:
        return "", client.models.count_tokens(model=GEMINI, contents="hello").total_tokens, None


def chat(base):
    answer = azure(base).chat.completions.create(model="gpt-4o", messages=HELLO)
    return answer.choices[0].message.content, answer.usage.prompt_tokens, answer.usage.completion_tokens


def chat_streamed(base):
    options = {"stream": True, "stream_options": {"include_usage": True}}
    chunks = list(azure(base).chat.completions.create(model="gpt-4o", messages=HELLO, **options))
    text = "".join(choice.delta.content or "" for chunk in chunks for choice in chunk.choices)
    return text, chunks[-1].usage.prompt_tokens, chunks[-1].usage.completion_tokens


def converse(base):
    answer = aws(base).converse(modelId=NOVA, messages=TURN)
    usage = answer["usage"]
    return answer["output"]["message"]["content"][0]["text"], usage["inputTokens"], usage["outputTokens"]


def converse_stream(base):
    events = list(aws(base).converse_stream(modelId=NOVA, messages=TURN)["stream"])
    text = "".join(event["contentBlockDelta"]["delta"]["text"] for event in events if "contentBlockDelta" in event)
    usage = events[-1]["metadata"]["usage"]
    return text, usage["inputTokens"], usage["outputTokens"]


def invoke(model):
    def call(base):
        answer = json.load(aws(base).invoke_model(modelId=model, body=json.dumps(INVOKE))["body"])
        return answer["content"][0]["text"], answer["usage"]["input_tokens"], answer["usage"]["output_tokens"]

    return call


def invoke_stream(base):
    answer = aws(base).invoke_model_with_response_stream(modelId=CLAUDE_ON_BEDROCK, body=json.dumps(INVOKE))
    chunks = [json.loads(event["chunk"]["bytes"]) for event in answer["body"]]
    text = "".join(chunk["delta"]["text"] for chunk in chunks if chunk["type"] == "content_block_delta")
    counts = chunks[-1]["amazon-bedrock-invocationMetrics"]
    return text, counts["inputTokenCount"], counts["outputTokenCount"]


def count(base):
    return "", aws(base).count_tokens(modelId=CLAUDE_ON_BEDROCK, input=COUNT)["inputTokens"], None


VERTEX = ("genai_passthrough", "vertex", clouds.GOOGLE)
OPENAI = ("azure_passthrough", "azure", clouds.AZURE_OPENAI)
FOUNDRY = ("azure_passthrough", "azure", clouds.FOUNDRY)
BEDROCK = ("bedrock_passthrough", "bedrock", clouds.AWS)
MANTLE = ("bedrock_passthrough", "bedrock", clouds.MANTLE)

# call, its model as the record has it, and where it goes
CALLS = {
    "vertex-messages": (messages(vertex, CLAUDE_ON_VERTEX), CLAUDE_ON_VERTEX, VERTEX),
    "vertex-messages-streamed": (streamed_messages(vertex, CLAUDE_ON_VERTEX), CLAUDE_ON_VERTEX, VERTEX),
    "vertex-messages-counted": (counted(vertex), CLAUDE, VERTEX),
    "genai": (generate, GEMINI, VERTEX),
    "genai-streamed": (generate_streamed, GEMINI, VERTEX),
    "genai-counted": (generate_counted, GEMINI, VERTEX),
    "azure-chat": (chat, "gpt-4o", OPENAI),
    "azure-chat-streamed": (chat_streamed, "gpt-4o", OPENAI),
    "foundry-messages": (messages(foundry, CLAUDE), CLAUDE, FOUNDRY),
    "foundry-messages-streamed": (streamed_messages(foundry, CLAUDE), CLAUDE, FOUNDRY),
    "foundry-messages-counted": (counted(foundry), CLAUDE, FOUNDRY),
    "bedrock-messages": (messages(bedrock, CLAUDE_ON_BEDROCK), CLAUDE_ON_BEDROCK, BEDROCK),
    "bedrock-messages-streamed": (streamed_messages(bedrock, CLAUDE_ON_BEDROCK), CLAUDE_ON_BEDROCK, BEDROCK),
    "mantle-messages": (messages(mantle, CLAUDE_ON_MANTLE), CLAUDE_ON_MANTLE, MANTLE),
    "mantle-messages-streamed": (streamed_messages(mantle, CLAUDE_ON_MANTLE), CLAUDE_ON_MANTLE, MANTLE),
    "boto3-converse": (converse, NOVA, BEDROCK),
    "boto3-converse-stream": (converse_stream, NOVA, BEDROCK),
    "boto3-invoke": (invoke(CLAUDE_ON_BEDROCK), CLAUDE_ON_BEDROCK, BEDROCK),
    "boto3-invoke-profile": (invoke(PROFILE), PROFILE, BEDROCK),
    "boto3-invoke-stream": (invoke_stream, CLAUDE_ON_BEDROCK, BEDROCK),
    "boto3-count": (count, CLAUDE_ON_BEDROCK, BEDROCK),
}
CASES = [
    pytest.param(key, call, model, path, provider, id=f"{name}-{key}", marks=pytest.mark.credential(credential))
    for name, (call, model, (path, provider, keys)) in CALLS.items()
    for key, credential in keys.items()
]


@pytest.mark.parametrize("key, call, model, path, provider", CASES)
def test_call(key, call, model, path, provider):
    answer, direct = clouds.exchange(call, STAND_IN)
    so_far = clouds.records_so_far()
    through, passed = clouds.exchange(call, f"{clouds.GATEWAY}/{key}/{path}")
    assert through == answer
    assert through[0] in ("You said: hello", "")
    assert clouds.shown(passed) == clouds.shown(direct)
    record = clouds.record(so_far)
    assert (record["provider"], record["request_model"], record["status"]) == (provider, model, 200)
    assert record["usage"]["input_tokens"] == answer[1] > 0
    assert record["usage"].get("output_tokens") == answer[2]
    if answer[2] is None:
        assert (record["price"], record["cost_usd"]) == ("not-billable", "0")
    else:
        assert Decimal(record["cost_usd"]) > 0, record


def aws_base(key):
    return f"{clouds.GATEWAY}/{key}/bedrock_passthrough"


@pytest.mark.credential(clouds.AWS["static"])
def test_retrieve():
    """Agents, knowledge bases and flows have a host of their own at AWS, and no models."""
    client = aws(aws_base("static"), "bedrock-agent-runtime")
    answer = client.retrieve(knowledgeBaseId="ABCDEFGHIJ", retrievalQuery={"text": "where?"})
    assert answer["retrievalResults"][0]["content"]["text"] == "You asked: where?"


@pytest.mark.parametrize("key", [pytest.param(k, marks=pytest.mark.credential(c)) for k, c in clouds.AWS.items()])
def test_events_come_one_by_one(key):
    turn = [{"role": "user", "content": [{"text": LONG}]}]
    assert_paced(aws(aws_base(key)).converse_stream(modelId=NOVA, messages=turn)["stream"])
    question = [{"role": "user", "content": LONG}]
    client = bedrock(aws_base(key))
    with client.messages.stream(model=CLAUDE_ON_BEDROCK, max_tokens=64, messages=question) as stream:
        assert_paced(stream)


@pytest.mark.credential(clouds.AWS["static"])
@pytest.mark.parametrize(
    "status, raised", [(429, "ThrottlingException"), (503, "ServiceUnavailableException"), (400, "ValidationException")]
)
def test_errors_of_bedrock(status, raised):
    with pytest.raises(botocore.exceptions.ClientError) as error:
        aws(aws_base("static")).converse(modelId=f"error-{status}", messages=TURN)
    assert error.value.response["Error"]["Code"] == raised


@pytest.mark.nothing_arrives
def test_a_wrong_signature_is_refused_by_bedrock():
    with pytest.raises(botocore.exceptions.ClientError, match="The signature does not match.") as error:
        converse(aws_base("stranger"))
    assert error.value.response["ResponseMetadata"]["HTTPStatusCode"] == 403


@pytest.mark.nothing_arrives
def test_a_wrong_assertion_gets_no_token_from_google():
    with pytest.raises(errors.ServerError, match="Invalid JWT Signature") as error:
        generate(f"{clouds.GATEWAY}/stranger/genai_passthrough")
    assert error.value.code == 503


@pytest.mark.nothing_arrives
def test_a_wrong_secret_gets_no_token_from_entra():
    forget()
    with pytest.raises(anthropic.InternalServerError, match="AADSTS7000215") as error:
        messages(foundry, CLAUDE)(f"{clouds.GATEWAY}/stranger/azure_passthrough")
    assert error.value.response.headers["gangway-error"] == "no-credential"
