#!/usr/bin/env python3
"""Writes Tests/WebSocketFramingTests/DeflateVectors.swift: payloads of permessage-deflate made by Python's zlib."""
import zlib

TAIL = b"\x00\x00\xff\xff"
LOREM = b"the same words, and the same words again: " * 6
MESSAGES = [b"Hello", b"Hello", b"", LOREM, bytes(range(256)), LOREM, b"Hello", b"a" * 3000]


def deflate(message, engine):
    packed = engine.compress(message) + engine.flush(zlib.Z_SYNC_FLUSH)
    assert packed.endswith(TAIL)
    return packed[:-4]


def row(name, bits, keeps, payloads):
    lines = [f'        Vector(\n            name: "{name}", windowBits: {bits}, keepsContext: {str(keeps).lower()},\n            payloads: [']
    for payload in payloads:
        text = payload.hex()
        pieces = [text[i : i + 80] for i in range(0, len(text), 80)] or [""]
        lines.append("                " + '\n                    + '.join(f'"{p}"' for p in pieces) + ",")
    return "\n".join(lines) + "\n            ]),\n"


out = """// Made by Tests/Differential/deflate_vectors.py with Python's zlib.

/// Payloads that Python deflated, and how.
struct Vector: Sendable {
    var name: String
    var windowBits: Int
    var keepsContext: Bool
    /// In hexadecimal, one for each of `DeflateTests.messages`.
    var payloads: [String]

    static let all: [Vector] = [
"""
for bits in (9, 10, 15):
    for level in (0, 1, 9):
        engine = zlib.compressobj(level, zlib.DEFLATED, -bits)
        out += row(f"level {level}, window {bits}", bits, True, [deflate(m, engine) for m in MESSAGES])
out += row("no context", 15, False, [deflate(m, zlib.compressobj(6, zlib.DEFLATED, -15)) for m in MESSAGES])
final = []
for message in MESSAGES:
    engine = zlib.compressobj(6, zlib.DEFLATED, -15)
    # A final block, then the empty block whose tail is taken off (RFC 7692 section 7.2.3.4).
    final.append(engine.compress(message) + engine.flush(zlib.Z_FINISH) + b"\x00")
out += row("final blocks", 15, True, final)
out += "    ]\n}\n"
open("Tests/WebSocketFramingTests/DeflateVectors.swift", "w").write(out)
