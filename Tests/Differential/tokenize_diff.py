#!/usr/bin/env python3
"""Compare `Benchmarks tokens` with CPython's tokenizer, token by token.

    tokenize_diff.py BENCHMARKS PATH...

BENCHMARKS is the built benchmark program. Needs CPython 3.12 or newer, whose `tokenize` is CPython's own lexer.
Files that CPython's tokenizer rejects are counted and left out; so are files that are not UTF-8, since CPython
counts columns after decoding. Encoding, end marker, the columns of block tokens and the lines of dedents are left out; adjoining
literal parts of a format string are joined, since CPython splits them at doubled braces.
Prints each file's first difference, then `files N, tokens N, different N, rejected N`; exits 1 on a difference.
"""
import io
import os
import re
import subprocess
import sys
import tempfile
import token
import tokenize

KINDS = {
    token.NUMBER: "number", token.STRING: "string", token.OP: "op", token.NEWLINE: "newline",
    token.NL: "blankNewline", token.COMMENT: "comment", token.INDENT: "indent", token.DEDENT: "dedent",
    token.FSTRING_START: "formatStart", token.FSTRING_MIDDLE: "formatMiddle", token.FSTRING_END: "formatEnd",
    token.NAME: "name",
}
LINE_END = re.compile(b"\r\n|\r|\n")


def sources(path):
    if os.path.isfile(path):
        yield path
    for folder, names, files in os.walk(path):
        names.sort()
        for name in sorted(files):
            if name.endswith((".py", ".pyi")):
                yield os.path.join(folder, name)


def expected(data):
    rows = []
    for t in tokenize.tokenize(io.BytesIO(data).readline):
        if t.type in (token.ENCODING, token.ENDMARKER):
            continue
        kind = KINDS.get(t.type, token.tok_name[t.type])
        if kind == "op" and t.string in ("`", "$", "?"):
            kind = "unknown"  # CPython's tokenizer passes them on for its parser to reject
        line, column = t.start
        if kind in ("indent", "dedent", "newline", "blankNewline"):
            rows.append((kind, line, None, None))
            continue
        byte_column = len(t.line.split("\n")[0][:column].encode()) if kind != "formatMiddle" else None
        text = LINE_END.sub(b"\n", t.string.encode())
        if kind == "formatMiddle":
            if not text:
                continue
            if rows and rows[-1][0] == kind:
                text = rows.pop()[3] + text
            rows.append((kind, None, None, text))
        else:
            rows.append((kind, line, None if kind in ("formatStart", "formatEnd") else byte_column, text))
    return rows


def ours(lines, data):
    rows = []
    for row in lines:
        kind, line, column, length, offset = row.split()
        line, column, length, offset = int(line), int(column), int(length), int(offset)
        text = LINE_END.sub(b"\n", data[offset:offset + length])
        if kind == "keyword":
            kind = "name"
        if kind in ("indent", "dedent", "newline", "blankNewline"):
            rows.append((kind, line, None, None))
        elif kind == "formatMiddle":
            rows.append((kind, None, None, text.replace(b"{{", b"{").replace(b"}}", b"}")))
        elif kind in ("formatStart", "formatEnd"):
            rows.append((kind, line, None, text))
        else:
            rows.append((kind, line, column, text))
    return rows


def normalised(rows):
    """Leaves the columns out: CPython gives none that compare for tokens on a joined line."""
    return [(kind, None if kind == "dedent" else line, text) for kind, line, _, text in rows]


def main():
    program, paths = sys.argv[1], sys.argv[2:]
    files = [f for path in paths for f in sources(path) if "\n" not in f]
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as listing:
        listing.write("\n".join(files))
        listing.flush()
        output = subprocess.Popen([program, "tokens", listing.name], stdout=subprocess.PIPE, text=True)
        current, rows, seen = None, [], [0, 0, 0, 0]
        for line in output.stdout:
            if line.startswith("F "):
                if current:
                    compare(current, rows, seen)
                current, rows = line[2:].rstrip("\n"), []
            else:
                rows.append(line)
        if current:
            compare(current, rows, seen)
    print(f"files {seen[0]}, tokens {seen[1]}, different {seen[2]}, rejected {seen[3]}")
    return 1 if seen[2] or not seen[0] else 0


def compare(path, lines, seen):
    with open(path, "rb") as handle:
        data = handle.read()
    try:
        if tokenize.detect_encoding(io.BytesIO(data).readline)[0] not in ("utf-8", "utf-8-sig"):
            raise UnicodeDecodeError("utf-8", b"", 0, 0, "another encoding")
        truth = normalised(expected(data))
    except (SyntaxError, tokenize.TokenError, UnicodeDecodeError, IndentationError):
        seen[3] += 1
        return
    mine = normalised(ours(lines, data))
    seen[0] += 1
    seen[1] += len(truth)
    if mine != truth:
        seen[2] += 1
        for a, b in zip(mine, truth):
            if a != b:
                print(f"{path}: ours {str(a)[:200]}, CPython {str(b)[:200]}")
                return
        print(f"{path}: ours has {len(mine)} tokens, CPython {len(truth)}")


if __name__ == "__main__":
    sys.exit(main())
