"""The OpenAI SDK through /openai_passthrough."""

import asyncio
import hashlib
import io
import random
import time

import openai
import pytest

from provider import BEARER, DUMMY, GATEWAY, HELLO, LONG, SLOW, assert_paced, header, received, targets, within

pytestmark = pytest.mark.credential(BEARER)

OPTIONS = {"base_url": f"{GATEWAY}/openai_passthrough/v1", "api_key": DUMMY, "max_retries": 0}
client = openai.OpenAI(**OPTIONS)


def test_chat():
    answer = client.chat.completions.create(model="gpt-4o-mini", messages=HELLO)
    assert answer.choices[0].message.content == "You said: hello"
    assert answer.usage.total_tokens > 0
    assert targets() == ["POST /v1/chat/completions"]


def test_headers_pass():
    raw = client.chat.completions.with_raw_response.create(
        model="gpt-4o-mini", messages=HELLO, extra_headers={"OpenAI-Organization": "org-1"}
    )
    assert raw.headers["x-request-id"].startswith("req_")
    assert raw.headers["x-ratelimit-remaining-requests"] == "9999"
    assert "set-cookie" not in raw.headers
    [call] = received()
    assert header(call, "openai-organization") == "org-1"
    assert header(call, "user-agent").startswith("OpenAI/Python")
    assert header(call, "x-stainless-lang") == "python"


def test_chat_streamed():
    assert_paced(
        client.chat.completions.create(
            model="gpt-4o-mini", messages=[{"role": "user", "content": LONG}], stream=True
        )
    )


def test_chat_streamed_async():
    async def ask():
        async with openai.AsyncOpenAI(**OPTIONS) as asynchronous:
            stream = await asynchronous.chat.completions.create(model="gpt-4o-mini", messages=HELLO, stream=True)
            return "".join([chunk.choices[0].delta.content or "" async for chunk in stream])

    assert asyncio.run(ask()) == "You said: hello"


def test_stream_left_early():
    with within(seconds=20):
        stream = client.chat.completions.create(
            model="gpt-4o-mini", messages=[{"role": "user", "content": LONG}], stream=True, extra_headers=SLOW
        )
        assert next(iter(stream)).choices
        stream.close()
        assert client.models.retrieve("gpt-4o").id == "gpt-4o"


def test_responses():
    assert client.responses.create(model="gpt-4.1", input="hello").output_text == "You said: hello"
    assert targets() == ["POST /v1/responses"]


def test_responses_streamed():
    assert_paced(client.responses.create(model="gpt-4.1", input=LONG, stream=True))


def test_embeddings():
    answer = client.embeddings.create(model="text-embedding-3-small", input=["one", "two"])
    assert [len(item.embedding) for item in answer.data] == [1536, 1536]


def test_models():
    assert "gpt-4o" in [model.id for model in client.models.list()]
    assert client.models.retrieve("org/model name").id == "org/model name"
    assert targets() == ["GET /v1/models", "GET /v1/models/org%2Fmodel%20name"]


def test_file():
    content = random.Random(1).randbytes(3_000_000)
    file = client.files.create(file=("données.bin", io.BytesIO(content)), purpose="assistants")
    assert (file.filename, file.bytes) == ("données.bin", len(content))
    back = client.files.content(file.id).read()
    assert hashlib.sha256(back).digest() == hashlib.sha256(content).digest()
    assert file.id in [one.id for one in client.files.list()]
    assert client.files.delete(file.id).deleted


@pytest.mark.parametrize(
    "status, error, message",
    [
        (400, openai.BadRequestError, "could not be understood"),
        (401, openai.AuthenticationError, "Incorrect API key provided."),
        (404, openai.NotFoundError, "The model does not exist"),
        (429, openai.RateLimitError, "Rate limit reached."),
        (500, openai.InternalServerError, "The server had an error"),
        (529, openai.InternalServerError, "Overloaded"),
    ],
)
@pytest.mark.parametrize("stream", [False, True])
def test_errors(status, error, message, stream):
    with pytest.raises(error, match=message) as raised:
        client.chat.completions.create(model=f"error-{status}", messages=HELLO, stream=stream)
    assert raised.value.status_code == status
    assert "gangway-error" not in raised.value.response.headers


def test_retries_when_the_provider_says():
    started = time.monotonic()
    with pytest.raises(openai.RateLimitError):
        client.with_options(max_retries=1).chat.completions.create(model="error-429", messages=HELLO)
    assert [header(call, "x-stainless-retry-count") for call in received()] == ["0", "1"]
    assert time.monotonic() - started >= 1, "retry-after: 1"


def test_cut_stream_is_no_whole_stream():
    stream = client.chat.completions.create(model="cut-mid-stream", messages=HELLO, stream=True)
    with pytest.raises(openai.APIConnectionError):
        list(stream)


def test_error_of_the_gateway():
    lost = openai.OpenAI(base_url=f"{GATEWAY}/nowhere/v1", api_key=DUMMY)
    with pytest.raises(openai.NotFoundError, match="No route") as raised:
        lost.models.list()
    assert raised.value.response.headers["gangway-error"] == "no-route"
    client.models.list()
    assert targets() == ["GET /v1/models"]
