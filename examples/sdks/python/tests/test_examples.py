"""Every example script, run as a reader of the README would."""

import pathlib
import subprocess
import sys

import pytest

from provider import BEARER, GATEWAY, OPERATORS

KEYS = {
    "anthropic_messages": {"x-api-key": OPERATORS},
    "azure_anthropic": {"api-key": OPERATORS, "x-api-key": OPERATORS},
    "azure_openai_chat": {"api-key": OPERATORS},
    "azure_openai_responses": {"api-key": OPERATORS},
    "gemini": {"x-goog-api-key": OPERATORS},
    "openai_chat": BEARER,
    "vertex": BEARER,
}
SCRIPTS = sorted(pathlib.Path(__file__).parent.parent.glob("*.py"))


@pytest.mark.parametrize(
    "script", [pytest.param(path, id=path.stem, marks=pytest.mark.credential(KEYS[path.stem])) for path in SCRIPTS]
)
def test_example(script):
    done = subprocess.run([sys.executable, script, GATEWAY], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    plain, streamed = done.stdout.splitlines()
    assert plain == streamed
    assert plain.startswith("You said: hello from ")
