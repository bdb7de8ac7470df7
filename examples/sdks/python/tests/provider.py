"""Where the gateway is, and what arrived at the stand-in provider behind it."""

import contextlib
import json
import os
import time
import urllib.request

GATEWAY = os.environ["GANGWAY_URL"]
STAND_IN = os.environ["STAND_IN_URL"]
RECEIVED = STAND_IN + "/__stand-in/received"

DUMMY = "dummy-key"
OPERATORS = "demo-key"
BEARER = {"authorization": f"Bearer {OPERATORS}"}

CREDENTIALS = {
    "authorization",
    "x-api-key",
    "api-key",
    "x-goog-api-key",
    "ocp-apim-subscription-key",
    "x-amz-security-token",
    "cookie",
    "proxy-authorization",
}

HELLO = [{"role": "user", "content": "hello"}]
LONG = " ".join(f"word{n}" for n in range(18))  # the answer has two words more: twenty events, 50 ms apart
SLOW = {"x-stand-in-delay-ms": "3000"}  # a minute for such an answer


def forget():
    urllib.request.urlopen(urllib.request.Request(RECEIVED, method="DELETE")).close()


def received():
    """The requests since forget(), oldest first."""
    with urllib.request.urlopen(RECEIVED) as answer:
        return json.load(answer)


def targets():
    return [f"{call['method']} {call['target']}" for call in received()]


def header(call, name):
    return ", ".join(h["value"] for h in call["headers"] if h["name"].lower() == name)


def credentials(call):
    return {h["name"].lower(): h["value"] for h in call["headers"] if h["name"].lower() in CREDENTIALS}


def assert_paced(events):
    """That they come one by one, as the provider sends them: a second from the first to the last."""
    times = [time.monotonic() for _ in events]
    assert len(times) >= 20
    assert times[-1] - times[0] > 0.5


@contextlib.contextmanager
def within(seconds):
    started = time.monotonic()
    yield
    assert time.monotonic() - started < seconds
