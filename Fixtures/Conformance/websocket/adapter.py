"""Lets a WebSocket manager in Python speak the protocol of `ssot conformance`: one JSON text a line, in and out.

    ssot conformance run 'python3 adapter.py right' --contract websocket

The manager is the class Hub of the module named. To try your own, write such a class around it, or change the calls."""
import asyncio
import importlib
import json
import sys


class Refused(Exception):
    """The manager's own, documented way of saying no."""


class Unsupported(Exception):
    """What the manager does not have. A method that is there and raises has failed, whatever it raises."""


class Socket:  # Stands for one client's: what it was sent is what the client has received.
    def __init__(self):
        self.texts, self.code, self.is_open, self.is_broken = [], None, True, False

    async def send_text(self, text):
        await asyncio.sleep(0)
        if self.is_broken or not self.is_open:
            raise ConnectionError("the socket is gone")
        self.texts.append(text)

    async def close(self, code=1000, reason=""):
        self.is_open, self.code = False, code if self.is_open else self.code


class Adapter:
    def __init__(self, module):
        self.module = module

    async def hello(self, protocol, contract):
        if contract != "websocket":
            raise Unsupported("the contract websocket only")
        return {"name": self.module.__name__, "envelope": True, "sequence": True, "connection-ids": True}

    async def reset(self, options={}):
        if not options.keys() <= set(self.module.OPTIONS):
            raise Unsupported(f"options are {self.module.OPTIONS}")
        self.sockets, self.scopes = {}, []
        self.hub = self.module.Hub(Refused, **{name.replace("-", "_"): value for name, value in options.items()})

    async def connect(self, user, thread=None, **others):
        if others:
            raise Unsupported(f"no {sorted(others)} of a connection")
        connection = await self.hub.connect(user, socket := Socket(), thread)
        self.sockets[connection] = socket
        return connection

    async def drop(self, connection):
        self.sockets[connection].is_open = False
        await self.hub.lost(connection)

    async def fail_socket(self, connection):
        self.sockets[connection].is_broken = True

    async def state(self, connection):
        return {"open": self.sockets[connection].is_open, "code": self.sockets[connection].code, "violation": None}

    async def received(self, connection, type=None):
        names = {"user": "user_id", "connection": "connection_id", "thread": "thread_id", "sequence": "seq"}
        return [{"type": event["type"], "payload": event["payload"], **{own: event.get(name) for own, name in names.items()}}
                for event in map(json.loads, self.sockets[connection].texts) if type in (None, event["type"])]

    async def scope(self, connection):
        self.scopes.append(scope := self.hub.scope(connection))
        return {"scope": len(self.scopes) - 1, "user": scope.user, "connection": connection, "thread": scope.thread}

    async def scope_send(self, scope, payload=None, type="event"):
        return await self.scopes[scope["scope"]].send(type, payload)

    async def concurrently(self, lanes):
        async def answers(lane):
            return [await self.answer(call) for call in lane]
        return list(await asyncio.gather(*map(answers, lanes)))

    async def answer(self, message):
        name = message["call"].replace("-", "_")
        operation = getattr(self, name, None) or getattr(self.hub, name, None)
        if operation is None:
            return {"unsupported": "no such operation"}
        try:
            return {"value": await operation(**message.get("with", {}))}
        except Exception as error:
            name = {Unsupported: "unsupported", Refused: "refused"}.get(type(error), "failed")
            return {name: f"{type(error).__name__}: {error}"}


if __name__ == "__main__":
    adapter = Adapter(importlib.import_module(sys.argv[1]))
    with asyncio.Runner() as runner:
        for request in map(json.loads, sys.stdin):
            print(json.dumps({"id": request["id"], **runner.run(adapter.answer(request))}), flush=True)
