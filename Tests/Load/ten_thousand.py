#!/usr/bin/env python3
"""Holds many connections to a running server, answers its pings, and prints what they cost it.

usage: ten_thousand.py PORT PID [CONNECTIONS [SECONDS]]

PORT is of a server that takes the user from the path (/ws/NAME) and echoes what it is sent; PID is its process. Prints
memory for each connection, the server's CPU in percent of one core while all are idle but for heartbeats, and the
quantiles of an echo meanwhile, in milliseconds. Ends with 1 where a connection was lost.
"""
import os, select, socket, sys, time

PORT, PID = int(sys.argv[1]), int(sys.argv[2])
COUNT = int(sys.argv[3]) if len(sys.argv) > 3 else 10_000
SECONDS = int(sys.argv[4]) if len(sys.argv) > 4 else 60
TICKS, PAGE = os.sysconf("SC_CLK_TCK"), os.sysconf("SC_PAGE_SIZE")


def memory():
    return int(open(f"/proc/{PID}/statm").read().split()[1]) * PAGE


def cpu():
    fields = open(f"/proc/{PID}/stat").read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def connect(number):
    connection = socket.create_connection(("127.0.0.1", PORT))
    connection.sendall(
        f"GET /ws/user{number} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n".encode())
    head = b""
    while b"\r\n\r\n" not in head:
        part = connection.recv(4096)
        if not part:
            sys.exit(f"connection {number} was refused: {head[:40]}")
        head += part
    if b" 101 " not in head[:20]:
        sys.exit(f"connection {number} was refused: {head[:40]}")
    connection.setblocking(False)
    return connection


def main():
    before = memory()
    began = time.monotonic()
    poll = select.epoll()
    connections = {}
    for number in range(COUNT):
        connection = connect(number)
        connections[connection.fileno()] = connection
        poll.register(connection, select.EPOLLIN)
    print(f"{COUNT} connections in {time.monotonic() - began:.1f} s, "
          f"{(memory() - before) / COUNT / 1024:.2f} KiB each")
    prober = connect(COUNT)
    poll.register(prober, select.EPOLLIN)
    began, used = time.monotonic(), cpu()
    pings, lost, times, asked = 0, 0, [], None
    while (now := time.monotonic()) < began + SECONDS:
        if asked is None:
            asked = time.perf_counter()
            prober.send(b"\x81\x82\0\0\0\0hi")
        for descriptor, _ in poll.poll(0.05):
            if descriptor == prober.fileno():
                data = prober.recv(4096)
                if b"\x81\x02hi" in data and asked is not None:
                    times.append(time.perf_counter() - asked)
                    asked = None
                if b"\x89\x00" in data:
                    prober.send(b"\x8a\x80\0\0\0\0")
                continue
            connection = connections[descriptor]
            try:
                data = connection.recv(4096)
            except ConnectionError:
                data = b""
            if not data:
                lost += 1
                poll.unregister(descriptor)
            elif data == b"\x89\x00":
                pings += 1
                connection.send(b"\x8a\x80\0\0\0\0")
    times.sort()
    quantiles = ", ".join(
        f"p{name} {times[min(len(times) - 1, int(len(times) * part))] * 1000:.2f}"
        for name, part in (("50", 0.5), ("99", 0.99), ("99.9", 0.999)))
    print(f"{SECONDS} s: {pings} pings answered, {lost} lost, server at "
          f"{100 * (cpu() - used) / (time.monotonic() - began):.1f} % of a core with {len(times)} echoes "
          f"({quantiles} ms), {(memory() - before) / COUNT / 1024:.2f} KiB each")
    sys.exit(1 if lost else 0)


main()
