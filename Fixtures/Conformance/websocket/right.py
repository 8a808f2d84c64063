"""A small WebSocket manager that keeps the contract: whom an event reaches is decided by who authenticated."""
import json
import secrets
import time

OPTIONS = ["scoping", "max-connections", "max-connections-per-user"]


class Scope:
    """One connection, bound to its user."""

    def __init__(self, hub, connection, user, thread, socket):
        self.hub, self.connection, self.user, self.thread, self.socket = hub, connection, user, thread, socket
        self.sent = 0

    async def send(self, type, payload):
        await self.hub.send_scoped(self.connection, self.user, payload, type)


class Hub:
    def __init__(self, refused, scoping=True, max_connections=10_000, max_connections_per_user=16):
        self.refused, self.scoping = refused, scoping
        self.max_connections, self.max_connections_per_user = max_connections, max_connections_per_user
        self.open, self.users, self.refusals = {}, {}, []
        self.created = self.cleaned = self.blocked = 0
        self.is_shut = False

    async def connect(self, user, socket, thread):
        own = self.users.get(user, [])
        if not user or self.is_shut or len(self.open) >= self.max_connections:
            raise self.refused("not let in")
        if len(own) >= self.max_connections_per_user:
            raise self.refused("too many of this user")
        connection = "conn_" + secrets.token_hex(16)
        scope = Scope(self, connection, user, thread, socket)
        self.open[connection] = scope
        self.users.setdefault(user, []).append(scope)
        self.created += self.scoping
        return connection

    def clean(self, connection):
        """Takes a connection out, once, however it has ended."""
        scope = self.open.pop(connection, None)
        if scope is None:
            return None
        self.users[scope.user].remove(scope)
        if not self.users[scope.user]:
            del self.users[scope.user]
        self.cleaned += self.scoping
        return scope

    async def lost(self, connection):
        self.clean(connection)

    async def disconnect(self, connection, code=1000):
        scope = self.clean(connection)
        if scope is None:
            raise self.refused("no such connection")
        await scope.socket.close(code)

    async def shutdown(self):
        self.is_shut = True
        for connection in list(self.open):
            await self.disconnect(connection, 1001)

    def scope(self, connection):
        if not self.scoping or connection not in self.open:
            raise self.refused("no scope")
        return self.open[connection]

    async def deliver(self, scope, type, payload):
        scope.sent += 1
        text = json.dumps({
            "type": type, "payload": payload, "user_id": scope.user, "connection_id": scope.connection,
            "thread_id": scope.thread, "seq": scope.sent, "timestamp": time.time()})
        try:
            await scope.socket.send_text(text)
            return True
        except ConnectionError:
            self.clean(scope.connection)
            await scope.socket.close(1011)
            return False

    async def send_scoped(self, connection, user, payload=None, type="event"):
        scope = self.scope(connection)
        if user != scope.user:
            self.blocked += 1
            self.refusals.append({"requester": user, "owner": scope.user, "connection": connection})
            raise self.refused("another user's connection")
        if not await self.deliver(scope, type, payload):
            raise self.refused("the socket is gone")

    async def send_to_user(self, user, payload=None, type="event", thread=None):
        if not user:
            self.blocked += 1
            raise self.refused("no user")
        targets = [s for s in self.users.get(user, []) if None in (thread, s.thread) or s.thread == thread]
        return sum([await self.deliver(scope, type, payload) for scope in targets])

    async def send_to_thread(self, user, thread, payload=None, type="event"):
        return await self.send_to_user(user, payload, type, thread)

    async def stats(self):
        return {
            "connections": len(self.open), "users": len(self.users), "topics": 0, "scopes-created": self.created,
            "scopes-cleaned": self.cleaned, "events-blocked": self.blocked}

    async def audit(self):
        return self.refusals
