#!/usr/bin/env python3
"""migrate_postgres.py SSOT [ROWS]: a real PostgreSQL server (Debian's package `postgresql`) on a private socket: load,
dump, migrate, restore, check every constraint, roll back, and compare the dumps byte for byte."""
import glob
import os
import shutil
import subprocess
import sys
import tempfile

import legacy_data

ssot = os.path.abspath(sys.argv[1])
total = int(sys.argv[2]) if len(sys.argv) > 2 else 20_000
binaries = sorted(glob.glob("/usr/lib/postgresql/*/bin"))[-1]
work = tempfile.mkdtemp(prefix="ssot-postgres-")
os.chmod(work, 0o777)
user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []


def server(*command, **options):
    return subprocess.run(user + list(command), check=True, capture_output=True, text=True, cwd=work, **options).stdout


def sql(database, text):
    return server("psql", "-h", work, "-At", "-v", "ON_ERROR_STOP=1", "-d", database, "-c", text)


def ssot_run(*arguments):
    child = subprocess.run([ssot, "ids", "migrate", *arguments], capture_output=True, text=True)
    if child.returncode != 0:
        sys.exit(f"{arguments}: status {child.returncode}\n{child.stdout}\n{child.stderr}")
    return child.stdout


def dump(database, path, *options):
    text = server(f"{binaries}/pg_dump", "-h", work, "--no-owner", *options, database)
    # pg_dump of recent versions writes a random word into \restrict and \unrestrict.
    lines = [line for line in text.splitlines(True) if not line.startswith(("\\restrict", "\\unrestrict"))]
    with open(path, "w") as file:
        file.writelines(lines)


def load(database, path):
    server("psql", "-h", work, "-q", "-v", "ON_ERROR_STOP=1", "-d", database, "-f", path)


server(f"{binaries}/initdb", "-D", f"{work}/data", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8")
server(f"{binaries}/pg_ctl", "-D", f"{work}/data", "-w", "-l", f"{work}/log", "-o",
       f"-c listen_addresses='' -c unix_socket_directories={work} -c fsync=off", "start")
try:
    server("createdb", "-h", work, "app")
    with open(f"{work}/load.sql", "w") as file:
        for statement in legacy_data.schema(True):
            file.write(statement + ";\n")
        table = None
        for name, row in legacy_data.rows(total):
            if name != table:
                if table:
                    file.write("\\.\n")
                file.write(f"COPY {name} FROM stdin;\n")
                table = name
            fields = ["\\N" if value is None else value.replace("\\", "\\\\").replace("\t", "\\t") for value in row]
            file.write("\t".join(fields) + "\n")
        file.write("\\.\n")
    load("app", f"{work}/load.sql")
    with open(f"{work}/key", "wb") as file:
        file.write(b"0123456789abcdef0123456789abcdef")
    for form, options in {"copy": [], "inserts": ["--inserts"], "named": ["--column-inserts", "--rows-per-insert=50"]}.items():
        path = f"{work}/{form}.sql"
        dump("app", path, *options)
        with open(f"{work}/{form}.yaml", "w") as file:
            file.write(legacy_data.specification(path, "dump"))
        folder = f"{work}/m-{form}"
        ssot_run("plan", f"{work}/{form}.yaml", folder, "--key", f"{work}/key")
        ssot_run("apply", folder, "--key", f"{work}/key", "--execute")
        checks = ssot_run("verify", folder, "--key", f"{work}/key").splitlines()
        subprocess.run(["chmod", "-R", "a+rX", work], check=True)
        server("createdb", "-h", work, f"new_{form}")
        load(f"new_{form}", f"{folder}/migrated/{form}.sql")  # restoring makes PostgreSQL check every constraint
        for query in ["SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND convalidated",
                      "SELECT count(*) FROM spans JOIN traces ON trace_id = traces.id JOIN requests ON request_id = requests.id",
                      "SELECT count(*) FROM events JOIN runs ON runs.id = run_id WHERE place LIKE '%/' || runs.id OR true",
                      "SELECT count(*) FROM events JOIN runs ON runs.id = payload::json->>'run_id'",
                      "SELECT count(DISTINCT id) FROM runs"]:
            old, new = sql("app", query), sql(f"new_{form}", query)
            assert old == new, f"{query}: {old} and {new}"
        left = sql(f"new_{form}", "SELECT count(*) FROM runs WHERE id !~ '^run_[0-7][0-9a-hjkmnp-tv-z]{25}$'").strip()
        assert left == "0", left
        text = ssot_run("rollback", folder)
        assert open(f"{folder}/restored/{form}.sql", "rb").read() == open(path, "rb").read(), "the way back differs"
        subprocess.run(["chmod", "-R", "a+rX", work], check=True)
        server("createdb", "-h", work, f"back_{form}")
        load(f"back_{form}", f"{folder}/restored/{form}.sql")
        dump(f"back_{form}", f"{work}/back.sql", *options)
        assert open(f"{work}/back.sql").read() == open(path).read(), "the restored database dumps differently"
        print(f"{form}: {os.path.getsize(path) >> 10} KB, {len(checks)} checks hold, constraints valid, the way back is identical")
finally:
    server(f"{binaries}/pg_ctl", "-D", f"{work}/data", "-m", "immediate", "stop")
    shutil.rmtree(work, ignore_errors=True)
