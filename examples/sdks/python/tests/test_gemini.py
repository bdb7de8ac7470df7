"""The Google GenAI SDK for Gemini through /genai_passthrough."""

import asyncio
import io
import random

import openai
import pytest
from google import genai
from google.genai import errors
from google.genai.types import HttpOptions, UploadFileConfig

from provider import (
    BEARER,
    DUMMY,
    GATEWAY,
    HELLO,
    LONG,
    OPERATORS,
    SLOW,
    assert_paced,
    header,
    received,
    targets,
    within,
)

pytestmark = pytest.mark.credential({"x-goog-api-key": OPERATORS})

MODEL = "gemini-2.5-flash"
client = genai.Client(api_key=DUMMY, http_options=HttpOptions(base_url=f"{GATEWAY}/genai_passthrough"))


def test_generate():
    answer = client.models.generate_content(model=MODEL, contents="hello")
    assert answer.text == "You said: hello"
    assert answer.usage_metadata.total_token_count > 0
    [call] = received()
    assert call["target"] == f"/v1beta/models/{MODEL}:generateContent"
    assert header(call, "x-goog-api-client").startswith("google-genai-sdk/")


def test_generate_streamed():
    assert_paced(client.models.generate_content_stream(model=MODEL, contents=LONG))
    assert targets() == [f"POST /v1beta/models/{MODEL}:streamGenerateContent?alt=sse"]


def test_generate_async():
    answer = asyncio.run(client.aio.models.generate_content(model=MODEL, contents="hello"))
    assert answer.text == "You said: hello"


def test_count_tokens():
    assert client.models.count_tokens(model=MODEL, contents="hello").total_tokens > 0


def test_embeddings():
    answer = client.models.embed_content(model="gemini-embedding-001", contents=["one", "two"])
    assert len(answer.embeddings) == 2


def test_models():
    assert f"models/{MODEL}" in [model.name for model in client.models.list()]
    assert client.models.get(model=MODEL).name == f"models/{MODEL}"


def test_resumable_upload():
    """Two chunks, which the SDK sends without any key to the URL that it was told."""
    content = random.Random(2).randbytes(9 << 20)
    file = client.files.upload(
        file=io.BytesIO(content), config=UploadFileConfig(mime_type="application/octet-stream", display_name="nine")
    )
    assert (file.size_bytes, file.display_name) == (len(content), "nine")
    assert file.uri.startswith("https://generativelanguage.googleapis.com/"), "goes back to Google, in prompts"
    start, *chunks = received()
    assert start["target"] == "/upload/v1beta/files"
    assert [header(chunk, "x-goog-upload-offset") for chunk in chunks] == ["0", str(8 << 20)]
    assert [chunk["bodyLength"] for chunk in chunks] == [8 << 20, 1 << 20]
    assert all("gangway" not in chunk["target"] for chunk in chunks)
    assert client.files.get(name=file.name).name == file.name
    assert file.name in [one.name for one in client.files.list()]
    client.files.delete(name=file.name)


@pytest.mark.parametrize(
    "status, error, message",
    [
        (401, errors.ClientError, "UNAUTHENTICATED"),
        (404, errors.ClientError, "The model does not exist"),
        (429, errors.ClientError, "Rate limit reached."),
        (500, errors.ServerError, "The server had an error"),
        (529, errors.ServerError, "Overloaded"),
    ],
)
def test_errors(status, error, message):
    with pytest.raises(error, match=message) as raised:
        client.models.generate_content(model=f"error-{status}", contents="hello")
    assert raised.value.code == status


def test_error_of_a_stream():
    with pytest.raises(errors.ClientError, match="Rate limit reached."):
        next(client.models.generate_content_stream(model="error-429", contents="hello"))


def test_stream_left_early():
    with within(seconds=20):
        stream = client.models.generate_content_stream(
            model=MODEL, contents=LONG, config={"http_options": {"headers": SLOW}}
        )
        assert next(stream).text == "You"
        stream.close()
        assert client.models.count_tokens(model=MODEL, contents="hello").total_tokens > 0


@pytest.mark.credential(BEARER)
def test_openai_sdk():
    compatible = openai.OpenAI(base_url=f"{GATEWAY}/genai_passthrough/v1beta/openai/", api_key=DUMMY)
    answer = compatible.chat.completions.create(model=MODEL, messages=HELLO)
    assert answer.choices[0].message.content == "You said: hello"
    assert targets() == ["POST /v1beta/openai/chat/completions"]
