#!/usr/bin/env python3
"""Scans trees that are made to be slow: trees.py SSOT_BINARY [--only NAME] [--size FACTOR] [--keep FOLDER]

Each tree multiplies something: names by nesting, classes by one name, files by star imports. For every one it prints
how large it is and what `scan`, `report --format html` and `count` took, in seconds and megabytes of memory. With
--size 2 each has twice as many parts: what grows with the square of them shows. Exit status: 1 where a command fails,
or takes more than a minute or two gigabytes.
"""
import argparse
import os
import subprocess
import sys
import tempfile
import time

BODY = "".join(f"    def {name}(self, key, value):\n        self.items[key] = value\n        return value\n"
               for name in ("add", "get", "remove"))
LONG = "A" * 100_000


def lines(count, text):
    return "".join(text(i) for i in range(count))


def one_name(n):
    for file in range(25 * n):
        yield f"p{file}/m.py", lines(20, lambda i: f"class UserManager:\n{BODY}")


def one_domain(n):
    yield "m.py", lines(1000 * n, lambda i: f"class A{i}WebSocketManager:\n    def send(self, a): self.a = a\n")


def one_claim(n):
    for file in range(25 * n):
        claim = '    """The single source of truth."""\n'
        yield f"p{file}/m.py", lines(20, lambda i: f"class Unified{i}Manager:\n{claim}{BODY}")


def equal_functions(n):
    body = ("(a, b):\n    x = a + b\n    for i in range(x):\n        print(i, x)\n"
            "    if x > 3:\n        return a\n    return x\n")
    for file in range(3 * n):
        yield f"m{file}.py", lines(1000, lambda i: f"def f{i}_{file}{body}")


def waived(n):
    yield "m.py", lines(1000 * n, lambda i: f"# ssot: allow surplus-manager r\nclass U{i}WebSocketManager: pass\n")


def imports_and_classes(n):
    yield "m.py", lines(200 * n, lambda i: f"import a{i}.b\n") + lines(
        200 * n, lambda i: f"class A{i}Manager: pass\nB{i}Manager = A{i}Manager\n")


def chain(n):
    yield "m.py", "class A0Manager: pass\n" + lines(
        1000 * n, lambda i: f"class A{i + 1}Manager(A{i}Manager):\n    def m{i}(self): pass\n")


def heirs(n):
    members = lines(100 * n, lambda i: f"    def member_{i}(self, a, b=1): pass\n")
    yield "m.py", "class BaseManager:\n" + members + lines(
        150 * n, lambda i: f"class C{i}Manager(BaseManager): pass\n")


def stars(n):
    for file in range(20 * n):
        imports = lines(20 * n, lambda i: f"from m{i} import *\n")
        yield f"m{file}.py", imports + f"class C{file}Manager: pass\nC{file + 1}Manager()\n"


def nested_names(n):
    depth = 60
    yield "m.py", lines(depth, lambda i: " " * i + f"class {'A' * 2000}{i}:\n") + lines(
        150 * n, lambda i: " " * depth + f"def make_id{i}(): return uuid.uuid4()\n")


def long_name(n):
    yield "n.py", f"class {LONG}: pass\n"
    yield "m.py", f"from n import {LONG} as L\nclass UserManager:\n    def f(self):\n" + "        L()\n" * 1000 * n


def identifiers(n):
    entry = '"user_id": str(uuid.uuid4()), "trace_id": uuid.uuid4().hex[:8],\n'
    yield "m.py", "import uuid\nx = {\n" + entry * 1000 * n + "}\n"


def folders(n):
    for folder in range(50 * n):
        yield f"p{folder}/m.py", lines(20, lambda i: f"class A{i}Manager: pass\n")


def services(n):
    others = lines(20, lambda i: f"import lib{i}\n")
    for service in range(100 * n):
        yield f"s{service}/app/__init__.py", ""
        yield f"s{service}/main.py", others + "from app.gone import X\nfrom mcp import Y\n"
        yield f"t{service}/mcp/__init__.py", "class HubManager: pass\n"


def imported_names(n):
    yield "svc/consts.py", lines(8000 * n, lambda i: f"n{i} = 1\n")
    yield "svc/main.py", lines(8000 * n, lambda i: f"from consts import n{i}\n") + "class HubManager: pass\n"


def deep_imports(n):
    folder = "/".join(["a"] * 200)
    yield folder + "/m.py", "from a.a import x\n" * 2000 * n + "class HubManager: pass\n"


TREES = [one_name, one_domain, one_claim, equal_functions, waived, imports_and_classes, chain, heirs, stars,
         nested_names, long_name, identifiers, folders, services, imported_names, deep_imports]
COMMANDS = [("scan",), ("report", "--format", "html"), ("count", "--claim", "7")]
MOST_SECONDS, MOST_MEGABYTES = 60, 2000


def run(arguments):
    """Seconds, megabytes and exit status."""
    start = time.monotonic()
    process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    return time.monotonic() - start, usage.ru_maxrss / 1024, os.waitstatus_to_exitcode(status)


def measure(binary, make, size, folder):
    root = os.path.join(folder, make.__name__)
    total = 0
    for path, text in make(10 * size):
        place = os.path.join(root, path)
        os.makedirs(os.path.dirname(place), exist_ok=True)
        with open(place, "w") as file:
            total += file.write(text)
    database = os.path.join(folder, make.__name__ + ".sqlite")
    row, is_well = f"{make.__name__:20} {total / 1e6:6.2f} MB", True
    for command in COMMANDS:
        where = [] if command[0] == "count" else [root]
        seconds, megabytes, status = run(
            ["timeout", str(2 * MOST_SECONDS), binary, *command, *where, "--database", database])
        row += f"   {command[0]:6} {seconds:6.2f} s {megabytes:5.0f} MB"
        # A claim that no rule gives is an answer.
        is_well &= status in ((0, 1) if command[0] == "count" else (0,))
        is_well &= seconds <= MOST_SECONDS and megabytes <= MOST_MEGABYTES
    print(row + ("" if is_well else "   TOO MUCH"), flush=True)
    return is_well


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary")
    parser.add_argument("--only", choices=[make.__name__ for make in TREES])
    parser.add_argument("--size", type=int, default=1)
    parser.add_argument("--keep", help="a folder for the trees; else they are thrown away")
    options = parser.parse_args()
    binary = os.path.abspath(options.binary)
    with tempfile.TemporaryDirectory() as temporary:
        results = [measure(binary, make, options.size, options.keep or temporary)
                   for make in TREES if options.only in (None, make.__name__)]
    sys.exit(0 if all(results) else 1)


if __name__ == "__main__":
    main()
