"""
What stands before the stand-in provider in place of each cloud's own gate: it lets in who has a token that was issued for
this, or has signed as AWS would have it. All else goes on as it came, and comes back as it is sent.
"""

import calendar
import hashlib
import http.client
import re
import time
from urllib.parse import urlsplit

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

import tokens
from http_server import Request

STATIC_ID, STATIC_KEY = "AKIASTATIC", "secret/of+the/configuration"
BEDROCK_KEY = "bedrock-api-key-of-the-configuration"
REGION = "us-east-1"
KEYS = {
    STATIC_ID: Credentials(STATIC_ID, STATIC_KEY),
    tokens.Container.ID: Credentials(tokens.Container.ID, tokens.Container.KEY, tokens.Container.SESSION),
}
_PARTS = re.compile(
    r"AWS4-HMAC-SHA256 Credential=(\w+)/(\d{8})/([\w-]+)/([\w-]+)/aws4_request, SignedHeaders=([^,]+), Signature=(\w{64})"
)


class Guard(Request):
    provider = None  # its origin

    def answer(self):
        problem = self.problem()
        if problem:
            self.refuse(problem)
        else:
            self.relay()

    def relay(self):
        onward = http.client.HTTPConnection(urlsplit(self.provider).netloc, timeout=60)
        onward.putrequest(self.command, self.path, skip_host=True, skip_accept_encoding=True)
        for name, value in self.headers.items():
            if name.lower() not in ("connection", "transfer-encoding"):
                onward.putheader(name, value)
        onward.endheaders(self.body)
        answer = onward.getresponse()
        self.send_response_only(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in ("connection", "transfer-encoding"):
                self.send_header(name, value)
        chunked = answer.length is None
        if chunked:
            self.send_header("transfer-encoding", "chunked")
        self.end_headers()
        try:
            while data := answer.read1(65536):
                self.wfile.write(b"%x\r\n%b\r\n" % (len(data), data) if chunked else data)
            self.wfile.write(b"0\r\n\r\n" if chunked else b"")
        finally:
            onward.close()


class Vertex(Guard):
    def problem(self):
        right = tokens.issued.get(self.bearer()) == tokens.CLOUD_PLATFORM
        return None if right and not self.headers.get("x-goog-api-key") else "Invalid authentication credentials."

    def refuse(self, problem):
        self.reply(401, {"error": {"code": 401, "message": problem, "status": "UNAUTHENTICATED"}})


class Azure(Guard):
    """A token of Azure OpenAI is none of Foundry, and the other way round."""

    def problem(self):
        audience = "ai" if self.path.startswith("/anthropic/") else "cognitiveservices"
        right = tokens.issued.get(self.bearer()) == f"https://{audience}.azure.com/.default"
        return None if right and not self.headers.get("api-key") else "Access denied due to invalid token."

    def refuse(self, problem):
        self.reply(401, {"error": {"code": "401", "message": problem}})


class Bedrock(Guard):
    """Computes the signature anew, with AWS's own library, from what arrived."""

    def problem(self):
        if self.bearer() == BEDROCK_KEY:
            return None
        parts = _PARTS.fullmatch(self.headers.get("authorization", ""))
        if not parts:
            return "Missing Authentication Token"
        key, date, region, service, names, signature = parts.groups()
        if key not in KEYS or KEYS[key].token != self.headers.get("x-amz-security-token"):
            return "The security token included in the request is invalid."
        if region != REGION or service != self.service() or not self.is_now(date):
            return "Credential should be scoped to a valid region, service and date."
        signed = names.split(";")
        needed = {name.lower() for name in self.headers if name.lower() == "host" or name.lower().startswith("x-amz-")}
        if not needed <= set(signed) or self.headers["x-amz-content-sha256"] != hashlib.sha256(self.body).hexdigest():
            return "There were headers present in the request which were not signed, or a wrong hash."
        return None if self.signature(KEYS[key], service, signed) == signature else "The signature does not match."

    def service(self):
        return "bedrock-mantle" if self.path.startswith(("/anthropic/", "/openai/", "/v1/")) else "bedrock"

    def is_now(self, date):
        stamp = self.headers.get("x-amz-date", "")
        then = calendar.timegm(time.strptime(stamp, "%Y%m%dT%H%M%SZ"))
        return stamp.startswith(date) and abs(then - time.time()) < 300

    def signature(self, credentials, service, signed):
        headers = {name: value for name, value in self.headers.items() if name.lower() in signed}
        request = AWSRequest(self.command, f"http://{self.headers['host']}{self.path}", headers, self.body)
        request.context["timestamp"] = self.headers["x-amz-date"]
        signer = SigV4Auth(credentials, service, REGION)
        return signer.signature(signer.string_to_sign(request, signer.canonical_request(request)), request)

    def refuse(self, problem):
        self.reply(403, {"message": problem}, x_amzn_errortype="InvalidSignatureException")
