#!/usr/bin/env python3
"""Opens many connections to a running server and says nothing on them, or half a request.

usage: half_open.py PORT PID [CONNECTIONS [SECONDS]]

PORT is of a server that takes the user from the path (/ws/NAME) and echoes; PID is its process. Prints what the silent
connections cost, how long a handshake and an echo beside them take, and when the server has cut the last of them. Ends
with 1 where one is open after SECONDS (10, the most that a slow handshake may have), or the echo fails.
"""
import os, select, socket, sys, time

PORT, PID = int(sys.argv[1]), int(sys.argv[2])
COUNT = int(sys.argv[3]) if len(sys.argv) > 3 else 10_000
SECONDS = int(sys.argv[4]) if len(sys.argv) > 4 else 10
PAGE = os.sysconf("SC_PAGE_SIZE")


def memory():
    return int(open(f"/proc/{PID}/statm").read().split()[1]) * PAGE


def descriptors():
    return len(os.listdir(f"/proc/{PID}/fd"))


def echo():
    """Seconds that a new client waits for the answer to its first message."""
    began = time.monotonic()
    with socket.create_connection(("127.0.0.1", PORT), timeout=5) as client:
        client.sendall(
            b"GET /ws/someone HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
        client.sendall(b"\x81\x82\0\0\0\0hi")
        answer = b""
        while b"\x81\x02hi" not in answer:
            part = client.recv(4096)
            if not part:
                sys.exit(f"a client beside the silent ones was refused: {answer[:80]}")
            answer += part
    return time.monotonic() - began


def main():
    before, files = memory(), descriptors()
    poll = select.epoll()
    silent = {}
    for number in range(COUNT):
        client = socket.create_connection(("127.0.0.1", PORT))
        if number % 2:
            client.sendall(b"GET /ws/nobody HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")
        client.setblocking(False)
        silent[client.fileno()] = client
        poll.register(client, select.EPOLLIN)
    began = time.monotonic()
    print(f"{COUNT} silent connections: {(memory() - before) / COUNT / 1024:.2f} KiB each, "
          f"echo beside them in {echo() * 1000:.1f} ms")
    while silent and time.monotonic() < began + SECONDS:
        for descriptor, _ in poll.poll(0.2):
            try:
                ended = not silent[descriptor].recv(4096)
            except ConnectionError:
                ended = True
            if ended:
                poll.unregister(descriptor)
                silent.pop(descriptor).close()
    waited = time.monotonic() - began
    time.sleep(1.5)
    left = descriptors() - files
    print(f"{len(silent)} open after {waited:.1f} s; server {(memory() - before) / 1024:.0f} KiB "
          f"and {left} descriptors above its start, echo in {echo() * 1000:.1f} ms")
    sys.exit(1 if silent or left else 0)


main()
