#!/usr/bin/env python3
"""Prints what a scan found beside what it should have found: figures.py DATABASE [--expect FILE] [NAME=VALUE ...]

Without expectations it prints the figures alone. An expectation is a name and a value, `shadowed-modules=13`, on the
command line or one a line of a file (`#` begins a comment). Figures that are lists (duplicate-methods, placeholders,
dangling-imports) take names, and hold where all of them are found. `--under FOLDER` restricts the figures of
same-name groups. Exits 1 where one differs.
"""
import argparse
import os
import re
import sqlite3
import sys

SAME_NAME = """
    SELECT count(*), coalesce(sum(size), 0) FROM (
        SELECT count(*) AS size FROM managers
        WHERE kind = 'class' AND role = 'implementation' AND NOT test_code AND file LIKE ? || '%'
        GROUP BY name HAVING size > 1)
"""
# Groups of managers, whatever their role, that pairs of equal bodies connect; and their members.
IDENTICAL = """
    WITH RECURSIVE edge(a, b) AS (
        SELECT file || ':' || line, other_file || ':' || other_line FROM duplicates
        WHERE kind = 'class' AND (evidence = 'identical_body' OR evidence = 'same_name' AND score = 1)
        UNION
        SELECT other_file || ':' || other_line, file || ':' || line FROM duplicates
        WHERE kind = 'class' AND (evidence = 'identical_body' OR evidence = 'same_name' AND score = 1)
    ), reach(a, b) AS (SELECT a, a FROM edge UNION SELECT reach.a, edge.b FROM reach JOIN edge ON edge.a = reach.b),
    leader AS (SELECT a, min(b) AS first FROM reach GROUP BY a),
    named AS (
        SELECT first, count(*) AS size FROM leader
        JOIN duplicate_members AS m ON m.file || ':' || m.line = leader.a
        WHERE m.name GLOB '*Manager*' GROUP BY first HAVING size > 1)
    SELECT count(*), coalesce(sum(size), 0) FROM named
"""


def is_assignment(tree, path, line, name):
    """Whether `name = …` stands there, at the margin."""
    with open(os.path.join(tree, path), encoding="utf-8", errors="replace") as file:
        text = file.read().splitlines()[line - 1]
    return re.match(rf"{re.escape(name)}\s*(:[^=]*)?=", text) is not None


def figures(database, under, tree):
    connection = sqlite3.connect(database)

    def row(sql, *values):
        return connection.execute(sql, values).fetchone()

    def names(sql):
        return sorted({text for (text,) in connection.execute(sql)})

    found = {}
    named = "kind = 'class' AND name GLOB '*Manager*'"
    found["classes-named-manager"] = row(f"SELECT count(*) FROM managers WHERE {named}")[0]
    repeated = f"(SELECT count(*) AS n FROM managers WHERE {named} GROUP BY name HAVING n > 1)"
    found["names-defined-twice"], found["definitions-of-these"] = row(
        f"SELECT count(*), coalesce(sum(n), 0) FROM {repeated}")
    found["identical-groups"], found["identical-classes"] = row(IDENTICAL)
    found["same-names"], found["same-name-classes"] = row(SAME_NAME, "")
    if under:
        found["same-names-under"], found["same-name-classes-under"] = row(SAME_NAME, under)
    found["shadowed-modules"] = row("SELECT count(*) FROM shadowed_modules")[0]
    aliases = "FROM managers WHERE kind = 'alias' AND role = 'alias_or_reexport'"
    found["aliases"] = row(f"SELECT count(*) {aliases} AND NOT test_code")[0]
    if tree:
        found["aliases-by-assignment"] = sorted(
            symbol for symbol, name, path, line in connection.execute(f"SELECT symbol, name, file, line {aliases}")
            if is_assignment(tree, path, line, name))
    found["placeholders"] = names("SELECT symbol FROM findings WHERE rule = 'placeholder-manager'")
    found["duplicate-methods"] = names("SELECT symbol FROM findings WHERE rule = 'duplicate-method'")
    found["dangling-imports"] = names("SELECT symbol FROM findings WHERE rule = 'dangling-canonical'")
    found["findings"] = row("SELECT count(*) FROM findings")[0]
    found["repeated-findings"] = row(
        "SELECT count(*) - count(DISTINCT rule || ' ' || file || ' ' || symbol) FROM findings")[0]
    return found


def expectations(arguments):
    lines = list(arguments.expected)
    if arguments.expect:
        lines += [line.split("#")[0].strip() for line in open(arguments.expect, encoding="utf-8")]
    return dict(line.split("=", 1) for line in lines if line)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("database")
    parser.add_argument("expected", nargs="*", metavar="NAME=VALUE")
    parser.add_argument("--expect", metavar="FILE")
    parser.add_argument("--under", metavar="FOLDER", default="")
    parser.add_argument("--tree", metavar="FOLDER", help="the scanned tree, to tell assignments from imports")
    arguments = parser.parse_args()
    found = figures(arguments.database, arguments.under, arguments.tree)
    expected = expectations(arguments)
    failed = False
    for name, value in found.items():
        wanted = expected.pop(name, None)
        if isinstance(value, list):
            missing = [] if wanted is None else [
                item for item in wanted.split() if not any(text.endswith(item) for text in value)]
            failed = failed or bool(missing)
            print(f"{name:<26}{len(value):>6}" + (f"   missing: {', '.join(missing)}" if missing else
                                                  "" if wanted is None else "   all expected ones found"))
            for text in value:
                print(f"    {text}")
        else:
            failed = failed or wanted is not None and str(value) != wanted
            print(f"{name:<26}{value:>6}" + ("" if wanted is None else f"   expected {wanted:>6}"
                                             + ("" if str(value) == wanted else "   DIFFERS")))
    for name in expected:
        failed = True
        print(f"{name}: there is no such figure", file=sys.stderr)
    sys.exit(1 if failed else 0)


main()
