#!/usr/bin/env python3
"""migrate_large.py SSOT [ROWS] [KILLS]: migrates a generated SQLite database and the same rows as JSON lines; kills the
application at random moments and resumes it; proves, rolls back, and prints rows a second and peak memory of each step.
Exits 1 where a step takes more than 256 MB."""
import hashlib
import json
import os
import random
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
MOST_MEGABYTES = 256
work = tempfile.mkdtemp(prefix="ssot-migrate-")
is_fat = False


def run(*arguments):
    """Runs a step to its end; returns its output, its time and its processor time in seconds, and its peak in MB."""
    start = time.monotonic()
    with open(f"{work}/output", "w+") as output:
        child = subprocess.Popen([ssot, "ids", "migrate", *arguments], stdout=output, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        text = output.read()
    if child.returncode != 0:
        sys.exit(f"{' '.join(arguments)}: status {child.returncode}\n{text[-3000:]}")
    return text, time.monotonic() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def measured(step, *arguments):
    """Runs a step and prints what it took."""
    global is_fat
    text, seconds, busy, megabytes = run(step, *arguments)
    is_fat = is_fat or megabytes > MOST_MEGABYTES
    print(f"{step:<8}{seconds:8.1f} s  {count / seconds:10.0f} rows a second, {count / busy:7.0f} a second of the processor"
          + f"  {megabytes:5.0f} MB at the peak"
          + ("  TOO MUCH" if megabytes > MOST_MEGABYTES else ""), flush=True)
    return text, seconds


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
    with open(f"{work}/count", "w") as file:
        file.write(str(count))


# In a process of its own: the peak of a child begins with the memory of whoever starts it.
maker = os.fork()
if maker == 0:
    make_inputs()
    os._exit(0)
if os.waitpid(maker, 0)[1] != 0:
    sys.exit("the inputs could not be made")
count = int(open(f"{work}/count").read())
print(f"{count} rows in {len(legacy_data.TABLES)} tables, {os.path.getsize(work + '/app.sqlite') >> 20} MB", flush=True)
with open(f"{work}/spec.yaml", "w") as file:
    file.write(legacy_data.specification("app.sqlite", "sqlite"))
    file.write("  - path: events.jsonl\n    columns:\n      run_id: {kind: run, references: runs.id}\n"
               "      thread: {kind: thread, references: threads.id}\n")
with open(f"{work}/key", "wb") as file:
    file.write(b"0123456789abcdef0123456789abcdef")

before = digest(f"{work}/app.sqlite"), digest(f"{work}/events.jsonl")
key = ["--key", f"{work}/key"]
text, _ = measured("plan", f"{work}/spec.yaml", f"{work}/m", *key)
print(text.strip().splitlines()[-1], flush=True)
_, seconds = measured("apply", f"{work}/m", *key, "--execute")
whole = digest(f"{work}/m/migrated/app.sqlite"), digest(f"{work}/m/migrated/events.jsonl")
text, _ = measured("verify", f"{work}/m", *key)
print(f"{len(text.splitlines())} checks hold")
text, _ = measured("rollback", f"{work}/m")
for line in text.splitlines():
    assert line.endswith("identical to the input"), line
assert digest(f"{work}/m/restored/events.jsonl") == before[1]
assert (digest(f"{work}/app.sqlite"), digest(f"{work}/events.jsonl")) == before, "an input was changed"
print("the way back is identical, and the inputs are as they were")

chance = random.Random(5)
killed = 0
# As the first run, but interrupted ten times on its way or so: each run goes on where the one before was killed. Progress is
# forgotten by planning anew.
if kills:
    run("plan", f"{work}/spec.yaml", f"{work}/k", *key)
while killed < kills:
    child = subprocess.Popen([ssot, "ids", "migrate", "apply", f"{work}/k", *key, "--execute"],
                             stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        child.wait(timeout=chance.uniform(0.01, seconds / 10))
    except subprocess.TimeoutExpired:
        child.send_signal(signal.SIGKILL)
        child.wait()
        killed += 1
        continue
    if killed < kills:
        shutil.rmtree(f"{work}/k")
        run("plan", f"{work}/spec.yaml", f"{work}/k", *key)
if kills:
    run("apply", f"{work}/k", *key, "--execute")
    assert (digest(f"{work}/k/migrated/app.sqlite"), digest(f"{work}/k/migrated/events.jsonl")) == whole
    print(f"killed {killed} times and resumed: the same bytes")
shutil.rmtree(work)
sys.exit(1 if is_fat else 0)
