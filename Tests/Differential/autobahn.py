#!/usr/bin/env python3
"""Runs the Autobahn|Testsuite against a WebSocket echo server and says what it thinks of each group of cases.

    autobahn.py [--groups core,9,lite] [--url ws://127.0.0.1:9001] -- COMMAND ARGUMENT...

COMMAND starts a server that echoes text and binary on any path; it is ended afterwards. It has to take messages of
16 MiB, 65,536 fragments a message, and permessage-deflate. Without a command, a server that already listens is tested.

Exit status: 0 where every case is OK (or informational where the suite says so), 1 where one is not, 2 where the
suite could not be run. The suite needs Python 2.7, which is neither in Debian 12 nor on PyPI.
"""
import argparse
import collections
import glob
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.parse

LITE = [f"12.{i}.{j}" for i in range(1, 6) for j in range(1, 7)] + [
    f"13.{i}.{j}" for i in range(1, 8) for j in range(1, 7)
]
# Cases of each group, how many these are, and seconds that they may take. One process a group: the report is written
# at a process's end only.
GROUPS = {
    "core": (["1.*", "2.*", "3.*", "4.*", "5.*", "6.*", "7.*", "10.*"], 247, 300),
    "9": (["9.*"], 54, 600),
    "lite": (LITE, 72, 600),
    "12": (["12.*"], 90, 1800),
    "13": (["13.*"], 126, 1800),
}
# Cases that the suite itself marks as informational: no behaviour of theirs is right or wrong.
INFORMATIONAL = {"7.1.6", "7.13.1", "7.13.2"}


def fail(words):
    print(f"\n*** AUTOBAHN WAS NOT RUN: {words} ***\n", file=sys.stderr)
    sys.exit(2)


def python27():
    candidates = [os.environ.get("PYTHON27")]
    candidates += glob.glob(os.path.expanduser("~/.pyenv/versions/2.7*/bin/python2.7"))
    candidates += ["/root/.pyenv/versions/2.7.18/bin/python2.7", "/usr/bin/python2.7"]
    for candidate in candidates:
        if candidate and os.access(candidate, os.X_OK):
            return candidate
    fail("no Python 2.7 (set PYTHON27, or install 2.7.18 with pyenv)")


def wstest(cache):
    """The suite's program, installed into the cache folder on the first call."""
    program = os.path.join(cache, "ab27", "bin", "wstest")
    if os.path.exists(program):
        return program
    python = python27()
    os.makedirs(cache, exist_ok=True)
    environment = os.path.join(cache, "ab27")
    print(f"installing the suite into {environment} (a minute)", file=sys.stderr)
    tools = os.path.join(cache, "tools")
    steps = [
        # The last one that still makes environments of 2.7.
        [python, "-m", "pip", "install", "-q", "--target", tools, "virtualenv<20.22"],
        [python, "-m", "virtualenv", "-q", environment],
        [os.path.join(environment, "bin", "pip"), "install", "-q", "autobahntestsuite==25.10.1"],
    ]
    for step in steps:
        done = subprocess.run(
            step, env={**os.environ, "PYTHONPATH": tools if "virtualenv" in step else "", "PYTHONWARNINGS": "ignore"},
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if done.returncode:
            print(done.stdout, file=sys.stderr)
            fail("the suite could not be installed")
    return program


def wait_for(url, server, seconds=30):
    address = urllib.parse.urlsplit(url)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if server and server.poll() is not None:
            fail(f"the server ended with {server.returncode}")
        try:
            socket.create_connection((address.hostname, address.port or 80), timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)
    fail(f"nothing listens at {url}")


def run(program, group, url, out):
    """The report of one group: case → result."""
    cases, _, seconds = GROUPS[group]
    folder = os.path.join(out, group)
    os.makedirs(folder, exist_ok=True)
    report = os.path.join(folder, "index.json")
    if os.path.exists(report):
        os.remove(report)
    specification = os.path.join(folder, "spec.json")
    with open(specification, "w") as file:
        json.dump(
            {"outdir": folder, "servers": [{"agent": "testee", "url": url}], "cases": cases, "exclude-cases": [],
             "exclude-agent-cases": {}}, file)
    with open(os.path.join(folder, "wstest.log"), "w") as log:
        try:
            subprocess.run(
                [program, "-m", "fuzzingclient", "-s", specification], stdout=log, stderr=log, timeout=seconds,
                env={**os.environ, "PYTHONPATH": "", "PYTHONWARNINGS": "ignore"})
        except subprocess.TimeoutExpired:
            print(f"group {group}: not done after {seconds} s; see {log.name}", file=sys.stderr)
    if not os.path.exists(report):
        return {}
    with open(report) as file:
        return next(iter(json.load(file).values()), {})


def judge(case, result):
    behaviour, close = result["behavior"], result["behaviorClose"]
    if close in ("FAILED", "WRONG CODE", "UNCLEAN"):
        return behaviour if behaviour == "FAILED" else close
    if behaviour == "INFORMATIONAL" and case not in INFORMATIONAL:
        return "UNEXPECTEDLY INFORMATIONAL"
    return behaviour


def order(case):
    return [int(part) for part in case.split(".")]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--groups", default="core,9,lite", help="of " + ", ".join(GROUPS))
    parser.add_argument("--url", default="ws://127.0.0.1:9001")
    parser.add_argument("--cache", default=os.path.expanduser("~/.cache/ssot-autobahn"))
    parser.add_argument("--out", help="folder of the reports; in the cache by default")
    parser.add_argument("--install-only", action="store_true")
    parser.add_argument("command", nargs="*", help="what starts the server, after --")
    options = parser.parse_args()
    groups = options.groups.split(",")
    for group in groups:
        if group not in GROUPS:
            parser.error(f"no group {group}; there are {', '.join(GROUPS)}")
    program = wstest(options.cache)
    version = subprocess.run(
        [program, "--autobahnversion"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        env={**os.environ, "PYTHONPATH": "", "PYTHONWARNINGS": "ignore"})
    if version.returncode or "AutobahnTestSuite" not in version.stdout:
        print(version.stdout, file=sys.stderr)
        fail("wstest does not start")
    print(version.stdout.strip().splitlines()[-1])
    if options.install_only:
        return 0

    server = None
    if options.command:
        server = subprocess.Popen(options.command, start_new_session=True)
    bad = []
    try:
        wait_for(options.url, server)
        out = options.out or os.path.join(options.cache, "reports")
        for group in groups:
            started = time.monotonic()
            results = run(program, group, options.url, os.path.abspath(out))
            seconds = time.monotonic() - started
            expected = GROUPS[group][1]
            tables = collections.defaultdict(collections.Counter)
            for case, result in results.items():
                verdict = judge(case, result)
                tables[int(case.split(".")[0])][verdict] += 1
                if verdict not in ("OK", "INFORMATIONAL"):
                    bad.append((case, verdict, result.get("remoteCloseCode")))
            print(f"{group}: {len(results)} of {expected} cases in {seconds:.0f} s")
            for number in sorted(tables):
                counts = ", ".join(f"{count} {word}" for word, count in sorted(tables[number].items()))
                print(f"  group {number:2}  {sum(tables[number].values()):4}  {counts}")
            if len(results) != expected:
                bad.append((group, f"{len(results)} of {expected} cases reported", None))
            if server and server.poll() is not None:
                bad.append((group, f"the server ended with {server.returncode}", None))
                break
    finally:
        if server and server.poll() is None:
            os.killpg(server.pid, signal.SIGTERM)
            try:
                server.wait(timeout=10)
            except subprocess.TimeoutExpired:
                os.killpg(server.pid, signal.SIGKILL)
                server.wait()
    for case, verdict, code in sorted(bad, key=lambda row: order(row[0]) if row[0][0].isdigit() else [0]):
        print(f"  {case}: {verdict}" + (f" (closed with {code})" if code else ""))
    print("FAILED" if bad else "passed")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
