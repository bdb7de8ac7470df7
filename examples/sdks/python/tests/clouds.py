"""The gateway whose keys are those of clouds, and what its records say."""

import json
import os
import pathlib
import re
import time

from provider import credentials, forget, received

GATEWAY = os.environ["CLOUDS_URL"]
RECORDS = pathlib.Path(os.environ["CLOUDS_RECORDS"])

# of the connection, or made for one request
NOT_COMPARED = {"host", "connection", "x-amz-date", "x-amz-content-sha256", "amz-sdk-invocation-id", "amz-sdk-request"}


class Like(str):
    """Equal to every text that this pattern matches."""

    def __eq__(self, other):
        return re.fullmatch(str(self), other, re.DOTALL) is not None

    __hash__ = str.__hash__


def bearer(token):
    return {"authorization": Like("Bearer " + token)}


def signed(key, service="bedrock"):
    return {"authorization": Like(rf"AWS4-HMAC-SHA256 Credential={key}/\d{{8}}/us-east-1/{service}/aws4_request, .*")}


# what the provider has to get: the credential, by the first segment of the route
GOOGLE = {"account": bearer(r"ya29\.of-the-service-account-\d+"), "machine": bearer(r"ya29\.of-the-machine-\d+")}
AZURE_OPENAI = {"application": bearer(r"entra-cognitiveservices\.azure\.com-\d+")}
FOUNDRY = {"application": bearer(r"entra-ai\.azure\.com-\d+")}
BEARER = bearer("bedrock-api-key-of-the-configuration")
SESSION = {"x-amz-security-token": "session-of-the-container"}
AWS = {"static": signed("AKIASTATIC"), "container": signed("ASIACONTAINER") | SESSION, "bearer": BEARER}
MANTLE = {"static": signed("AKIASTATIC", "bedrock-mantle"), "bearer": BEARER}


def exchange(call, base):
    """What the SDK made of it, and what arrived at the provider."""
    forget()
    answer = call(base)
    arrived = received()
    assert len(arrived) == 1, arrived
    return answer, arrived[0]


def shown(call):
    """All of a request that has to be the same with a gateway and without."""
    kept = [(h["name"].lower(), h["value"]) for h in call["headers"]]
    hidden = NOT_COMPARED | set(credentials(call))
    body = call.get("body", call.get("bodyBase64"))
    return call["method"], call["target"], sorted(h for h in kept if h[0] not in hidden), body, call["bodyLength"]


def record(since):
    """The one record that was written since then."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        text = RECORDS.read_text()[since:] if RECORDS.exists() else ""
        if text.endswith("\n"):
            (line,) = text.splitlines()
            return json.loads(line)
        time.sleep(0.01)
    raise AssertionError("no record")


def records_so_far():
    return len(RECORDS.read_text()) if RECORDS.exists() else 0
