"""Every Python block of the README, run as it stands there, but for the gateway's address."""

import contextlib
import io
import pathlib
import re

import pytest

from provider import BEARER, GATEWAY, OPERATORS

README = pathlib.Path(__file__).resolve().parents[4] / "README.md"
BLOCKS = re.findall(r"```python\n(.*?)```", README.read_text(), re.DOTALL)
KEYS = [BEARER, {"x-api-key": OPERATORS}, {"api-key": OPERATORS}, {"x-goog-api-key": OPERATORS}]
NAMES = ["openai", "anthropic", "azure", "gemini"]

assert len(BLOCKS) == len(KEYS), "the README's blocks have changed: change the list of their keys"


@pytest.mark.parametrize(
    "block",
    [pytest.param(b, id=n, marks=pytest.mark.credential(k)) for b, n, k in zip(BLOCKS, NAMES, KEYS, strict=True)],
)
def test_block(block):
    assert "http://localhost:8080" in block
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(block.replace("http://localhost:8080", GATEWAY), "README.md", "exec"), {})
    assert printed.getvalue().strip() == "You said: hello"
