#!/usr/bin/env python3
"""migrate_large.py SSOT [ROWS] [KILLS]: migrates a generated SQLite database and the same rows as JSON lines; kills the
application at random moments and resumes it; proves, rolls back, and prints rows a second and peak memory."""
import hashlib
import json
import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

import legacy_data

ssot = os.path.abspath(sys.argv[1])
total = int(sys.argv[2]) if len(sys.argv) > 2 else 5_000_000
kills = int(sys.argv[3]) if len(sys.argv) > 3 else 50
work = tempfile.mkdtemp(prefix="ssot-migrate-")


def run(*arguments, limit_kills=0):
    """Runs a step to its end and returns its time in seconds."""
    start = time.monotonic()
    child = subprocess.run([ssot, "ids", "migrate", *arguments], capture_output=True, text=True)
    if child.returncode != 0:
        sys.exit(f"{' '.join(arguments)}: status {child.returncode}\n{child.stdout[-3000:]}\n{child.stderr[-3000:]}")
    return time.monotonic() - start, child.stdout


def digest(path):
    hash = hashlib.sha256()
    with open(path, "rb") as file:
        while chunk := file.read(1 << 20):
            hash.update(chunk)
    return hash.hexdigest()


def make_inputs():
    database = sqlite3.connect(f"{work}/app.sqlite")
    database.execute("PRAGMA journal_mode = OFF")
    for statement in legacy_data.schema(False):
        database.execute(statement)
    events = open(f"{work}/events.jsonl", "w")
    count = 0
    batch, table = [], None

    def flush():
        if batch:
            database.executemany(f"INSERT INTO {table} VALUES ({','.join('?' * len(batch[0]))})", batch)
            batch.clear()

    for name, row in legacy_data.rows(total):
        if name != table or len(batch) >= 50_000:
            flush()
            table = name
        batch.append(row)
        if name == "runs":
            events.write(json.dumps({"run_id": row[0], "thread": row[1], "n": count}) + "\n")
        count += 1
    flush()
    database.commit()
    database.close()
    events.close()
    return count


count = make_inputs()
print(f"{count} rows in {len(legacy_data.TABLES)} tables, {os.path.getsize(work + '/app.sqlite') >> 20} MB")
with open(f"{work}/spec.yaml", "w") as file:
    file.write(legacy_data.specification("app.sqlite", "sqlite"))
    file.write("  - path: events.jsonl\n    columns:\n      run_id: {kind: run, references: runs.id}\n"
               "      thread: {kind: thread, references: threads.id}\n")
with open(f"{work}/key", "wb") as file:
    file.write(b"0123456789abcdef0123456789abcdef")

before = digest(f"{work}/app.sqlite"), digest(f"{work}/events.jsonl")
key = ["--key", f"{work}/key"]
seconds, text = run("plan", f"{work}/spec.yaml", f"{work}/m", *key)
print(f"plan     {seconds:7.1f} s  {count / seconds:10.0f} rows a second   {text.strip().splitlines()[-1]}")
seconds, _ = run("apply", f"{work}/m", *key, "--execute")
print(f"apply    {seconds:7.1f} s  {count / seconds:10.0f} rows a second")
whole = digest(f"{work}/m/migrated/app.sqlite"), digest(f"{work}/m/migrated/events.jsonl")
seconds_verify, text = run("verify", f"{work}/m", *key)
print(f"verify   {seconds_verify:7.1f} s  {count / seconds_verify:10.0f} rows a second   {len(text.splitlines())} checks hold")
seconds_back, text = run("rollback", f"{work}/m")
print(f"rollback {seconds_back:7.1f} s  {count / seconds_back:10.0f} rows a second")
for line in text.splitlines():
    assert line.endswith("identical to the input"), line
assert digest(f"{work}/m/restored/events.jsonl") == before[1]
assert (digest(f"{work}/app.sqlite"), digest(f"{work}/events.jsonl")) == before, "an input was changed"
print(f"peak memory {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:.0f} MB")

chance = random.Random(5)
killed = 0
# As the first run, but interrupted: progress is forgotten by planning anew.
run("plan", f"{work}/spec.yaml", f"{work}/k", *key)
while killed < kills:
    child = subprocess.Popen([ssot, "ids", "migrate", "apply", f"{work}/k", *key, "--execute"],
                             stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        child.wait(timeout=chance.uniform(0.01, seconds * 1.1))
    except subprocess.TimeoutExpired:
        child.send_signal(signal.SIGKILL)
        child.wait()
        killed += 1
        continue
    if killed < kills:
        shutil.rmtree(f"{work}/k")
        run("plan", f"{work}/spec.yaml", f"{work}/k", *key)
run("apply", f"{work}/k", *key, "--execute")
assert (digest(f"{work}/k/migrated/app.sqlite"), digest(f"{work}/k/migrated/events.jsonl")) == whole
print(f"killed {killed} times and resumed: the same bytes")
shutil.rmtree(work)
