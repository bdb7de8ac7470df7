"""
A gateway whose keys are those of clouds, with the clouds: python serve.py STAND_IN_URL DIRECTORY

Prints the gateway's address when it is ready; ends both on SIGTERM. Writes only below DIRECTORY.
"""

import datetime
import json
import os
import pathlib
import signal
import subprocess
import sys

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12

import guards
import tokens
from http_server import serve

GANGWAY = pathlib.Path(__file__).resolve().parents[3] / "gangway"
PASSWORD = "changeit"

CONFIG = """\
records: { file: "%(records)s" }
routes:
  # Google: a service account's key in a file; the machine's own account; a key that Google does not take.
  - path: /account/genai_passthrough
    provider: genai
    vertex: { target: "%(vertex)s", keys: [{ google: { credentials-file: "%(account)s" } }] }
  - path: /machine/genai_passthrough
    provider: genai
    vertex: { target: "%(vertex)s", keys: [{ google: { metadata: true } }] }
  - path: /stranger/genai_passthrough
    provider: genai
    vertex: { target: "%(vertex)s", keys: [{ google: { credentials-file: "%(stranger)s" } }] }

  # Azure: an application with its secret, and with another.
  - path: /application/azure_passthrough
    provider: azure
    keys: [{ endpoint: "%(azure)s", api-version: "2024-10-21", entra: { %(entra)s, client-secret: %(secret)s } }]
  - path: /stranger/azure_passthrough
    provider: azure
    keys: [{ endpoint: "%(azure)s", api-version: "2024-10-21", entra: { %(entra)s, client-secret: another } }]

  # AWS: an access key; the container's; a Bedrock API key; an access key with another's secret.
  - path: /static/bedrock_passthrough
    provider: bedrock
    target: "%(bedrock)s"
    keys: [{ region: us-east-1, aws: { access-key-id: %(aws_id)s, secret-access-key: "%(aws_key)s" } }]
  - path: /container/bedrock_passthrough
    provider: bedrock
    target: "%(bedrock)s"
    keys: [{ region: us-east-1, aws: { source: container } }]
  - path: /bearer/bedrock_passthrough
    provider: bedrock
    target: "%(bedrock)s"
    keys: [{ region: us-east-1, value: %(bedrock_key)s }]
  - path: /stranger/bedrock_passthrough
    provider: bedrock
    target: "%(bedrock)s"
    keys: [{ region: us-east-1, aws: { access-key-id: %(aws_id)s, secret-access-key: another } }]
"""


def write(file, text):
    """For the owner alone: the gateway warns of keys that others can read."""
    file.unlink(missing_ok=True)
    with open(os.open(file, os.O_WRONLY | os.O_CREAT, 0o600), "w") as out:
        out.write(text)
    return file


def certificate(directory):
    """Entra is asked by TLS only: a certificate for this machine, and a file by which Java trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    today = datetime.datetime.now(datetime.timezone.utc)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(today - datetime.timedelta(days=1))
        .not_valid_after(today + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), False)
        .sign(key, hashes.SHA256())
    )
    trusted = [pkcs12.PKCS12Certificate(made, b"entra")]
    store = pkcs12.serialize_java_truststore(trusted, BestAvailableEncryption(PASSWORD.encode()))
    (directory / "trusted.p12").write_bytes(store)
    text = tokens.pem(key) + made.public_bytes(tokens.Encoding.PEM).decode()
    return write(directory / "entra.pem", text), directory / "trusted.p12"


def main(stand_in, directory):
    directory.mkdir(parents=True, exist_ok=True)
    records = directory / "records.jsonl"
    records.unlink(missing_ok=True)
    guards.Guard.provider = stand_in
    pem, trusted = certificate(directory)
    google, container, entra = serve(tokens.Google), serve(tokens.Container), serve(tokens.Entra, pem)
    values = {
        "records": records,
        "vertex": serve(guards.Vertex),
        "azure": serve(guards.Azure),
        "bedrock": serve(guards.Bedrock),
        "account": write(directory / "account.json", json.dumps(tokens.service_account(google))),
        "stranger": write(directory / "stranger.json", json.dumps(tokens.service_account(google, right=False))),
        "entra": f'tenant: {tokens.TENANT}, client-id: {tokens.APPLICATION}, authority: "{entra}"',
        "secret": tokens.SECRET,
        "aws_id": guards.STATIC_ID,
        "aws_key": guards.STATIC_KEY,
        "bedrock_key": guards.BEDROCK_KEY,
    }
    config = write(directory / "gangway.yaml", CONFIG % values)
    environment = os.environ | {
        "GCE_METADATA_HOST": google.removeprefix("http://"),
        "AWS_CONTAINER_CREDENTIALS_FULL_URI": container + "/keys",
        "AWS_CONTAINER_AUTHORIZATION_TOKEN": tokens.CONTAINER_TOKEN,
        "JDK_JAVA_OPTIONS": f"{os.environ.get('JDK_JAVA_OPTIONS', '')} -Djavax.net.ssl.trustStore={trusted} -Djavax.net.ssl.trustStorePassword={PASSWORD}",
    }
    gateway = subprocess.Popen([GANGWAY, "run", "--config", config, "--port", "0"], env=environment)
    for asked in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(asked, lambda *_: gateway.terminate())
    return gateway.wait()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1].rstrip("/"), pathlib.Path(sys.argv[2])))
