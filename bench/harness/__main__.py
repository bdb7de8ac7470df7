"""bench/run: runs scenarios, one contender at a time, in rounds; keeps what it read in results/ and renders it."""

import argparse
import json
import os
import shutil
import signal
import statistics
import sys
import traceback

from .contenders import contenders, upstream
from .machine import BENCH, describe, java, output
from .report import render
from .scenarios import NEED_WRK, SCENARIOS, Bench

FULL = {"rounds": 3, "warmup": 800_000, "seconds": 10, "rates": (500, 2000), "mebibytes": 100, "transfers": 5,
        "streams": (500, 2000), "idle": 5}
QUICK = {"rounds": 1, "warmup": 1_000, "seconds": 1, "rates": (200,), "mebibytes": 8, "transfers": 1, "streams": (50,),
         "idle": 1}


def arguments():
    parser = argparse.ArgumentParser(prog="bench/run", description=__doc__)
    parser.add_argument("scenario", nargs="*", help=f"any of {', '.join(SCENARIOS)}; default: all")
    parser.add_argument("--only", help="contenders by name, comma-separated; default: all")
    parser.add_argument("--quick", action="store_true", help="a smoke test: the numbers mean nothing; writes no results")
    parser.add_argument("--no-install", action="store_true", help="install nothing; skip what is missing")
    parser.add_argument("--java-home", default=os.environ.get("JAVA_HOME"), help="the JDK of Jetty and Gangway")
    parser.add_argument("--java-options", default="", help="for Jetty's bare proxies")
    parser.add_argument("--dry", action="store_true", help="print the numbers, write no results")
    parser.add_argument("--against", action="append", default=[], metavar="CHECKOUT",
                        help="another checkout, called by its folder's name: before and after in one run")
    parser.add_argument("--rounds", type=int, help="default 3")
    parser.add_argument("--warmup", type=int, help="in requests; default 800000")
    parser.add_argument("--seconds", type=int, help="of one measurement; default 10")
    parser.add_argument("--rates", help="of the open loop, in requests per second, comma-separated; default 500,2000")
    return parser.parse_args()


def times(args):
    chosen = dict(QUICK if args.quick else FULL)
    for name in ("rounds", "warmup", "seconds"):
        if getattr(args, name):
            chosen[name] = getattr(args, name)
    if args.rates is not None:
        chosen["rates"] = [int(rate) for rate in args.rates.split(",") if rate]
    return chosen


def once(contender, scenario, home, t):
    with upstream(home) as provider:
        if contender.start is None:
            return SCENARIOS[scenario](Bench(contender, None, provider, home, t))
        with contender.start(provider.port) as child:
            return SCENARIOS[scenario](Bench(contender, child, provider, home, t))


def run(names, chosen, home, t):
    """In rounds, so that what disturbs the machine disturbs all alike; read[scenario][contender][measure] = numbers."""
    read, failures = {}, 0
    for scenario in names:
        for number in range(t["rounds"]):
            for contender in chosen:
                if scenario not in contender.scenarios or contender.missing:
                    continue
                print(f"bench: {scenario} {number + 1}/{t['rounds']} {contender.name}", file=sys.stderr, flush=True)
                try:
                    measures = once(contender, scenario, home, t)
                except Exception as failure:
                    failures += 1
                    print(f"bench: {contender.name} failed: {failure}", file=sys.stderr)
                    if os.environ.get("BENCH_DEBUG"):
                        traceback.print_exc()
                    continue
                for name, value in measures.items():
                    read.setdefault(scenario, {}).setdefault(contender.name, {}).setdefault(name, []).append(value)
    return read, failures


def show(read):
    for scenario, by_contender in read.items():
        for contender, measures in by_contender.items():
            line = "  ".join(f"{name}={statistics.median(values):.4g}" for name, values in sorted(measures.items()))
            print(f"{scenario} {contender}: {line}")


def main():
    args = arguments()
    # Whoever stops a run stops what it has started, too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    unknown = set(args.scenario) - SCENARIOS.keys()
    if unknown:
        sys.exit(f"bench: no scenario {', '.join(unknown)}; there are {', '.join(SCENARIOS)}")
    t = times(args)
    everybody = contenders(args.java_home, args.java_options.split(), args.against)
    chosen = [c for c in everybody if (c.name in args.only.split(",") if args.only else not (args.quick and c.peer))]
    for contender in chosen:
        if contender.missing:
            print(f"bench: {contender.label} is skipped: {contender.missing}", file=sys.stderr)
    names = args.scenario or list(SCENARIOS)
    if not shutil.which("wrk"):
        print(f"bench: without wrk there is no {', '.join(sorted(NEED_WRK & set(names)))}", file=sys.stderr)
        names = [name for name in names if name not in NEED_WRK]
    machine = describe()
    read, failures = run(names, chosen, args.java_home, t)
    show(read)
    if not (args.quick or args.dry):
        release = output(java(args.java_home), "-version").splitlines()
        keep(read, machine | {"java": release[-1] if release else "?"}, everybody, t)
    sys.exit(1 if failures or not read else 0)


def keep(read, machine, everybody, t):
    """One file for each JDK; a scenario that is run again replaces what was read before."""
    release = machine["java"].split("build ")[-1].split(".")[0]
    file = BENCH / "results" / f"jdk{release}.json"
    file.parent.mkdir(exist_ok=True)
    kept = json.loads(file.read_text()) if file.exists() else {"scenarios": {}}
    for scenario, by_contender in read.items():
        kept["scenarios"][scenario] = {"machine": machine, "times": t, "read": by_contender}
    kept["contenders"] = {c.name: {"label": c.label, "version": c.version, "note": c.note, "missing": c.missing}
                          for c in everybody}
    file.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n")
    render(BENCH)


main()
