"""The Google GenAI and Anthropic SDKs for Vertex AI through /genai_passthrough."""

import anthropic
import pytest
from google import genai
from google.genai import errors
from google.genai.types import HttpOptions
from google.oauth2.credentials import Credentials

from provider import BEARER, DUMMY, GATEWAY, HELLO, LONG, assert_paced, targets

pytestmark = pytest.mark.credential(BEARER)

MODEL = "gemini-2.5-flash"
OPTIONS = HttpOptions(base_url=f"{GATEWAY}/genai_passthrough")
GOOGLE = "publishers/google/models"
# express mode names no project: the gateway puts its own in
express = genai.Client(vertexai=True, api_key=DUMMY, http_options=OPTIONS)
project = genai.Client(
    vertexai=True,
    project="my-project",
    location="europe-west1",
    credentials=Credentials(f"ya29.{DUMMY}"),
    http_options=OPTIONS,
)
claude = anthropic.AnthropicVertex(
    base_url=f"{GATEWAY}/genai_passthrough/v1",
    project_id="my-project",
    region="us-east5",
    access_token=f"ya29.{DUMMY}",
    max_retries=0,
)
both = pytest.mark.parametrize(
    "client, prefix",
    [
        (express, "/v1beta1/projects/demo-project/locations/us-central1"),
        (project, "/v1beta1/projects/my-project/locations/europe-west1"),
    ],
    ids=["express", "project"],
)


@both
def test_generate(client, prefix):
    assert client.models.generate_content(model=MODEL, contents="hello").text == "You said: hello"
    assert targets() == [f"POST {prefix}/{GOOGLE}/{MODEL}:generateContent"]


@both
def test_generate_streamed(client, prefix):
    assert_paced(client.models.generate_content_stream(model=MODEL, contents=LONG))
    assert targets() == [f"POST {prefix}/{GOOGLE}/{MODEL}:streamGenerateContent?alt=sse"]


@both
def test_count_tokens(client, prefix):
    assert client.models.count_tokens(model=MODEL, contents="hello").total_tokens > 0


def test_embeddings():
    assert project.models.embed_content(model="text-embedding-005", contents="one").embeddings[0].values


def test_models():
    assert f"{GOOGLE}/{MODEL}" in [model.name for model in project.models.list()]
    assert targets()[0].startswith(f"GET /v1beta1/{GOOGLE}")


@both
@pytest.mark.parametrize(
    "status, error", [(404, errors.ClientError), (429, errors.ClientError), (500, errors.ServerError)]
)
def test_errors(client, prefix, status, error):
    with pytest.raises(error) as raised:
        client.models.generate_content(model=f"error-{status}", contents="hello")
    assert raised.value.code == status


def test_claude():
    answer = claude.messages.create(model="claude-sonnet-5-5", max_tokens=64, messages=HELLO)
    assert answer.content[0].text == "You said: hello"
    assert targets() == [
        "POST /v1/projects/my-project/locations/us-east5/publishers/anthropic/models/claude-sonnet-5-5:rawPredict"
    ]


def test_claude_streamed():
    with claude.messages.stream(
        model="claude-sonnet-5-5", max_tokens=64, messages=[{"role": "user", "content": LONG}]
    ) as stream:
        assert_paced(stream)


def test_claude_overloaded():
    with pytest.raises(anthropic.InternalServerError, match="Overloaded"):  # this client knows no OverloadedError
        claude.messages.create(model="error-529", max_tokens=64, messages=HELLO)
