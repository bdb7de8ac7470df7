"""What hands out tokens and keys: Google's OAuth and metadata server, Microsoft Entra, the agent of an AWS container."""

import datetime
import itertools
import time

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from google.auth import jwt

from http_server import Request

CLOUD_PLATFORM = "https://www.googleapis.com/auth/cloud-platform"
AUDIENCE = "https://oauth2.googleapis.com/token"
ACCOUNT = "gateway@my-project.iam.gserviceaccount.com"
TENANT, APPLICATION = "11111111-2222-3333-4444-555555555555", "66666666-7777-8888-9999-000000000000"
SECRET = "secret-of-the-gateway"
CONTAINER_TOKEN = "token-of-the-container"

issued = {}  # token: its scope
numbers = itertools.count(1)
_key = rsa.generate_private_key(65537, 2048)
_other = rsa.generate_private_key(65537, 2048)


def issue(prefix, scope):
    token = f"{prefix}-{next(numbers)}"
    issued[token] = scope
    return token


def pem(key):
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def service_account(origin, right=True):
    """A key as Google hands it out, or one that does not belong to the account."""
    return {
        "type": "service_account",
        "project_id": "my-project",
        "private_key_id": "1",
        "private_key": pem(_key if right else _other),
        "client_email": ACCOUNT,
        "client_id": "1",
        "token_uri": f"{origin}/token",
    }


class Google(Request):
    """oauth2.googleapis.com, which verifies assertions, and the metadata server."""

    def answer(self):
        path = self.path.split("?")[0]
        if path == "/token":
            problem = self.problem()
            if problem:
                self.reply(400, {"error": "invalid_grant", "error_description": problem})
            else:
                self.give("ya29.of-the-service-account")
        elif self.headers.get("metadata-flavor") != "Google":
            self.reply(403, {"error": "Metadata-Flavor"})
        elif path == "/computeMetadata/v1/instance/service-accounts/default/token":
            self.give("ya29.of-the-machine")
        else:
            self.reply(404, {}, metadata_flavor="Google")

    def give(self, prefix):
        token = issue(prefix, CLOUD_PLATFORM)
        answer = {"access_token": token, "expires_in": 3600, "token_type": "Bearer"}
        self.reply(200, answer, metadata_flavor="Google")

    def problem(self):
        form = self.form()
        if form.get("grant_type") != "urn:ietf:params:oauth:grant-type:jwt-bearer":
            return "Invalid grant_type"
        public = _key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        try:
            claims = jwt.decode(form.get("assertion", ""), public, audience=AUDIENCE)
        except ValueError:
            return "Invalid JWT Signature."
        if claims["exp"] - claims["iat"] > 3600:
            return "Invalid JWT: Token must be a short-lived token"
        return None if (claims["iss"], claims.get("scope")) == (ACCOUNT, CLOUD_PLATFORM) else "Invalid scope"


class Entra(Request):
    """login.microsoftonline.com."""

    SCOPES = ["https://cognitiveservices.azure.com/.default", "https://ai.azure.com/.default"]

    def answer(self):
        form = self.form()
        scopes = [scope for scope in form.get("scope", "").split() if scope in self.SCOPES]
        right = form.get("grant_type") == "client_credentials" and form.get("client_id") == APPLICATION
        if self.path != f"/{TENANT}/oauth2/v2.0/token" or not right or len(scopes) != 1:
            self.reply(400, {"error": "invalid_request", "error_description": "AADSTS900144: what is this?"})
        elif form.get("client_secret") != SECRET:
            reason = "AADSTS7000215: Invalid client secret provided."
            self.reply(401, {"error": "invalid_client", "error_description": reason})
        else:
            token = issue("entra-" + scopes[0].split("/")[2], scopes[0])
            self.reply(200, {"access_token": token, "expires_in": 3600, "token_type": "Bearer"})


class Container(Request):
    """What the agent of ECS, and that of EKS Pod Identity, tells a container."""

    ID, KEY, SESSION = "ASIACONTAINER", "secret/of+the/container", "session-of-the-container"

    def answer(self):
        if self.headers.get("authorization") != CONTAINER_TOKEN:
            self.reply(401, {"message": "who are you?"})
            return
        end = datetime.datetime.fromtimestamp(time.time() + 6 * 3600, datetime.timezone.utc)
        keys = {"AccessKeyId": self.ID, "SecretAccessKey": self.KEY, "Token": self.SESSION}
        self.reply(200, keys | {"Expiration": end.strftime("%Y-%m-%dT%H:%M:%SZ")})
