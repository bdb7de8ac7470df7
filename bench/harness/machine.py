"""Processes: start, wait until ready, measure as Linux counts, stop."""

import os
import platform
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

BENCH = Path(__file__).resolve().parent.parent
TARGET = BENCH / "target"
TICK = os.sysconf("SC_CLK_TCK")
PATIENCE = 90


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def java(home):
    return str(Path(home) / "bin/java") if home else shutil.which("java")


class Child:
    """A process with its own log, stopped with all its children when the block ends."""

    def __init__(self, name, command, port=None, env=None, ready="ready "):
        self.name, self.command, self.port, self.ready = name, command, port, ready
        self.env = {**os.environ, **(env or {})}
        self.log = TARGET / "logs" / f"{name}.log"

    def __enter__(self):
        self.log.parent.mkdir(parents=True, exist_ok=True)
        self.began = time.monotonic()
        with open(self.log, "w") as err:
            self.process = subprocess.Popen(
                self.command, stdout=subprocess.PIPE if self.port is None else err, stderr=err,
                env=self.env, text=True, start_new_session=True)
        try:
            self.wait()
        except BaseException:
            self.__exit__()
            raise
        self.seconds_to_ready = time.monotonic() - self.began
        return self

    def wait(self):
        if self.port is None:
            line = self.process.stdout.readline()
            while line and self.ready not in line:
                line = self.process.stdout.readline()
            if not line:
                raise RuntimeError(f"{self.name} did not start; see {self.log}")
            self.port = int(line.strip().rsplit(" ", 1)[-1].rsplit(":", 1)[-1])
            return
        while time.monotonic() < self.began + PATIENCE:
            if self.process.poll() is not None:
                raise RuntimeError(f"{self.name} did not start; see {self.log}")
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                time.sleep(0.01)
        raise RuntimeError(f"{self.name} does not listen; see {self.log}")

    def __exit__(self, *_):
        for sign, patience in ((signal.SIGTERM, 10), (signal.SIGKILL, 5)):
            try:
                os.killpg(self.process.pid, sign)
                self.process.wait(patience)
            except (ProcessLookupError, subprocess.TimeoutExpired):
                continue
        if self.process.stdout:
            self.process.stdout.close()

    @property
    def pid(self):
        return self.process.pid

    def tree(self):
        pids, todo = [], [self.pid]
        while todo:
            pid = todo.pop()
            pids.append(pid)
            for task in Path(f"/proc/{pid}/task").glob("*/children"):
                todo += [int(child) for child in task.read_text().split()]
        return pids

    def cpu(self):
        """CPU seconds so far, user and system, with children."""
        ticks = 0
        for pid in self.tree():
            fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
            ticks += int(fields[11]) + int(fields[12])
        return ticks / TICK

    def rss(self):
        """Resident KiB now."""
        total = 0
        for pid in self.tree():
            for line in Path(f"/proc/{pid}/status").read_text().splitlines():
                if line.startswith("VmRSS:"):
                    total += int(line.split()[1])
        return total


def output(*command):
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=20)
        return (done.stdout + done.stderr).strip()
    except OSError:
        return ""


def describe():
    cpu = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "?")
    memory = int(open("/proc/meminfo").readline().split()[1]) // 1024 // 1024
    return {
        "cpu": f"{os.cpu_count()} × {cpu}",
        "memory": f"{memory} GiB",
        "system": f"{platform.freedesktop_os_release().get('PRETTY_NAME', '?')}, Linux {platform.release()}",
        "load before": f"{os.getloadavg()[0]:.1f}",
        "date": time.strftime("%Y-%m-%d"),
        "commit": output("git", "-C", str(BENCH), "describe", "--always"),
    }
