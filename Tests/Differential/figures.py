#!/usr/bin/env python3
"""Prints what a scan found beside what it should have found: figures.py DATABASE [--expect FILE] [NAME=VALUE ...]

Without expectations it prints the figures alone. An expectation is a name and a value, `shadowed-modules=13`, on the
command line or one a line of a file (`#` begins a comment). Figures that are lists (duplicate-methods, placeholders,
dangling-imports) take names, and hold where all of them are found. `--under FOLDER` restricts the figures of
same-name groups. Exits 1 where one differs.

A figure says nothing without its rule, so that same-name groups and aliases come by two. Production code alone, as
DESIGN.md §4 counts: test code is told by its path, and a shared harness is test code. And, with `--harness FOLDER`,
production code and the classes of that harness, as who counts by hand does that takes a harness for an application
of its own; aliases are then those of which one name, the old or the new, says `Manager`.
"""
import argparse
import os
import re
import sqlite3
import sys

# Names that several implementations have, and where: in production code below one folder, or in a harness.
SAME_NAME = """
    SELECT name, count(*) AS size, group_concat(file || ':' || line, ' ') FROM (
        SELECT * FROM managers
        WHERE kind = 'class' AND role = 'implementation'
            AND (NOT test_code AND file LIKE ? || '%' OR ? <> '' AND file LIKE ? || '/%')
        ORDER BY file, line)
    GROUP BY name HAVING size > 1 ORDER BY name
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


def figures(database, under, tree, harness):
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

    def same_names(ending, folder, besides):
        groups = connection.execute(SAME_NAME, (folder, besides, besides)).fetchall()
        found["same-names" + ending] = len(groups)
        found["same-name-classes" + ending] = sum(size for _, size, _ in groups)
        found["same-name-groups" + ending] = [f"{name}: {places}" for name, _, places in groups]

    same_names("", "", "")
    if under:
        same_names("-under", under, "")
    if harness:
        same_names("-harness", "", harness)
    found["shadowed-modules"] = row("SELECT count(*) FROM shadowed_modules")[0]
    aliases = "FROM managers WHERE kind = 'alias' AND role = 'alias_or_reexport'"
    found["aliases"] = row(f"SELECT count(*) {aliases} AND NOT test_code")[0]
    if tree:
        assigned = sorted(
            (symbol, name, target or "", path, is_test) for symbol, name, target, path, line, is_test in
            connection.execute(f"SELECT symbol, name, target, file, line, test_code {aliases}")
            if is_assignment(tree, path, line, name))
        found["aliases-by-assignment"] = [item[0] for item in assigned]
        if harness:
            found["aliases-by-assignment-harness"] = [
                symbol for symbol, name, target, path, is_test in assigned
                if (not is_test or path.startswith(harness + "/"))
                and "Manager" in name + target.rsplit(".", 1)[-1]]
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
    parser.add_argument("--harness", metavar="FOLDER", default="", help="shared test code that is counted, too")
    parser.add_argument("--tree", metavar="FOLDER", help="the scanned tree, to tell assignments from imports")
    arguments = parser.parse_args()
    found = figures(arguments.database, arguments.under, arguments.tree, arguments.harness)
    expected = expectations(arguments)
    failed = False
    for name, value in found.items():
        wanted = expected.pop(name, None)
        if isinstance(value, list):
            missing = [] if wanted is None else [
                item for item in wanted.split() if not any(text.endswith(item) for text in value)]
            failed = failed or bool(missing)
            print(f"{name:<32}{len(value):>6}" + (f"   missing: {', '.join(missing)}" if missing else
                                                  "" if wanted is None else "   all expected ones found"))
            for text in value:
                print(f"    {text}")
        else:
            failed = failed or wanted is not None and str(value) != wanted
            print(f"{name:<32}{value:>6}" + ("" if wanted is None else f"   expected {wanted:>6}"
                                             + ("" if str(value) == wanted else "   DIFFERS")))
    for name in expected:
        failed = True
        print(f"{name}: there is no such figure", file=sys.stderr)
    sys.exit(1 if failed else 0)


main()
