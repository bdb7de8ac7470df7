"""The Anthropic SDK through /anthropic_passthrough."""

import anthropic
import pytest

from provider import DUMMY, GATEWAY, HELLO, LONG, OPERATORS, SLOW, assert_paced, header, received, targets, within

pytestmark = pytest.mark.credential({"x-api-key": OPERATORS})

MODEL = "claude-sonnet-5-5"
client = anthropic.Anthropic(base_url=f"{GATEWAY}/anthropic_passthrough", api_key=DUMMY, max_retries=0)


def test_messages():
    answer = client.messages.create(model=MODEL, max_tokens=64, messages=HELLO)
    assert answer.content[0].text == "You said: hello"
    assert answer.usage.output_tokens > 0
    [call] = received()
    assert call["target"] == "/v1/messages"
    assert header(call, "anthropic-version") == "2023-06-01"


def test_messages_streamed():
    with client.messages.stream(
        model=MODEL, max_tokens=64, messages=[{"role": "user", "content": LONG}]
    ) as stream:
        assert_paced(stream)
        assert stream.get_final_text() == f"You said: {LONG}"


def test_beta_passes():
    client.beta.messages.create(model=MODEL, max_tokens=64, messages=HELLO, betas=["files-api-2025-04-14"])
    [call] = received()
    assert call["target"] == "/v1/messages?beta=true"
    assert header(call, "anthropic-beta") == "files-api-2025-04-14"


def test_token_beside_key():
    both = anthropic.Anthropic(
        base_url=f"{GATEWAY}/anthropic_passthrough", api_key=DUMMY, auth_token=f"sk-ant-oat-{DUMMY}"
    )
    assert both.messages.create(model=MODEL, max_tokens=64, messages=HELLO).content[0].text == "You said: hello"


def test_count_tokens():
    assert client.messages.count_tokens(model=MODEL, messages=HELLO).input_tokens > 0
    assert targets() == ["POST /v1/messages/count_tokens"]


def test_models():
    first = client.models.list().data[0]
    assert client.models.retrieve(first.id).id == first.id


def test_batch_and_its_results():
    requests = [
        {"custom_id": name, "params": {"model": MODEL, "max_tokens": 64, "messages": HELLO}} for name in ("a", "b")
    ]
    batch = client.messages.batches.create(requests=requests)
    ended = client.messages.batches.retrieve(batch.id)
    assert ended.processing_status == "ended"
    assert ended.results_url == f"{GATEWAY}/anthropic_passthrough/v1/messages/batches/{batch.id}/results"
    results = list(client.messages.batches.results(batch.id))
    assert [one.custom_id for one in results] == ["a", "b"]
    assert {one.result.message.content[0].text for one in results} == {"You said: hello"}
    listed = {one.id: one for one in client.messages.batches.list()}
    assert listed[batch.id].results_url == ended.results_url
    assert targets() == [
        "POST /v1/messages/batches",
        f"GET /v1/messages/batches/{batch.id}",
        f"GET /v1/messages/batches/{batch.id}",
        f"GET /v1/messages/batches/{batch.id}/results",
        "GET /v1/messages/batches",
    ]


@pytest.mark.parametrize(
    "status, error, message",
    [
        (401, anthropic.AuthenticationError, "Incorrect API key provided."),
        (404, anthropic.NotFoundError, "The model does not exist"),
        (429, anthropic.RateLimitError, "Rate limit reached."),
        (500, anthropic.InternalServerError, "The server had an error"),
        (529, anthropic.OverloadedError, "Overloaded"),
    ],
)
@pytest.mark.parametrize("stream", [False, True])
def test_errors(status, error, message, stream):
    with pytest.raises(error, match=message) as raised:
        client.messages.create(model=f"error-{status}", max_tokens=64, messages=HELLO, stream=stream)
    assert raised.value.status_code == status
    assert raised.value.request_id.startswith("req_")


def test_stream_left_early():
    with within(seconds=20):
        with client.messages.create(
            model=MODEL,
            max_tokens=64,
            messages=[{"role": "user", "content": LONG}],
            stream=True,
            extra_headers=SLOW,
        ) as stream:
            assert next(iter(stream)).type == "message_start"
        assert client.models.list().data
