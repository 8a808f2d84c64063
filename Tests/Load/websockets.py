#!/usr/bin/env python3
"""Measures the WebSocket server beside others: server CPU per operation, one client, one run, rounds interleaved.

    swift build -c release --product Benchmarks
    Tests/Load/websockets.py --client WSLOAD --hub .build/release/Benchmarks \
        --peer 'uWebSockets=./uws_hub {port}' --peer 'websockets=python3 websockets_hub.py {port}'

WSLOAD is the load client (one JSON line a measurement, `srv_us_op` from schedstat of the server's threads). A peer
serves /ws/<user>: text `B...` goes to all, `T<user>:...` to that user's connections, anything else is echoed.
Prints the medians, the ratios to each peer, and whether the project's targets hold. Exit 1 where one does not.
"""
import argparse, json, shlex, socket, statistics, subprocess, sys, time

MODES = {
    "echo": ["echo", "n=100", "w=1", "t=2"],
    "pipelined": ["echo", "n=100", "w=16", "t=2"],
    "targeted": ["target", "n=1000", "w=64", "t=2"],
    "fan-out": ["bcast", "n=1000", "t=2"],
    "connect": ["connect", "n=2000", "rounds=1"],
}
TARGETS = [  # mode, peer (None: absolute, in us or KiB), at most
    ("targeted", "uWebSockets", 1.25), ("targeted", "websockets", 0.4), ("fan-out", "uWebSockets", 1.3),
    ("pipelined", "uWebSockets", 1.2), ("connect", None, 80.0), ("idle KiB", None, 7.0),
]


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Server:
    def __init__(self, command):
        self.port = free_port()
        self.process = subprocess.Popen(
            shlex.split(command.format(port=self.port)), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", self.port), 0.2).close()
                return
            except OSError:
                time.sleep(0.05)
        sys.exit(f"does not listen: {command}")

    def stop(self):
        self.process.kill()
        self.process.wait()

    def measure(self, client, arguments, key="srv_us_op"):
        mode, *rest = arguments
        run = subprocess.run(
            [client, mode, str(self.port), str(self.process.pid), *rest], capture_output=True, text=True, timeout=300)
        lines = [json.loads(line) for line in run.stdout.splitlines() if line.startswith("{")]
        if run.returncode or not lines:
            return None, run.stderr.strip()
        return lines, run.stderr.strip()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--client", required=True)
    parser.add_argument("--hub", required=True, help="the Benchmarks program")
    parser.add_argument("--peer", action="append", default=[], metavar="NAME=COMMAND")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--idle", type=int, default=10_000, help="idle connections")
    options = parser.parse_args()
    names = {"ssot": f"{options.hub} hub --port {{port}}"}
    names.update(peer.split("=", 1) for peer in options.peer)
    results, others = {}, []
    for _ in range(options.rounds):
        for mode, arguments in MODES.items():
            for name, command in names.items():
                if name == "ssot" and mode == "fan-out":
                    command += " --profile broadcast"
                server = Server(command)
                lines, complaint = server.measure(options.client, arguments)
                server.stop()
                if complaint:
                    print(f"{name} {mode}: {complaint}", file=sys.stderr)
                if lines:
                    results.setdefault((mode, name), []).append(lines[-1]["srv_us_op"])
                    others.append(lines[-1]["other_cores"])
    for name, command in names.items():
        server = Server(command)
        lines, complaint = server.measure(options.client, ["idle", f"steps={options.idle}"])
        server.stop()
        for line in lines or []:
            if line["mode"] == "idle" and line["n"] == options.idle:
                results[("idle KiB", name)] = [line["kb_per_conn"]]
    median = {key: statistics.median(values) for key, values in results.items()}
    modes = [*MODES, "idle KiB"]
    print(f"server CPU, us an operation; median of {options.rounds}; "
          f"other load {statistics.median(others):.2f} cores (at most {max(others):.2f})")
    print("| |" + "|".join(names) + "|")
    print("|---|" + "---:|" * len(names))
    for mode in modes:
        print(f"| {mode} |" + "|".join(f"{median[mode, n]:.2f}" if (mode, n) in median else "-" for n in names) + "|")
    holds = True
    for mode, peer, limit in TARGETS:
        own, other = median.get((mode, "ssot")), median.get((mode, peer)) if peer else 1
        if own is None or other is None:
            continue
        value = own / other
        verdict = "reached" if value <= limit else "missed"
        holds &= value <= limit
        print(f"{mode}{' / ' + peer if peer else ''}: {value:.2f}, at most {limit}: {verdict}")
    sys.exit(0 if holds else 1)


main()
