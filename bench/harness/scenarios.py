"""What is done to a contender, and what is read off it: name of a measure -> number."""

import json
import shutil
import subprocess
import time

from .contenders import load_command
from .machine import TARGET

WRK = """
wrk.method = "POST"
wrk.body = '{{"model":"{model}","messages":[{{"role":"user","content":"' .. string.rep("x", {size}) .. '"}}]}}'
{headers}
done = function(summary, latency, requests)
    local errors = summary.errors
    io.write(string.format('\\n{{"requests":%d,"seconds":%f,"errors":%d,"p50_us":%d,"p99_us":%d,"p999_us":%d}}\\n',
        summary.requests, summary.duration / 1e6, errors.connect + errors.read + errors.write + errors.status + errors.timeout,
        latency:percentile(50), latency:percentile(99), latency:percentile(99.9)))
end
"""


# Python compiles nothing later, and V8 soon; a hundred thousand requests would take an hour.
PEERS_WARMUP = 3000

# Goes of two seconds: a cold JVM on a busy machine may not answer in the first.
MOST_SILENT = 5


class Bench:
    """One contender in front of one upstream, for the time of one run."""

    def __init__(self, contender, child, upstream, home, times):
        self.contender, self.child, self.upstream, self.home, self.times = contender, child, upstream, home, times
        self.port = child.port if child else upstream.port
        self.headers = contender.all_headers(upstream.port)

    @property
    def measured(self):
        return self.child or self.upstream

    def path(self, path):
        return self.contender.prefix + path

    def wrk(self, model, size, connections, seconds):
        """A closed loop; CPU is the contender's alone."""
        script = TARGET / "wrk.lua"
        headers = "\n".join('wrk.headers["%s"] = "%s"' % tuple(h.split(": ", 1)) for h in self.headers)
        script.write_text(WRK.format(model=model, size=size, headers=headers))
        url = f"http://127.0.0.1:{self.port}{self.path('/v1/chat/completions')}"
        cpu = self.measured.cpu()
        done = subprocess.run(["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "20s", "-s", script, url],
                              capture_output=True, text=True, check=True)
        cpu = self.measured.cpu() - cpu
        read = json.loads(done.stdout.strip().splitlines()[-1])
        return {"rps": read["requests"] / read["seconds"], "cpu_us": cpu * 1e6 / max(1, read["requests"]),
                "p50_us": read["p50_us"], "p99_us": read["p99_us"], "p999_us": read["p999_us"],
                "errors": read["errors"]}

    def warm_up(self, model="bench-small", size=300, connections=32):
        """By requests and not by time: a JIT compiler counts calls, and a busy machine makes few of them in a second."""
        left = self.times["warmup"] if shutil.which("wrk") else 0
        if self.contender.peer:
            left = min(left, PEERS_WARMUP)
        silent = 0
        while left > 0:
            read = self.wrk(model, size, connections, 2)
            silent = 0 if read["rps"] else silent + 1
            if read["errors"] or silent == MOST_SILENT:
                raise RuntimeError(f"it does not answer: {read}")
            left -= read["rps"] * 2

    def load(self, kind, path, **options):
        arguments = [kind, "--port", self.port, "--pid", self.measured.pid, "--path", self.path(path),
                     "--upstream-port", self.upstream.port]
        for header in self.headers:
            arguments += ["--header", header]
        for name, value in options.items():
            arguments += [f"--{name}", value]
        done = subprocess.run(load_command(self.home, *arguments), capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"load {kind}: {done.stderr.strip()[-300:]}")
        return json.loads(done.stdout.strip().splitlines()[-1])


def prefixed(prefix, measures):
    return {f"{prefix}.{name}": value for name, value in measures.items()}


CHAT = "/v1/chat/completions"


def small(bench):
    t = bench.times
    bench.warm_up()
    result = prefixed("c32", bench.wrk("bench-small", 300, 32, t["seconds"]))
    result |= prefixed("c1", bench.wrk("bench-small", 300, 1, t["seconds"]))
    for rate in t["rates"]:
        if not bench.contender.peer or rate <= 500:
            result |= prefixed(f"open{rate}", bench.load("open", CHAT, rate=rate, seconds=t["seconds"], warmup=2))
    return result


def large(bench):
    t = bench.times
    bench.warm_up()
    bench.wrk("bench-large", 150_000, 16, t["seconds"])
    return prefixed("c16", bench.wrk("bench-large", 150_000, 16, t["seconds"])) | {"rss_mib": bench.measured.rss() / 1024}


def bodies(bench):
    """Measured warm; what memory grew by counts from before the first body."""
    size, times = bench.times["mebibytes"], bench.times["transfers"]
    bench.warm_up()
    before = bench.measured.rss()
    result = {}
    for kind, path in ("up", "/v1/files"), ("down", "/v1/files/f/content/"):
        first = bench.load(kind, path, mebibytes=size, times=2 * times)
        read = bench.load(kind, path, mebibytes=size, times=times)
        peak = max(first["peak_rss_kib"], read["peak_rss_kib"])
        read |= {"peak_rss_kib": peak, "rss_growth_kib": max(0, peak - before)}
        result |= prefixed(kind, read)
    return result


# Who shows a first event that late has passed on none while it was measured: a count of what came at the end is no cost of events.
HELD_BACK_US = 5_000_000


def streams(bench):
    """Memory counts from after the first small requests: what a stream costs, and not what a JVM warms up to."""
    t, result = bench.times, {}
    bench.warm_up()
    before = bench.measured.rss()
    for count in t["streams"]:
        if bench.contender.peer and count > 500:
            continue
        bench.load("streams", CHAT, streams=count, seconds=t["seconds"])
        read = bench.load("streams", CHAT, streams=count, seconds=t["seconds"])
        read["rss_kib_per_stream"] = max(0, read.pop("rss_kib") - before) / count
        if not read["events"]:
            read = {name: read[name] for name in ("dropped", "errors")}
        elif read["first_p50_us"] > HELD_BACK_US:
            read = {name: read[name] for name in ("first_p50_us", "dropped", "errors")}
        result |= prefixed(str(count), read)
    return result


def churn(bench):
    t = bench.times
    bench.warm_up()
    return bench.load("churn", CHAT, seconds=t["seconds"])


def startup(bench):
    """The child was started just now; its first answer ends the start."""
    time.sleep(bench.times["idle"])
    idle = bench.measured.rss() / 1024
    return {"ready_s": bench.child.seconds_to_ready, "idle_rss_mib": idle}


def routes(bench):
    t = bench.times
    bench.warm_up()
    return {"ready_s": bench.child.seconds_to_ready} | prefixed("c32", bench.wrk("bench-small", 300, 32, t["seconds"]))


NEED_WRK = {"small", "large", "routes"}
SCENARIOS = {f.__name__: f for f in (small, large, bodies, streams, churn, startup, routes)}
