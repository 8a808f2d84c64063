"""Lets an ID manager written in Python speak the protocol of `ssot conformance`: one JSON text a line, in and out.

    ssot conformance run 'python3 adapter.py right' --contract identifiers

The manager is the class IDs of the module that the argument names. To try your own, write such a class around it, or
change the calls below; what it cannot do, leave out: the requirement is then not applicable.
"""
import importlib
import json
import sys
from concurrent.futures import ThreadPoolExecutor


class Refused(Exception):
    """The manager's own, documented way of saying no."""


class Unsupported(Exception):
    """What the manager does not have. A method that is there and raises has failed, whatever it raises."""


class Adapter:
    def __init__(self, manager):
        self.manager = manager

    def hello(self, protocol, contract):
        if (protocol, contract) != (1, "identifiers"):
            raise Unsupported("protocol 1 and the contract identifiers only")
        kinds = [dict(name=name, **facts) for name, facts in self.manager.kinds.items()]
        return {"name": self.manager.name, "kinds": kinds, "trace-context": self.manager.trace_context}

    def generate(self, kind, count=1, user=None, prefix=None, thread=None, spelling=None):
        if spelling not in (None, "hex") or kind not in self.manager.kinds:
            raise Unsupported("no such kind or spelling")
        return [self.manager.generate(kind, user=user, prefix=prefix, thread=thread) for _ in range(count)]

    def parse(self, text, kind=None, spelling=None):
        if spelling is not None or not self.manager.parses(kind):
            raise Unsupported("no such kind or spelling")
        facts = self.manager.parse(text, kind)
        if facts is None:
            raise Refused("no ID")
        return facts

    def thread_of(self, run=None, thread=None, chat=None):
        found = self.manager.thread_of(run, thread, chat)
        if found is None:
            raise Refused("nothing names a thread")
        return found

    def migrate(self, text, kind):
        migrated = self.manager.migrate(text, kind)
        if migrated is None:
            raise Refused("nothing to migrate")
        return migrated

    def concurrently(self, lanes):
        with ThreadPoolExecutor(len(lanes)) as pool:
            return list(pool.map(lambda lane: [self.answer(call) for call in lane], lanes))

    def answer(self, message):
        name = message["call"].replace("-", "_")
        # What needs no translation, the manager answers itself.
        operation = getattr(self, name, None) or getattr(self.manager, name, None)
        try:
            if operation is None:
                raise Unsupported("no such operation")
            return {"value": operation(**message.get("with", {}))}
        except Unsupported as missing:
            return {"unsupported": str(missing)}
        except Refused as refusal:
            return {"refused": str(refusal)}
        except Exception as error:
            return {"failed": f"{type(error).__name__}: {error}"}


if __name__ == "__main__":
    adapter = Adapter(importlib.import_module(sys.argv[1]).IDs(Refused))
    for line in sys.stdin:
        request = json.loads(line)
        print(json.dumps({"id": request["id"], **adapter.answer(request)}), flush=True)
