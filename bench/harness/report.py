"""results/*.json -> RESULTS.md and plot.svg."""

import json
import statistics

from .plot import plot

ORDER = ["direct", "nginx", "core", "proxy", "async", "gangway", "gangway-10000", "portkey", "litellm", "bifrost"]


def middle(values, digits=3):
    """The median and, from three rounds on, the spread."""
    text = number(statistics.median(values), digits)
    if len(values) < 3 or min(values) == max(values):
        return text
    return f"{text} ({number(min(values), digits)}–{number(max(values), digits)})"


def number(value, digits=3):
    if value == 0:
        return "0"
    return f"{value:,.0f}" if abs(value) >= 10 ** (digits - 1) else f"{value:.{digits}g}"


class Table:
    """One scenario: a row for each contender, medians of rounds."""

    def __init__(self, scenario, contenders):
        self.read, self.contenders = scenario["read"], contenders
        self.names = [name for name in ORDER if name in self.read]

    def get(self, name, measure):
        return self.read.get(name, {}).get(measure)

    def cell(self, name, measure, scale=1):
        values = self.get(name, measure)
        return middle([value / scale for value in values]) if values else "–"

    def ratio(self, name, measure, to):
        mine, theirs = self.get(name, measure), self.get(to, measure)
        if not mine or not theirs or statistics.median(theirs) == 0:
            return "–"
        return f"{statistics.median(mine) / statistics.median(theirs):.2f}"

    def added(self, name, measure):
        mine, theirs = self.get(name, measure), self.get("direct", measure)
        if not mine or not theirs or name == "direct":
            return "–"
        return number(statistics.median(mine) - statistics.median(theirs))

    def render(self, columns):
        lines = ["| | " + " | ".join(title for title, _ in columns) + " |", "|---" * (len(columns) + 1) + "|"]
        for name in self.names:
            cells = [cell(self, name) for _, cell in columns]
            lines.append(f"| {self.contenders[name]['label']} | " + " | ".join(cells) + " |")
        return "\n".join(lines)


def value(title, measure, scale=1):
    return title, lambda table, name: table.cell(name, measure, scale)


def ratio(title, measure, to):
    return title, lambda table, name: table.ratio(name, measure, to)


def added(title, measure):
    return title, lambda table, name: table.added(name, measure)


def cpu(prefix, unit="µs"):
    return [value(f"CPU {unit}", f"{prefix}.cpu_us"), ratio("÷ AsyncProxyServlet", f"{prefix}.cpu_us", "async"),
            ratio("÷ nginx", f"{prefix}.cpu_us", "nginx")]


def closed(prefix):
    return [value("requests/s", f"{prefix}.rps"), *cpu(prefix, "µs per request"), added("added p50 µs", f"{prefix}.p50_us"),
            added("added p99 µs", f"{prefix}.p99_us"), added("added p99.9 µs", f"{prefix}.p999_us"),
            value("errors", f"{prefix}.errors")]


def opened(prefix):
    return [*cpu(prefix, "µs per request"), added("added p50 µs", f"{prefix}.latency_p50_us"),
            added("added p99 µs", f"{prefix}.latency_p99_us"), added("added p99.9 µs", f"{prefix}.latency_p999_us"),
            value("errors", f"{prefix}.errors")]


def streaming(prefix):
    return [*cpu(prefix, "µs per event"), added("added first event p50 µs", f"{prefix}.first_p50_us"),
            added("added delay p50 µs", f"{prefix}.delay_p50_us"), added("added delay p99 µs", f"{prefix}.delay_p99_us"),
            value("RSS KiB per stream", f"{prefix}.rss_kib_per_stream"), value("events lost", f"{prefix}.dropped")]


def transfer(prefix):
    return [value("MiB/s", f"{prefix}.mib_per_second"), ratio("÷ nginx", f"{prefix}.mib_per_second", "nginx"),
            value("CPU µs per MiB", f"{prefix}.cpu_us"), value("peak RSS MiB", f"{prefix}.peak_rss_kib", 1024),
            value("RSS growth MiB", f"{prefix}.rss_growth_kib", 1024)]


SECTIONS = {
    "small": ("(a) Small requests: 0.4 KB to the upstream, 0.3 KB back", [
        ("32 connections, closed loop", closed("c32")), ("1 connection, closed loop", closed("c1")),
        ("500 requests/s, open loop", opened("open500")), ("2,000 requests/s, open loop", opened("open2000"))]),
    "large": ("(b) 150 KB each way", [("16 connections, closed loop", [*closed("c16"), value("RSS MiB", "rss_mib")])]),
    "bodies": ("(c) 100 MiB bodies", [("upload", transfer("up")), ("download", transfer("down"))]),
    "streams": ("(d) Event streams, 20 events per second each", [
        ("500 streams", streaming("500")), ("2,000 streams", streaming("2000"))]),
    "churn": ("(e) Clients that leave in mid-stream, 100 at a time", [("", [
        value("clients that left", "left"), value("CPU µs each", "cpu_us"), value("RSS growth MiB", "rss_growth_kib", 1024),
        value("streams left at the upstream", "abandoned"), value("errors", "errors")])]),
    "startup": ("(f) Start and idle memory", [("", [
        value("ready after s", "ready_s"), value("idle RSS MiB", "idle_rss_mib")])]),
    "routes": ("(g) Routes", [("32 connections, closed loop", [
        value("ready after s", "ready_s"), value("requests/s", "c32.rps"), value("CPU µs per request", "c32.cpu_us"),
        ratio("÷ one route", "c32.cpu_us", "gangway"), value("errors", "c32.errors")])]),
}

HEAD = """# Results

Made by `bench/run`, which writes this page; [README.md](README.md) says what is measured and how. Each number is the median of
the rounds, with (least–most) where there are three or more. CPU is that of the proxy's process with its children. "Added" is the
difference to direct. Ratios compare medians of the same run.
"""


def render(bench):
    results = [json.loads(file.read_text()) for file in sorted((bench / "results").glob("jdk*.json"))]
    parts = [HEAD]
    if any("small" in result["scenarios"] for result in results):
        (bench / "plot.svg").write_text(plot(results))
        parts.append("![CPU time per request](plot.svg)\n")
    for result in results:
        parts.append(section(result))
    (bench / "RESULTS.md").write_text("\n".join(parts))


def section(result):
    machines = [scenario["machine"] for scenario in result["scenarios"].values()]
    parts = [f"## {machines[0]['java']}\n", who(result["contenders"])]
    for name, (title, tables) in SECTIONS.items():
        if name in result["scenarios"]:
            scenario = result["scenarios"][name]
            parts += [f"### {title}\n", conditions(scenario)]
            table = Table(scenario, result["contenders"])
            for heading, columns in tables:
                rows = table.render(columns)
                parts.append((f"**{heading}**\n\n" if heading else "") + rows + "\n")
    return "\n".join(parts)


def who(contenders):
    lines = ["| contender | version | |", "|---|---|---|"]
    for name in ORDER:
        if name in contenders:
            each = contenders[name]
            note = f"skipped: {each['missing']}" if each["missing"] else each["note"]
            lines.append(f"| {each['label']} | {each['version']} | {note} |")
    return "\n".join(lines) + "\n"


def conditions(scenario):
    machine, times = scenario["machine"], scenario["times"]
    return (f"{machine['date']}, commit {machine['commit']}, {machine['cpu']}, {machine['memory']}, {machine['system']}; load before the run "
            f"{machine['load before']}; {times['rounds']} rounds, each in a new process after {times['warmup']:,} requests of "
            f"warm-up, {times['seconds']} s each.\n")
