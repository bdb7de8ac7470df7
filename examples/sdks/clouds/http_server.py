"""HTTP servers on the loopback, each on a port and in threads of its own."""

import json
import ssl
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl


class Request(BaseHTTPRequestHandler):
    """One request, whole. A subclass says what becomes of it in answer()."""

    protocol_version = "HTTP/1.1"

    def handle_one_call(self):
        self.body = self.read_body()
        self.answer()

    do_GET = do_POST = do_PUT = do_DELETE = handle_one_call

    def read_body(self):
        if self.headers.get("transfer-encoding", "").lower() != "chunked":
            return self.rfile.read(int(self.headers.get("content-length", 0)))
        body = b""
        while size := int(self.rfile.readline(), 16):
            body += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return body

    def form(self):
        return dict(parse_qsl(self.body.decode()))

    def bearer(self):
        return self.headers.get("authorization", "").removeprefix("Bearer ")

    def reply(self, status, body, **headers):
        data = json.dumps(body).encode()
        self.send_response_only(status)
        for name, value in ({"content_type": "application/json", "content_length": len(data)} | headers).items():
            self.send_header(name.replace("_", "-"), str(value))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_):
        """Says nothing."""


def serve(handler, certificate=None):
    """Starts a server for requests of this kind; its origin."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"{'https://localhost' if certificate else 'http://127.0.0.1'}:{server.server_port}"
