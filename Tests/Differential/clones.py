#!/usr/bin/env python3
"""Compares the classes that a scan calls equal with CPython's ast: clones.py TREE SSOT_BINARY

Two classes are equal where their trees are, without docstrings, `pass`, names of their own and the order of members.
Prints every group of equal classes (at least 12 tokens and 2 statements, as the search demands, and no subclass of
another one) that the scan does not connect, and every pair that it calls identical and CPython does not. Exits 1
where there is one. Classes that stand in for a failed import are passed over, as the search does.
"""
import argparse
import ast
import collections
import hashlib
import os
import sqlite3
import subprocess
import sys
import tempfile
import warnings

warnings.simplefilter("ignore")
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def is_idle(statement):
    return isinstance(statement, ast.Pass) or (
        isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
        and (isinstance(statement.value.value, str) or statement.value.value is Ellipsis))


class Normalising(ast.NodeTransformer):
    def __init__(self, name):
        self.name = name

    def visit_Name(self, node):
        return ast.Name("its own name", node.ctx) if node.id == self.name else node

    def generic_visit(self, node):
        super().generic_visit(node)
        for field in ("body", "orelse", "finalbody"):
            block = getattr(node, field, None)
            if isinstance(block, list):
                setattr(node, field, [item for item in block if not is_idle(item)])
        return node


def key(node):
    import copy
    node = Normalising(node.name).visit(copy.deepcopy(node))
    members = sorted(ast.dump(item) for item in node.body)
    header = [ast.dump(item) for item in node.bases + node.keywords + node.decorator_list]
    return hashlib.md5("\n".join(members + ["--"] + header).encode()).hexdigest()


def classes(tree):
    for folder, _, files in os.walk(tree):
        for name in sorted(files):
            if not name.endswith(".py"):
                continue
            path = os.path.join(folder, name)
            try:
                module = ast.parse(open(path, "rb").read())
            except (SyntaxError, ValueError, RecursionError):
                continue
            fallbacks = {id(inner) for item in ast.walk(module) if isinstance(item, ast.Try)
                         for handler in item.handlers for inner in ast.walk(handler)}
            checks = {id(inner) for item in ast.walk(module) if isinstance(item, ast.If)
                      and "TYPE_CHECKING" in ast.dump(item.test) for inner in ast.walk(item)}
            for node in ast.walk(module):
                if isinstance(node, ast.ClassDef) and id(node) not in fallbacks | checks:
                    yield os.path.relpath(path, tree), node


def size(node):
    return sum(1 for item in ast.walk(node) if isinstance(item, ast.stmt) and not is_idle(item)), len(ast.unparse(node))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tree")
    parser.add_argument("binary")
    parser.add_argument("--database", help="one that a scan of the tree has left behind")
    parser.add_argument("--least", type=int, default=400, help="characters of a class that must be found (400)")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        database = arguments.database or os.path.join(folder, "clones.sqlite")
        if not arguments.database:
            subprocess.run([arguments.binary, "scan", "--no-ignore", "--database", database, arguments.tree],
                           check=True, stdout=subprocess.DEVNULL)
        connection = sqlite3.connect(database)
        group = {(path, line): number for number, path, line in connection.execute(
            "SELECT group_number, file, line FROM duplicate_members WHERE kind = 'class'")}
        pairs = list(connection.execute(
            "SELECT file, line, other_file, other_line FROM duplicates WHERE kind = 'class' AND "
            "(evidence = 'identical_body' OR evidence = 'same_name' AND score = 1)"))
    truth, keys = collections.defaultdict(list), {}
    for path, node in classes(arguments.tree):
        keys[(path, node.lineno)] = key(node)
        statements, length = size(node)
        # A body without statements of its own is empty, whatever its methods are called.
        if length >= arguments.least and statements > 1 + len([1 for item in ast.walk(node) if isinstance(
                item, FUNCTIONS + (ast.ClassDef,))]):
            truth[keys[(path, node.lineno)]].append((path, node.lineno, node.name))
    missed = whole = 0
    for members in truth.values():
        if len(members) < 2:
            continue
        whole += 1
        numbers = {group.get((path, line)) for path, line, _ in members}
        if len(numbers) > 1 or None in numbers:
            missed += 1
            print("not connected:", ", ".join(f"{path}:{line} {name}" for path, line, name in members[:6]))
    wrong = [pair for pair in pairs if keys.get(pair[:2]) != keys.get(pair[2:])]
    for pair in wrong:
        print("not equal: {}:{} {}:{}".format(*pair))
    print(f"{whole} groups of equal classes, {missed} not connected; {len(pairs)} identical pairs, {len(wrong)} wrong")
    sys.exit(1 if missed or wrong else 0)


main()
