#!/usr/bin/env python3
"""Compares a scan with hand labels: gold.py LABELS TREE SSOT_BINARY [--quiet]

LABELS is a CSV file or a folder of them. A file with the columns file, line, name, domain, role (and why) labels
managers; one with file, line, qualname, kind labels functions that deal in identifiers; one with file, line, makes_id
says where identifiers are made; others are passed over. Prints every row that is wrong with the evidence, a confusion
matrix for each question, and the accuracy, of ID-making lines precision and recall; exits 1 where one is below its
bar. A labelled row that the scan does not hold counts as wrong.
"""
import argparse
import ast
import collections
import csv
import json
import os
import sqlite3
import subprocess
import sys
import tempfile

BARS = {"role": 95.0, "domain": 90.0, "kind": 92.0}
SITE_BAR = 90.0
MISSING = "(missing)"


def scan(binary, tree):
    """The json-v1 report of a scan of the whole tree into a database of its own, and its ID-making lines by file.

    A text composed of other identifiers makes no new one, nor does a call of the ID manager.
    """
    with tempfile.TemporaryDirectory() as folder:
        database = os.path.join(folder, "gold.sqlite")
        command = [binary, "scan", "--no-ignore", "--format", "json-v1", "--database", database, tree]
        report = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
        query = "SELECT file, line, name, source, format FROM id_sites WHERE source NOT IN ('composed', 'external')"
        sites = collections.defaultdict(dict)
        with sqlite3.connect(database) as connection:
            for file, line, *what in connection.execute(query):
                sites[file][line] = " ".join(map(str, what))
        return report, sites


def statement_lines(path, line):
    """The lines of the innermost statement that holds a line; of one with a body, those of its header."""
    with open(path, "rb") as file:
        source = file.read()
    best = (line, line)
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return best
    for node in ast.walk(tree):
        if isinstance(node, ast.stmt) and node.lineno <= line <= node.end_lineno:
            body = getattr(node, "body", None) or getattr(node, "cases", None)
            first = body[0].lineno if body and isinstance(body[0], ast.stmt) else node.end_lineno + 1
            end = max(node.lineno, min(node.end_lineno, first - 1))
            if line <= end and (best == (line, line) or end - node.lineno < best[1] - best[0]):
                best = (node.lineno, end)
    return best


class SiteTally:
    """Precision and recall of ID-making lines."""

    def __init__(self):
        self.counts = collections.Counter()

    def judge(self, label, tree, sites, quiet):
        makes_id = label["makes_id"] == "yes"
        path, line = label["file"], int(label["line"])
        first, last = statement_lines(os.path.join(tree, path), line)
        found = next((sites[path][at] for at in sorted(sites[path]) if at == line or first <= at <= last), None)
        self.counts[makes_id, found is not None] += 1
        if makes_id != (found is not None) and not quiet:
            name, note = label.get("assigned_name"), label.get("note")
            print(f"site {path}:{line} {name} ({note}): labelled {label['makes_id']}, found {found}")

    def report(self):
        right = self.counts[True, True]
        wrong, missed = self.counts[False, True], self.counts[True, False]
        precision = 100 * right / max(1, right + wrong)
        recall = 100 * right / max(1, right + missed)
        is_met = min(precision, recall) >= SITE_BAR
        print(
            f"\nsites: {sum(self.counts.values())} labels, {right} found, {wrong} found wrongly, {missed} missed: "
            f"precision {precision:.1f} %, recall {recall:.1f} % (bars {SITE_BAR:g} %): {'ok' if is_met else 'BELOW'}"
        )
        return is_met


def label_files(path):
    if os.path.isdir(path):
        return sorted(os.path.join(path, name) for name in os.listdir(path) if name.endswith(".csv"))
    return [path]


def is_domain_right(label, predicted):
    if predicted == label["domain"]:
        return True
    # The labels put classes for resilience under "other"; the rules know them as a domain of their own.
    return label["domain"] == "other" and predicted == "resilience" and "resilience" in (label.get("why") or "")


def print_evidence(row, aspects):
    for item in row["evidence"]:
        if item["aspect"] in aspects:
            weight = f"{item['weight']:+g}" if item.get("weight") else ""
            print(f"      {item['aspect']:9} {item['rule']} {weight} {item['detail']}")


class Tally:
    """Right and wrong answers to one question."""

    def __init__(self, question):
        self.question = question
        self.right = 0
        self.matrix = collections.Counter()

    def add(self, label, predicted, is_right):
        self.right += is_right
        self.matrix[label, predicted] += 1

    @property
    def total(self):
        return sum(self.matrix.values())

    @property
    def accuracy(self):
        return 100 * self.right / self.total

    def report(self):
        """Prints the matrix, labels down and predictions across; true if the bar is met."""
        labels = sorted({label for label, _ in self.matrix})
        predictions = sorted({predicted for _, predicted in self.matrix})
        print(f"\n{self.question}: labels down, predictions across")
        for number, predicted in enumerate(predictions, 1):
            print(f"  {number:2} = {predicted}")
        width = max(len(label) for label in labels)
        print(" " * width, *(f"{number:4}" for number in range(1, len(predictions) + 1)))
        for label in labels:
            cells = (self.matrix[label, predicted] or "." for predicted in predictions)
            print(label.ljust(width), *(f"{cell:>4}" for cell in cells))
        bar = BARS[self.question]
        verdict = "ok" if self.accuracy >= bar else "BELOW"
        print(f"{self.question}: {self.right} of {self.total} right, {self.accuracy:.1f} % (bar {bar:g} %): {verdict}")
        return self.accuracy >= bar


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("labels")
    parser.add_argument("tree")
    parser.add_argument("binary")
    parser.add_argument("--quiet", action="store_true", help="leave out the rows that are wrong")
    arguments = parser.parse_args()
    report, sites = scan(arguments.binary, arguments.tree)
    managers = {(row["file"], row["line"], row["name"]): row for row in report["managers"]}
    functions = {(row["file"], row["line"], row["qualname"]): row for row in report["id_functions"]}
    site_tally = SiteTally()
    tallies = {question: Tally(question) for question in BARS}

    def judge(question, label, where, predicted, is_right, row, aspects):
        tallies[question].add(label, predicted, is_right)
        if not is_right and not arguments.quiet:
            print(f"{question} {where}: labelled {label}, predicted {predicted}")
            if row:
                print_evidence(row, aspects)

    for path in label_files(arguments.labels):
        with open(path, newline="", encoding="utf-8") as file:
            reader = csv.DictReader(file)
            columns = set(reader.fieldnames or [])
            labels = list(reader)
        if {"file", "line", "name", "domain", "role"} <= columns:
            for label in labels:
                row = managers.get((label["file"], int(label["line"]), label["name"]))
                where = f"{label['file']}:{label['line']} {label['name']} ({label.get('why') or ''})"
                role = row["role"] if row else MISSING
                domain = row["domain"] if row else MISSING
                judge("role", label["role"], where, role, role == label["role"], row, {"match", "role"})
                judge(
                    "domain", label["domain"], where, domain, is_domain_right(label, domain), row, {"domain"}
                )
        elif {"file", "line", "qualname", "kind"} <= columns:
            for label in labels:
                row = functions.get((label["file"], int(label["line"]), label["qualname"]))
                where = f"{label['file']}:{label['line']} {label['qualname']}"
                kind = row["kind"] if row else MISSING
                judge("kind", label["kind"], where, kind, kind == label["kind"], row, {"identifier"})
        elif {"file", "line", "makes_id"} <= columns:
            for label in labels:
                site_tally.judge(label, arguments.tree, sites, arguments.quiet)
        else:
            print(f"{path}: no labels of managers, functions or sites; passed over")
    asked = [tally for tally in tallies.values() if tally.total]
    if not asked and not site_tally.counts:
        sys.exit(f"{arguments.labels}: no labels; name a folder with gold_managers.csv or gold_id_functions.csv")
    results = [tally.report() for tally in asked]
    if site_tally.counts:
        results.append(site_tally.report())
    sys.exit(0 if all(results) else 1)


if __name__ == "__main__":
    main()
