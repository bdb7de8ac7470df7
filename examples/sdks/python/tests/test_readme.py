"""Every Python block of the README and of docs/sdks.md, run as it stands there, but for the gateway's address."""

import contextlib
import io
import pathlib
import re

import pytest

from provider import BEARER, GATEWAY, OPERATORS

ROOT = pathlib.Path(__file__).resolve().parents[4]
FOUNDRY = {"api-key": OPERATORS, "x-api-key": OPERATORS}
KEYS = {
    "README.md": {
        "openai": BEARER,
        "anthropic": {"x-api-key": OPERATORS},
        "azure": {"api-key": OPERATORS},
        "gemini": {"x-goog-api-key": OPERATORS},
    },
    "docs/sdks.md": {
        "vertex-claude": BEARER,
        "vertex": BEARER,
        "foundry": FOUNDRY,
        "bedrock-claude": BEARER,
        "bedrock": BEARER,
    },
}


def blocks(file, keys):
    found = re.findall(r"```python\n(.*?)```", (ROOT / file).read_text(), re.DOTALL)
    assert len(found) == len(keys), f"the blocks of {file} have changed: change the list of their keys"
    for block, (name, key) in zip(found, keys.items(), strict=True):
        yield pytest.param(block, id=f"{file}-{name}", marks=pytest.mark.credential(key))


@pytest.mark.parametrize("block", [param for file, keys in KEYS.items() for param in blocks(file, keys)])
def test_block(block):
    assert "http://localhost:8080" in block
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(block.replace("http://localhost:8080", GATEWAY), "README.md", "exec"), {})
    assert printed.getvalue().strip() == "You said: hello"
