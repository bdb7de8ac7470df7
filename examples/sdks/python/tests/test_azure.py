"""The SDKs for Azure OpenAI and for Claude on Azure through /azure_passthrough."""

import anthropic
import openai
import pytest

from provider import DUMMY, GATEWAY, HELLO, LONG, OPERATORS, assert_paced, header, received, targets

pytestmark = pytest.mark.credential({"api-key": OPERATORS})
on_foundry = pytest.mark.credential({"api-key": OPERATORS, "x-api-key": OPERATORS})

MODEL = "claude-sonnet-5-5"
OPTIONS = {
    "azure_endpoint": f"{GATEWAY}/azure_passthrough",
    "api_version": "2023-05-15",  # the key has 2024-10-21, and wins
    "max_retries": 0,
}
azure = openai.AzureOpenAI(api_key=DUMMY, **OPTIONS)
v1 = openai.OpenAI(base_url=f"{GATEWAY}/azure_passthrough/openai/v1/", api_key=DUMMY, max_retries=0)
claude = anthropic.Anthropic(base_url=f"{GATEWAY}/azure_passthrough", api_key=DUMMY, max_retries=0)
foundry = anthropic.AnthropicFoundry(
    base_url=f"{GATEWAY}/azure_passthrough/anthropic", api_key=DUMMY, max_retries=0
)


def test_deployment():
    answer = azure.chat.completions.create(model="gpt-4o", messages=HELLO)
    assert answer.choices[0].message.content == "You said: hello"
    assert targets() == ["POST /openai/deployments/gpt-4o/chat/completions?api-version=2024-10-21"]


def test_deployment_streamed():
    assert_paced(
        azure.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": LONG}], stream=True)
    )


def test_deployment_embeddings():
    assert azure.embeddings.create(model="text-embedding-3-small", input="one").data[0].embedding
    assert targets() == ["POST /openai/deployments/text-embedding-3-small/embeddings?api-version=2024-10-21"]


def test_entra_token():
    client = openai.AzureOpenAI(azure_ad_token=DUMMY, **OPTIONS)
    assert client.chat.completions.create(model="gpt-4o", messages=HELLO).choices


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_assistants():
    beta = azure.beta
    assistant = beta.assistants.create(model="gpt-4o", name="Echo", instructions="Repeat.")
    thread = beta.threads.create()
    beta.threads.messages.create(thread.id, role="user", content="hello")
    run = beta.threads.runs.create_and_poll(thread_id=thread.id, assistant_id=assistant.id)
    assert run.status == "completed"
    said = beta.threads.messages.list(thread.id).data[0]
    assert said.content[0].text.value == "You said: hello"
    assert beta.threads.delete(thread.id).deleted
    assert beta.assistants.delete(assistant.id).deleted
    assert all(call["target"].endswith("?api-version=2024-10-21") for call in received())


def test_v1_responses():
    assert v1.responses.create(model="gpt-4.1", input="hello").output_text == "You said: hello"
    assert targets() == ["POST /openai/v1/responses"]


def test_v1_responses_streamed():
    assert_paced(v1.responses.create(model="gpt-4.1", input=LONG, stream=True))


@pytest.mark.parametrize(
    "status, error",
    [
        (401, openai.AuthenticationError),
        (404, openai.NotFoundError),
        (429, openai.RateLimitError),
        (500, openai.InternalServerError),
    ],
)
def test_errors(status, error):
    with pytest.raises(error) as raised:
        azure.chat.completions.create(model=f"error-{status}", messages=HELLO)
    assert raised.value.code == str(status)
    assert raised.value.response.headers["apim-request-id"]


@on_foundry
@pytest.mark.parametrize("client", [claude, foundry], ids=["Anthropic", "AnthropicFoundry"])
def test_claude(client):
    answer = client.messages.create(model=MODEL, max_tokens=64, messages=HELLO)
    assert answer.content[0].text == "You said: hello"
    [call] = received()
    assert call["target"] == "/anthropic/v1/messages"
    assert header(call, "anthropic-version") == "2023-06-01"


@on_foundry
@pytest.mark.parametrize("client", [claude, foundry], ids=["Anthropic", "AnthropicFoundry"])
def test_claude_streamed(client):
    with client.messages.stream(model=MODEL, max_tokens=64, messages=[{"role": "user", "content": LONG}]) as stream:
        assert_paced(stream)


@on_foundry
@pytest.mark.parametrize("client", [claude, foundry], ids=["Anthropic", "AnthropicFoundry"])
def test_claude_count_tokens(client):
    assert client.messages.count_tokens(model=MODEL, messages=HELLO).input_tokens > 0
    assert targets() == ["POST /anthropic/v1/messages/count_tokens"]


@on_foundry
def test_claude_overloaded():
    with pytest.raises(anthropic.OverloadedError, match="Overloaded"):
        claude.messages.create(model="error-529", max_tokens=64, messages=HELLO)
