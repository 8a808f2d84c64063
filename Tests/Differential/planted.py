#!/usr/bin/env python3
"""Plants known clones in a copy of a tree, and counts which of them a scan finds: planted.py TREE SSOT_BINARY

Takes classes and functions of the tree (at least 60 tokens and 6 statements), mutates each, and writes it under
another name to a file of its own. Every original serves once, so that no clone is found by way of another.

  type 1   comments, docstrings, blank lines, line breaks inside brackets, trailing commas
  type 2   that, and: parameters, local names, members of the object and nested functions renamed, each name alike;
           every number and text changed
  type 3   that, and: of 100 statements, 10 to 50 inserted, deleted, replaced or moved, evenly by turns. An inserted
           or replacing statement comes from another definition of the tree; a move swaps a statement with another
           one of its block, or a method with another one. Compound statements are moved, never deleted.

Recall: planted definitions that share a group with their original, by type and strength; `direct` are those that a
pair joins to it, `as planted` those whose pair says the type that was planted.
Precision: of the pairs that the scan reports, 3 in 4 members of the real tree among them, the share whose two
definitions an independent measure holds for clones: CPython's tokens without comments and docstrings, names that the
definition binds and literals made equal, difflib's longest matching blocks, in either order, of methods sorted by
their own tokens, cover at least 0.5 of the longer one; printed for other bounds too. All pairs with a planted member
count, and a random sample of the others.

Exits 1 below a bar: recall 98 % on types 1 and 2, 90 % on type 3 at 30 %, precision 95 %.
"""
import argparse
import ast
import collections
import copy
import difflib
import io
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import tokenize
import warnings

warnings.simplefilter("ignore")
BARS = {"1": 98.0, "2": 98.0, "3 at 30 %": 90.0, "precision": 95.0}
STRENGTHS = (10, 20, 30, 40, 50)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
LAYOUT = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENCODING,
          tokenize.ENDMARKER}


def is_text(statement):
    return (isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
            and isinstance(statement.value.value, str))


def without_docstrings(node):
    for item in ast.walk(node):
        if isinstance(item, FUNCTIONS + (ast.ClassDef,)) and item.body and is_text(item.body[0]):
            item.body = item.body[1:] or [ast.Pass()]
    return node


def statements(node):
    return [item for item in ast.walk(node) if isinstance(item, ast.stmt) and item is not node and not is_text(item)]


def token_count(text):
    return sum(1 for token in tokenize.generate_tokens(io.StringIO(text).readline) if token.type not in LAYOUT)


# --- what the tree holds

class Original:
    def __init__(self, path, node, owner, source):
        self.path, self.node, self.owner = path, node, owner
        self.line = node.lineno
        self.is_class = isinstance(node, ast.ClassDef)
        self.source = source


def originals(tree, least, generator):
    """At least so many classes and as many functions, of files taken at random; and statements of theirs."""
    paths = sorted(os.path.join(folder, name) for folder, _, files in os.walk(tree) for name in files
                   if name.endswith(".py"))
    generator.shuffle(paths)
    found, pool, classes = [], [], 0
    for path in paths:
        if classes >= least:
            break
        try:
            source = open(path, encoding="utf-8").read()
            module = ast.parse(source)
        except (SyntaxError, ValueError, UnicodeDecodeError, RecursionError):
            continue
        for owner, node in definitions(module):
            if len(statements(node)) >= 6:
                found.append(Original(os.path.relpath(path, tree), node, owner, source))
                classes += found[-1].is_class
                pool += [item for item in node.body if not hasattr(item, "body") and not is_text(item)
                         and not isinstance(item, (ast.Pass, ast.Return, ast.Nonlocal, ast.Global))][:3]
    generator.shuffle(found)
    return found, pool


def definitions(module):
    """Classes and functions at the top of a file, and methods of such classes."""
    for node in module.body:
        if isinstance(node, ast.ClassDef):
            yield None, node
            for item in node.body:
                if isinstance(item, FUNCTIONS):
                    yield node, item
        elif isinstance(node, FUNCTIONS):
            yield None, node


# --- mutations

class Layout:
    """Type 1: the tokens stay, all else changes."""

    def __init__(self, random):
        self.random = random

    def apply(self, text):
        result, depth, last_row = [], 0, 1
        tokens = list(tokenize.generate_tokens(io.StringIO(text).readline))
        indents, at_start, indent = [""], True, ""
        for index, token in enumerate(tokens):
            kind, string = token.type, token.string
            if kind == tokenize.INDENT:
                indents.append(indents[-1] + "  ")
            elif kind == tokenize.DEDENT:
                indents.pop()
            elif kind == tokenize.NEWLINE:
                result.append("  # " + self.random.choice(["see above", "todo", "as before"])
                              if self.random.random() < 0.2 else "")
                result.append("\n" * self.random.choice([1, 1, 1, 2]))
                at_start = True
            elif kind in (tokenize.COMMENT, tokenize.NL, tokenize.ENCODING, tokenize.ENDMARKER):
                continue
            else:
                if at_start:
                    is_docstring = kind == tokenize.STRING and tokens[index + 1].type == tokenize.NEWLINE
                    result.append(indents[-1])
                    at_start = False
                    if is_docstring:
                        result.append('"""Other words."""')
                        continue
                elif token.start != tokens[index - 1].end or tokens[index - 1].type in (tokenize.COMMENT, tokenize.NL):
                    result.append(" ")
                if string in "([{" and kind == tokenize.OP:
                    depth += 1
                elif string in ")]}" and kind == tokenize.OP:
                    depth -= 1
                in_format = kind in FORMATS
                result.append(string if not in_format else text_of(text, token))
                if string == "," and kind == tokenize.OP and depth and self.random.random() < 0.3 and not formats_open(
                        tokens, index):
                    result.append("\n" + indents[-1] + "        ")
        return "".join(result)


FORMATS = {getattr(tokenize, name) for name in ("FSTRING_START", "FSTRING_MIDDLE", "FSTRING_END")
           if hasattr(tokenize, name)}


def text_of(text, token):
    """The text of a token as it is in the source: middles of formats are unescaped otherwise."""
    lines = text.splitlines(keepends=True)
    (row, column), (end_row, end_column) = token.start, token.end
    if row == end_row:
        return lines[row - 1][column:end_column]
    return lines[row - 1][column:] + "".join(lines[row:end_row - 1]) + lines[end_row - 1][:end_column]


def formats_open(tokens, index):
    depth = 0
    for token in tokens[:index]:
        if FORMATS and token.type == tokenize.FSTRING_START:
            depth += 1
        elif FORMATS and token.type == tokenize.FSTRING_END:
            depth -= 1
    return depth > 0


class Renaming(ast.NodeTransformer):
    """Type 2: names that the definition makes, and literals."""

    def __init__(self, node):
        self.names, self.members = {}, {}
        for item in ast.walk(node):
            if isinstance(item, FUNCTIONS + (ast.Lambda,)):
                every = item.args
                for argument in every.posonlyargs + every.args + every.kwonlyargs + [every.vararg, every.kwarg]:
                    if argument is not None and argument.arg not in ("self", "cls"):
                        self.name(argument.arg)
            if isinstance(item, ast.Attribute) and isinstance(item.value, ast.Name) and item.value.id in ("self", "cls"):
                self.member(item.attr)
        methods = node.body if isinstance(node, ast.ClassDef) else []
        for item in methods:
            if isinstance(item, FUNCTIONS):
                self.member(item.name)
        self.methods = {id(item) for item in methods}
        for item in ast.walk(node):
            if isinstance(item, FUNCTIONS):
                outer = {name for part in ast.walk(item) if isinstance(part, (ast.Global, ast.Nonlocal))
                         for name in part.names}
                for part in ast.walk(item):
                    if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store) and part.id not in outer:
                        self.name(part.id)
                    if isinstance(part, FUNCTIONS) and part is not item:
                        self.name(part.name)
                    if isinstance(part, ast.ExceptHandler) and part.name:
                        self.name(part.name)
        for name in ("self", "cls"):
            self.names.pop(name, None)
        # imports keep their names
        for item in ast.walk(node):
            if isinstance(item, (ast.Import, ast.ImportFrom)):
                for alias in item.names:
                    self.names.pop((alias.asname or alias.name).split(".")[0], None)

    def name(self, old):
        if not old.startswith("__"):
            self.names.setdefault(old, f"other_{len(self.names)}")

    def member(self, old):
        if not old.startswith("__"):
            self.members.setdefault(old, f"part_{len(self.members)}")

    def visit_Name(self, node):
        node.id = self.names.get(node.id, node.id)
        return node

    def visit_arg(self, node):
        node.arg = self.names.get(node.arg, node.arg)
        return self.generic_visit(node)

    def visit_ExceptHandler(self, node):
        if node.name:
            node.name = self.names.get(node.name, node.name)
        return self.generic_visit(node)

    def visit_Attribute(self, node):
        if isinstance(node.value, ast.Name) and node.value.id in ("self", "cls"):
            node.attr = self.members.get(node.attr, node.attr)
        return self.generic_visit(node)

    def visit_FunctionDef(self, node):
        table = self.members if id(node) in self.methods else self.names
        node.name = table.get(node.name, node.name)
        return self.generic_visit(node)

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_Constant(self, node):
        if isinstance(node.value, str):
            node.value = node.value + " other"
        elif isinstance(node.value, (int, float)) and not isinstance(node.value, bool):
            node.value = node.value + 7
        return node

    def visit_JoinedStr(self, node):
        for value in node.values:
            if isinstance(value, ast.FormattedValue):
                self.visit(value.value)
            else:
                self.visit(value)
        return node


class Editing:
    """Type 3: statements inserted, deleted, replaced, moved."""

    def __init__(self, random, pool):
        self.random, self.pool = random, pool

    def apply(self, node, strength):
        count = len(statements(node))
        for step in range(max(1, round(count * strength / 100))):
            [self.insert, self.delete, self.replace, self.move][step % 4](node)

    def blocks(self, node):
        for item in ast.walk(node):
            for field in ("body", "orelse", "finalbody"):
                block = getattr(item, field, None)
                if isinstance(block, list) and block and isinstance(block[0], ast.stmt):
                    yield item, block

    def leaves(self, node):
        return [(block, index) for owner, block in self.blocks(node) for index, item in enumerate(block)
                if not hasattr(item, "body") and not is_text(item)]

    def foreign(self):
        return copy.deepcopy(self.random.choice(self.pool))

    def insert(self, node):
        every = list(self.blocks(node))
        blocks = [block for owner, block in every if not isinstance(owner, ast.ClassDef)] or [every[0][1]]
        block = self.random.choice(blocks)
        block.insert(self.random.randint(0, len(block)), self.foreign())

    def delete(self, node):
        places = [(block, index) for block, index in self.leaves(node) if len(block) > 1] or self.leaves(node)
        if not places:
            return self.insert(node)
        block, index = self.random.choice(places)
        del block[index]
        if not block:
            block.append(ast.Pass())

    def replace(self, node):
        places = self.leaves(node)
        if not places:
            return self.insert(node)
        block, index = self.random.choice(places)
        block[index] = self.foreign()

    def move(self, node):
        blocks = [block for _, block in self.blocks(node) if len(block) > 1]
        if not blocks:
            return self.replace(node)
        block = self.random.choice(blocks)
        left, right = self.random.sample(range(len(block)), 2)
        block[left], block[right] = block[right], block[left]


def planted(original, kind, strength, number, random, pool):
    """The source of a mutated copy, and the line of its definition in it."""
    node = copy.deepcopy(original.node)
    if kind == 1:
        text = ast.get_source_segment(original.source, original.node)
        lines = original.source.splitlines(keepends=True)
        first = min([item.lineno for item in original.node.decorator_list] + [original.node.lineno])
        segment = "".join(lines[first - 1:original.node.end_lineno])
        margin = len(lines[first - 1]) - len(lines[first - 1].lstrip())
        if margin:
            segment = "if True:\n" + segment
        text = Layout(random).apply(segment)
        if margin:
            text = dedented(text)
        name = original.node.name
        for keyword in ("class ", "def "):
            text = text.replace(keyword + name, keyword + f"{name}Planted{number}", 1) if (
                keyword == "class ") == original.is_class else text
        ast.parse(text)
    else:
        without_docstrings(node)
        Renaming(node).visit(node)
        if kind == 3:
            Editing(random, pool).apply(node, strength)
        node.name = f"{original.node.name}Planted{number}"
        text = ast.unparse(ast.fix_missing_locations(node)) + "\n"
    if original.owner is not None:
        text = f"class Holder{number}:\n" + "".join(
            ("    " + line if line.strip() else line) for line in text.splitlines(keepends=True))
    module = ast.parse(text)
    target = module.body[-1]
    if original.owner is not None:
        target = target.body[0]
    return text, target.lineno


def dedented(text):
    import textwrap
    first, _, rest = text.partition("\n")
    while rest.startswith("\n"):
        rest = rest[1:]
    return textwrap.dedent(rest)


# --- the independent measure

class Measure:
    def __init__(self, tree):
        self.tree, self.files, self.known = tree, {}, {}

    def definition(self, path, line):
        if path not in self.files:
            try:
                source = open(os.path.join(self.tree, path), encoding="utf-8", errors="replace").read()
                module = ast.parse(source)
                self.files[path] = {node.lineno: node for node in ast.walk(module)
                                    if isinstance(node, FUNCTIONS + (ast.ClassDef,))}
            except (SyntaxError, ValueError, RecursionError):
                self.files[path] = {}
        return self.files[path].get(line)

    def tokens(self, place):
        if place not in self.known:
            node = self.definition(*place)
            self.known[place] = None if node is None else self.normalised(node)
        return self.known[place]

    def normalised(self, node):
        node = without_docstrings(copy.deepcopy(node))
        renaming = Renaming(node)
        own = set(renaming.names) | {node.name}
        members = set(renaming.members)
        parts = [node]
        if isinstance(node, ast.ClassDef):
            parts = sorted(node.body, key=lambda item: (isinstance(item, FUNCTIONS), 0))
        rows = [self.row(part, own, members) for part in parts]
        if isinstance(node, ast.ClassDef):
            rows.sort()
        return [token for row in rows for token in row]

    def row(self, node, own, members):
        row, previous, before = [], "", ""
        for token in tokenize.generate_tokens(io.StringIO(ast.unparse(node)).readline):
            if token.type in LAYOUT:
                continue
            text = token.string
            if token.type == tokenize.NAME and previous == ".":
                text = "member" if before in ("self", "cls") and text in members else text
            elif token.type == tokenize.NAME and (text in own or previous == "def"):
                text = "name"
            elif token.type in (tokenize.STRING, tokenize.NUMBER) or token.type in FORMATS:
                text = "literal"
            row.append(text)
            previous, before = token.string, previous
        return row

    def similarity(self, left, right):
        left, right = self.tokens(left), self.tokens(right)
        if left is None or right is None:
            return None
        most = max(len(left), len(right)) or 1
        if min(len(left), len(right)) / most < 0.4:
            return min(len(left), len(right)) / most
        blocks = difflib.SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks()
        return sum(block.size for block in blocks) / most


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tree")
    parser.add_argument("binary")
    parser.add_argument("--each", type=int, default=200, help="definitions of each type and strength (200)")
    parser.add_argument("--sample", type=int, default=1000, help="real pairs to check (1000)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--misses", type=int, default=0, help="print so many misses of each row")
    parser.add_argument("--wrong", type=int, default=0, help="print so many pairs that are no clones")
    parser.add_argument("--keep", help="folder to leave the planted copies and the database in")
    arguments = parser.parse_args()
    generator = random.Random(arguments.seed)
    found, pool = originals(arguments.tree, 6 * arguments.each, generator)
    work = arguments.keep or tempfile.mkdtemp()
    copy_tree = os.path.join(work, "tree")
    link(arguments.tree, copy_tree)
    folder = os.path.join(copy_tree, "planted_clones")
    os.makedirs(folder)
    plans = [(1, 0), (2, 0)] + [(3, strength) for strength in STRENGTHS]
    plants, used, number = collections.defaultdict(list), set(), 0
    for kind, strength in plans:
        for wants_class in (True, False):
            count = 0
            for original in found:
                if count == arguments.each // 2:
                    break
                key = (original.path, original.line)
                if key in used or original.is_class != wants_class:
                    continue
                used.add(key)
                try:
                    if token_count(ast.unparse(without_docstrings(copy.deepcopy(original.node)))) < 60:
                        continue
                    text, line = planted(original, kind, strength, number, generator, pool)
                except (SyntaxError, tokenize.TokenError, IndentationError, ValueError, RecursionError):
                    continue
                name = f"planted_clones/plant_{number}.py"
                with open(os.path.join(copy_tree, name), "w", encoding="utf-8") as file:
                    file.write(text)
                plants[(kind, strength)].append((original, name, line))
                number, count = number + 1, count + 1
    database = os.path.join(work, "planted.sqlite")
    if os.path.exists(database):
        os.remove(database)
    subprocess.run([arguments.binary, "scan", "--no-ignore", "--database", database, copy_tree], check=True,
                   stdout=subprocess.DEVNULL)
    failed = report(arguments, plants, database, copy_tree, generator)
    if not arguments.keep:
        shutil.rmtree(work)
    sys.exit(1 if failed else 0)


def link(tree, target):
    """A copy of the tree's Python files by hard links, or else by content."""
    for folder, _, files in os.walk(tree):
        place = os.path.join(target, os.path.relpath(folder, tree))
        os.makedirs(place, exist_ok=True)
        for name in files:
            if name.endswith(".py"):
                try:
                    os.link(os.path.join(folder, name), os.path.join(place, name))
                except OSError:
                    shutil.copyfile(os.path.join(folder, name), os.path.join(place, name))


def report(arguments, plants, database, tree, generator):
    connection = sqlite3.connect(database)
    groups = collections.defaultdict(set)
    for number, path, line in connection.execute("SELECT group_number, file, line FROM duplicate_members"):
        groups[(path, line)].add(number)
    pairs = {}
    for evidence, score, *places in connection.execute(
            "SELECT evidence, score, file, line, other_file, other_line FROM duplicates"):
        pairs[frozenset([tuple(places[:2]), tuple(places[2:])])] = (evidence, score)
    failed = False
    says = {1: "identical_body", 2: "renamed_body", 3: "similar_body"}
    print(f"{'planted':<16}{'of':>6}{'found':>7}{'recall':>9}{'direct':>8}{'as planted':>12}")
    for (kind, strength), items in plants.items():
        label = str(kind) if kind < 3 else f"3 at {strength} %"
        hits = direct = exact = 0
        misses = []
        for original, path, line in items:
            left, right = (original.path, original.line), (path, line)
            outer = outer_places(original, path)
            is_hit = bool(groups[left] & groups[right]) or any(
                groups[a] & groups[b] for a, b in outer)
            hits += is_hit
            pair = pairs.get(frozenset([left, right]))
            direct += pair is not None
            exact += pair is not None and pair[0] == says[kind]
            if not is_hit:
                misses.append(f"    missed {original.path}:{original.line} {original.node.name} as {path}")
        recall = 100 * hits / max(1, len(items))
        bar = BARS.get(label)
        failed = failed or bar is not None and recall < bar
        mark = "" if bar is None else f"  bar {bar:.0f} %" + ("" if recall >= bar else "  MISSED")
        print(f"type {label:<11}{len(items):>6}{hits:>7}{recall:>8.1f}%{direct:>8}{exact:>12}{mark}")
        for miss in misses[:arguments.misses]:
            print(miss)
    return precision(arguments, plants, pairs, tree, generator) or failed


def outer_places(original, path):
    """The class around a method and the one around its copy, of which the pair is reported where it is one."""
    if original.owner is None:
        return []
    return [((original.path, original.owner.lineno), (path, 1))]


def precision(arguments, plants, pairs, tree, generator):
    measure = Measure(tree)
    bodies = [(key, value) for key, value in pairs.items()
              if value[0] in ("identical_body", "renamed_body", "similar_body") and len(key) == 2]
    mine = [item for item in bodies if any(place[0].startswith("planted_clones/") for place in item[0])]
    others = [item for item in bodies if item not in mine] if len(bodies) < 5000 else [
        item for item in bodies if not any(place[0].startswith("planted_clones/") for place in item[0])]
    others.sort(key=lambda item: sorted(item[0]))
    sample = generator.sample(others, min(arguments.sample, len(others)))
    failed = False
    for label, chosen in (("with a planted one", mine), ("among real ones", sample)):
        values = []
        for key, (evidence, score) in chosen:
            left, right = sorted(key)
            value = measure.similarity(left, right)
            if value is not None:
                values.append((value, left, right, evidence, score))
        line = ", ".join(f"{100 * sum(item[0] >= bound for item in values) / max(1, len(values)):.1f} % at {bound}"
                         for bound in (0.4, 0.5, 0.6, 0.7))
        right_share = 100 * sum(item[0] >= 0.5 for item in values) / max(1, len(values))
        failed = failed or right_share < BARS["precision"]
        print(f"precision {label}: {len(values)} pairs, {line}; bar {BARS['precision']:.0f} % at 0.5"
              + ("  MISSED" if right_share < BARS["precision"] else ""))
        for value, left, right, evidence, score in sorted(values)[:arguments.wrong]:
            if value < 0.5:
                print(f"    {value:.2f} {evidence} {score:.2f} {left[0]}:{left[1]} {right[0]}:{right[1]}")
    return failed


main()
