"""Who is measured: how each is started, and how its upstream is reached through it."""

import os
import secrets
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from .machine import BENCH, TARGET, Child, free_port, java, output

KEY = "Authorization: Bearer sk-client"
LITELLM_KEY = f"sk-{secrets.token_hex(32)}"  # without one it does not start, and weak ones it refuses
LIB = f"{BENCH}/load/target/*:{BENCH}/load/target/lib/*"
STREAMING = frozenset({"small", "large", "bodies", "streams", "churn", "startup"})


@dataclass
class Contender:
    name: str
    label: str
    start: object  # upstream port -> Child
    prefix: str = ""
    headers: tuple = (KEY,)
    scenarios: frozenset = STREAMING
    note: str = ""
    missing: str = ""
    version: str = ""
    peer: bool = False
    extra: object = field(default=lambda upstream: ())

    def all_headers(self, upstream):
        return (*self.headers, "Content-Type: application/json", *self.extra(upstream))


def upstream(home):
    # One thread that never stops: more than the serial collector would only cost.
    return Child("upstream", [java(home), "-XX:+UseSerialGC", "-Xmx256m", "-cp", LIB, "dev.gangway.bench.Upstream"])


def load_command(home, *arguments):
    return [java(home), "-XX:+UseSerialGC", "-Xmx512m", "-cp", LIB, "dev.gangway.bench.Load", *map(str, arguments)]


def bare(kind, home, options):
    def start(port):
        command = [java(home), *options, "-cp", LIB, "dev.gangway.bench.BareProxy", kind, f"http://127.0.0.1:{port}"]
        return Child(f"bare-{kind}", command)
    return start


def gangway(home, routes=1, checkout=BENCH.parent):
    def start(port):
        config = TARGET / "gangway.yaml"
        lines = ["routes:", *route("/openai_passthrough", port)]
        for i in range(1, routes):
            lines += route(f"/route-{i}/passthrough", port)
        config.write_text("\n".join(lines) + "\n")
        env = {"JAVA_HOME": home} if home else {}
        return Child("gangway", [str(Path(checkout) / "gangway"), "--port", "0", "--config", str(config)], env=env)
    return start


def route(path, port):
    return [f"  - path: {path}", "    provider: openai", f"    target: http://127.0.0.1:{port}",
            "    keys: [{ name: main, value: sk-real }]"]


NGINX = """
daemon off; worker_processes auto; pid {dir}/nginx.pid; error_log {dir}/error.log;
worker_rlimit_nofile 65536;
events {{ worker_connections 16384; }}
http {{
    access_log {dir}/access.log;
    client_body_temp_path {dir}/body; proxy_temp_path {dir}/proxy; fastcgi_temp_path {dir}/f; uwsgi_temp_path {dir}/u;
    scgi_temp_path {dir}/s;
    client_max_body_size 0; keepalive_requests 1000000; tcp_nodelay on;
    upstream provider {{ server 127.0.0.1:{upstream}; keepalive 2048; keepalive_requests 1000000; }}
    server {{
        listen 127.0.0.1:{port} backlog=4096;
        location / {{
            proxy_pass http://provider; proxy_http_version 1.1; proxy_set_header Connection "";
            proxy_set_header Authorization "Bearer sk-real";
            proxy_buffering off; proxy_request_buffering off; proxy_read_timeout 600s;
        }}
    }}
}}
"""


def nginx(path):
    def start(upstream_port):
        directory, port = TARGET / "nginx", free_port()
        directory.mkdir(parents=True, exist_ok=True)
        config = directory / "nginx.conf"
        config.write_text(NGINX.format(dir=directory, upstream=upstream_port, port=port))
        return Child("nginx", [path, "-e", f"{directory}/error.log", "-c", str(config)], port)
    return start


def portkey(package):
    def start(_):
        port = free_port()
        return Child("portkey", ["node", str(package / "build/start-server.js"), f"--port={port}", "--headless"], port)
    return start


def portkey_headers(upstream_port):
    return ("x-portkey-provider: openai", f"x-portkey-custom-host: http://127.0.0.1:{upstream_port}/v1")


def litellm(program):
    def start(upstream_port):
        config, port = TARGET / "litellm.yaml", free_port()
        config.write_text("general_settings:\n  pass_through_endpoints:\n    - path: /bench\n"
                          f"      target: http://127.0.0.1:{upstream_port}\n      include_subpath: true\n"
                          "      headers: { Authorization: Bearer sk-real }\n")
        env = {"LITELLM_MASTER_KEY": LITELLM_KEY, "LITELLM_LOCAL_MODEL_COST_MAP": "True", "LITELLM_TELEMETRY": "False",
               "NO_PROXY": "127.0.0.1"}
        return Child("litellm", [str(program), "--config", str(config), "--host", "127.0.0.1", "--port", str(port)],
                     port, env)
    return start


def contenders(home, options, against):
    path = shutil.which("nginx") or "/usr/sbin/nginx"
    key = TARGET / "peers/portkey/node_modules/@portkey-ai/gateway"
    lite = TARGET / "peers/litellm/bin/litellm"
    jetty = next((p.name.split("-")[-1].removesuffix(".jar")
                  for p in (BENCH / "load/target/lib").glob("jetty-server-*.jar")), "?")
    few = frozenset({"small", "large", "streams", "startup"})
    others = [Contender(Path(other).name, f"Gangway in {other}", gangway(home, checkout=other), "/openai_passthrough",
                        version=output("git", "-C", other, "describe", "--always")) for other in against]
    return [
        *others,
        Contender("direct", "direct", None, scenarios=STREAMING - {"startup"}),
        Contender("nginx", "nginx", nginx(path), missing="" if os.access(path, os.X_OK) else "nginx is not installed",
                  version=output(path, "-v").split("/")[-1]),
        Contender("proxy", "Jetty ProxyServlet", bare("proxy", home, options), version=jetty,
                  note="holds events back until 8 KiB are there"),
        Contender("async", "Jetty AsyncProxyServlet", bare("async", home, options), version=jetty,
                  note="holds events back until 8 KiB are there"),
        Contender("core", "Jetty core ProxyHandler", bare("core", home, options), version=jetty),
        Contender("gangway", "Gangway", gangway(home), "/openai_passthrough", scenarios=STREAMING | {"routes"},
                  version=output("git", "-C", str(BENCH), "describe", "--always", "--dirty"),
                  note="module in jetty-home by ./gangway: credential swap, usage tap and a record per exchange on"),
        Contender("gangway-10000", "Gangway, 10,000 routes", gangway(home, 10_000), "/route-5000/passthrough",
                  scenarios=frozenset({"routes"})),
        Contender("portkey", "Portkey", portkey(key), extra=portkey_headers, scenarios=few - {"streams"},
                  peer=True, note="chat route: it has no passthrough; answers streams with an error on Node 20 (TypeError: immutable)", version=os.environ.get("PORTKEY_VERSION", ""),
                  missing="" if key.is_dir() else "not installed"),
        Contender("litellm", "LiteLLM", litellm(lite), "/bench", (f"Authorization: Bearer {LITELLM_KEY}",), few, peer=True,
                  note="pass_through_endpoints", version=os.environ.get("LITELLM_VERSION", ""),
                  missing="" if lite.exists() else "not installed"),
        Contender("bifrost", "Bifrost", None, scenarios=frozenset(), peer=True,
                  missing="its Go module and the binary that its npm package downloads cannot be had here"),
    ]
