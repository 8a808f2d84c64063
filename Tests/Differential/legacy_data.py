"""Makes rows of an application that never had an ID manager: 12 tables, every legacy form, foreign keys, composites
and JSON columns. The same seed gives the same rows."""
import json
import random

TABLES = {
    "users": [("id", "user key")],
    "threads": [("id", "thread key"), ("user_id", "user -> users.id")],
    "runs": [("id", "run key"), ("thread_id", "thread -> threads.id"), ("user_id", "user -> users.id")],
    "messages": [("id", "msg key"), ("run_id", "run -> runs.id")],
    "requests": [("id", "req key"), ("user_id", "user -> users.id")],
    "connections": [("id", "conn key"), ("user_id", "user -> users.id")],
    "sessions": [("id", "sess key"), ("user_id", "user -> users.id")],
    "traces": [("id", "trace key"), ("request_id", "req -> requests.id")],
    "spans": [("id", "span key"), ("trace_id", "trace -> traces.id")],
    "audits": [("id", "audit key"), ("request_id", "req -> requests.id")],
    "contexts": [("id", "ctx key"), ("run_id", "run -> runs.id")],
    "events": [("correlation_id", "corr"), ("run_id", "run -> runs.id"), ("place", "composite {conn}/{run}"),
               ("payload", "json run_id=run,user.id=user,trace=trace")],
}
# How many of 100 rows each table has.
SHARES = dict(users=4, threads=6, runs=10, messages=24, requests=10, connections=5, sessions=5, traces=8, spans=10,
              audits=6, contexts=4, events=8)
NAMES = ["alice", "bob", "user123", "u-9", "carol", "dave"]


class Maker:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.count = 0

    def hex(self, digits):
        return f"{self.random.getrandbits(4 * digits):0{digits}x}"

    def ms(self):
        self.count += 1
        return 1690000000000 + self.count * 7 % 90000000000

    def uuid(self):
        return str(__import__("uuid").UUID(int=self.random.getrandbits(128), version=4))

    def name(self):
        return self.random.choice(NAMES)

    def make(self, kind):
        form = self.random.randrange(3)
        make = {
            "user": [lambda: f"user_{self.ms()}_{self.hex(8)}", self.uuid, self.uuid],
            "thread": [lambda: f"session_{self.ms()}_{self.hex(8)}", self.uuid,
                       lambda: f"thread_session_{self.ms()}_{self.hex(8)}"],
            "run": [lambda: f"thread_{self.name()}_run_{self.ms()}_{self.hex(8)}",
                    lambda: f"run_{self.name()}_{self.hex(8)}", self.uuid],
            "msg": [self.uuid, self.uuid, self.uuid],
            "req": [lambda: f"req_{self.ms()}_{self.hex(8)}", self.uuid, lambda: f"req_{self.hex(12)}"],
            "conn": [lambda: f"conn_{self.name()}_{self.ms()}_{self.hex(8)}", lambda: f"conn_{self.ms()}_{self.hex(8)}",
                     self.uuid],
            "sess": [lambda: f"sess_{self.ms()}_{self.hex(8)}", lambda: f"sess_{self.hex(32)}", self.uuid],
            "trace": [lambda: f"trace_{self.hex(16)}", lambda: self.hex(32), lambda: f"trace_{self.hex(16)}"],
            "span": [lambda: f"span_{self.hex(8)}", lambda: self.hex(16), lambda: self.hex(16)],
            "audit": [lambda: f"audit_{self.ms()}_{self.hex(8)}"] * 3,
            "ctx": [lambda: f"ctx_{self.hex(16)}"] * 3,
            "corr": [self.uuid] * 3,
        }[kind]
        return make[form]()


def rows(total, seed=1):
    """Yields (table, row) with parents before children."""
    maker = Maker(seed)
    keys = {}
    seen = set()
    for table, columns in TABLES.items():
        count = max(1, total * SHARES[table] // 100)
        own = keys.setdefault(table, [])
        for number in range(count):
            row = []
            for column, text in columns:
                words = text.split()
                if words[0] == "composite":
                    row.append(f"{maker.random.choice(keys['connections'])}/{maker.random.choice(keys['runs'])}")
                elif words[0] == "json":
                    row.append(json.dumps({"n": number, "run_id": maker.random.choice(keys["runs"]),
                                           "user": {"id": maker.random.choice(keys["users"]), "name": "Zoë"},
                                           "trace": maker.random.choice(keys["traces"])}))
                elif len(words) == 3:
                    parent = words[2].split(".")[0]
                    row.append(None if maker.random.randrange(50) == 0 else maker.random.choice(keys[parent]))
                else:
                    value = maker.make(words[0])
                    while (table, value) in seen and len(words) == 2:
                        value = maker.make(words[0])
                    if len(words) == 2 and words[0] == "span":
                        seen.add((table, value))
                    row.append(value)
                    if len(words) == 2:
                        own.append(value)
            row.append(f"note {number}\twith 'quotes', \\ and \"more\"" if number % 10 == 0 else None)
            yield table, row


def schema(is_postgres):
    """CREATE TABLE statements, parents first."""

    for table, columns in TABLES.items():
        parts = []
        for column, spec in columns:
            words = spec.split()
            part = f"{column} text"
            if words[-1] == "key":
                part += " PRIMARY KEY"
            elif len(words) == 3:
                parent, key = words[2].split(".")
                part += f" REFERENCES {parent} ({key})"
            parts.append(part)
        parts.append("note text")
        yield f"CREATE TABLE {table} ({', '.join(parts)})"
    for table, columns in TABLES.items():
        for column, spec in columns:
            if len(spec.split()) == 3:
                yield f"CREATE INDEX {table}_{column} ON {table} ({column})"


def specification(path, form):
    """The YAML that `ssot ids migrate` works by."""
    lines = ["version: 1", "inputs:", f"  - path: {path}", f"    format: {form}", "    columns:"]
    for table, columns in TABLES.items():
        for column, spec in columns:
            words = spec.split()
            if words[0] == "composite":
                content = f'composite: "{words[1]}"'
            elif words[0] == "json":
                content = "json: {" + ", ".join(part.replace("=", ": ") for part in words[1].split(",")) + "}"
            else:
                content = f"kind: {words[0]}"
                if words[-1] == "key":
                    content += ", key: true"
                elif len(words) == 3:
                    content += f", references: {words[2]}"
            lines.append(f"      {table}.{column}: {{{content}}}")
    return "\n".join(lines) + "\n"
