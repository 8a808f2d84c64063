#!/usr/bin/env python3
"""Speaks wss:// to an `ssot serve` that was built with `--traits TLS`, by Python's own ssl module.

    swift build --traits TLS --product ssot
    Tests/Load/tls.py .build/debug/ssot

Prints one line a check and exits 1 if one fails: a handshake with a verified certificate and its version, events between
connections, one of many TLS records, and ninety in order, no plain ws:// on that port, nothing below TLS 1.2. Needs Python
3.9 and openssl. Not part of CI, which builds without TLS.
"""
import base64
import hashlib
import json
import os
import pathlib
import socket
import ssl
import struct
import subprocess
import sys
import tempfile
import time

FAILURES = []


def check(words, holds):
    print(f"{'ok  ' if holds else 'FAIL'} {words}")
    if not holds:
        FAILURES.append(words)


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Client:
    """One WebSocket over TLS."""

    def __init__(self, port, context, token):
        self.socket = context.wrap_socket(
            socket.create_connection(("127.0.0.1", port), 10), server_hostname="localhost")
        key = base64.b64encode(os.urandom(16))
        self.socket.sendall(
            b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            b"Sec-WebSocket-Version: 13\r\nOrigin: null\r\nSec-WebSocket-Key: " + key
            + b"\r\nAuthorization: Bearer " + token.encode() + b"\r\n\r\n")
        self.bytes = b""
        while b"\r\n\r\n" not in self.bytes:
            self.fill()
        head, self.bytes = self.bytes.split(b"\r\n\r\n", 1)
        accept = base64.b64encode(hashlib.sha1(key + b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11").digest())
        self.is_open = b" 101 " in head and accept in head

    def fill(self):
        part = self.socket.recv(1 << 16)
        if not part:
            raise EOFError
        self.bytes += part

    def take(self, count):
        while len(self.bytes) < count:
            self.fill()
        taken, self.bytes = self.bytes[:count], self.bytes[count:]
        return taken

    def receive(self):
        length = self.take(2)[1]
        if length == 126:
            length = struct.unpack(">H", self.take(2))[0]
        elif length == 127:
            length = struct.unpack(">Q", self.take(8))[0]
        return json.loads(self.take(length))

    def send(self, message):
        payload = json.dumps(message).encode()
        length = len(payload)
        if length < 126:
            head = bytes([0x81, 0x80 | length])
        elif length <= 0xFFFF:
            head = b"\x81\xfe" + struct.pack(">H", length)
        else:
            head = b"\x81\xff" + struct.pack(">Q", length)
        self.socket.sendall(head + b"\0\0\0\0" + payload)


def main():
    ssot = sys.argv[1]
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
             "-addext", "subjectAltName=DNS:localhost", "-keyout", folder / "key.pem", "-out", folder / "chain.pem"],
            check=True, stderr=subprocess.DEVNULL)
        (folder / "serve.yaml").write_text(
            f"version: 1\nport: {port}\ntls: {{certificate: chain.pem, key: key.pem}}\norigins: ['null']\n"
            "authentication:\n  tokens: {alice-token-0123456789: alice, bob-token-0123456789ab: bob}\n")
        server = subprocess.Popen([ssot, "serve", "--config", folder / "serve.yaml"], stderr=subprocess.PIPE)
        try:
            for _ in range(100):
                try:
                    socket.create_connection(("127.0.0.1", port), 0.2).close()
                    break
                except OSError:
                    time.sleep(0.05)
            context = ssl.create_default_context(cafile=folder / "chain.pem")
            drive(port, context)
        finally:
            server.terminate()
            check("the server ends by itself when asked", server.wait(10) == 0)
    sys.exit(1 if FAILURES else 0)


def drive(port, context):
    alice = Client(port, context, "alice-token-0123456789")
    check(f"a handshake over {alice.socket.version()} with a certificate that verifies", alice.is_open)
    check("a welcome for the user of the token", alice.receive().get("user_id") == "alice")
    again = Client(port, context, "alice-token-0123456789")
    bob = Client(port, context, "bob-token-0123456789ab")
    again.receive(), bob.receive()
    alice.send({"type": "publish", "event": "note", "payload": {"n": 1}})
    own, other = alice.receive(), again.receive()
    check("an event reaches both connections of its user", own["payload"] == other["payload"] == {"n": 1})
    bob.send({"type": "publish", "event": "mine", "payload": 2})
    check("and none of another's", bob.receive()["type"] == "mine")
    text = "x" * 200_000
    again.send({"type": "publish", "event": "long", "payload": text})
    check("an event of many TLS records arrives whole", alice.receive()["payload"] == text)
    for number in range(90):
        bob.send({"type": "publish", "event": "count", "payload": number})
    check("90 events in order", [bob.receive()["payload"] for _ in range(90)] == list(range(90)))
    with socket.create_connection(("127.0.0.1", port), 5) as plain:
        plain.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        try:
            answer = plain.recv(100)
        except ConnectionError:
            answer = b""
        check("plain HTTP gets no answer in plain", not answer.startswith(b"HTTP"))
    old = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    old.check_hostname, old.verify_mode = False, ssl.CERT_NONE
    old.set_ciphers("ALL:@SECLEVEL=0")
    old.minimum_version = old.maximum_version = ssl.TLSVersion.TLSv1_1
    try:
        old.wrap_socket(socket.create_connection(("127.0.0.1", port), 5)).close()
        refused = False
    except (ssl.SSLError, ConnectionError):
        refused = True
    check("TLS 1.1 is refused", refused)


if __name__ == "__main__":
    main()
