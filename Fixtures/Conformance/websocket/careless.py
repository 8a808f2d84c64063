"""A WebSocket manager with the faults of those that were found in the wild, each marked. It looks much like right.py."""
import json
import secrets

OPTIONS = ["scoping", "max-connections", "max-connections-per-user"]


class Scope:
    def __init__(self, hub, connection, user, thread, socket):
        self.hub, self.connection, self.user, self.thread, self.socket = hub, connection, user, thread, socket

    async def send(self, type, payload):
        await self.hub.send_to_connection(self.connection, type, payload)   # FAULT: there is no such method


class Hub:
    def __init__(self, refused, scoping=True, max_connections=100, max_connections_per_user=3):
        self.refused, self.scoping = refused, True                          # FAULT: the option is ignored
        self.limits = (max_connections, max_connections_per_user)           # FAULT: and so are these, all their life
        self.open = {}
        self.created = self.cleaned = self.blocked = 0

    async def connect(self, user, socket, thread):
        connection = f"conn_{user}_{secrets.token_hex(4)}"                  # FAULT: tells the user
        self.open[connection] = Scope(self, connection, user, thread, socket)
        self.created += 1
        return connection

    async def lost(self, connection):
        pass                                                                # FAULT: a lost socket is never cleaned

    async def disconnect(self, connection):
        scope = self.open.get(connection)
        if scope is None:
            raise self.refused("no such connection")
        for other in [s for s in self.open.values() if s.user == scope.user]:   # FAULT: closes the user's others, too
            del self.open[other.connection]
            self.cleaned += 1
            await other.socket.close()

    async def shutdown(self):
        for scope in list(self.open.values()):
            await scope.socket.close()                                      # FAULT: 1000, and nothing is cleaned

    def scope(self, connection):
        if connection not in self.open:
            raise self.refused("no scope")
        return self.open[connection]

    async def deliver(self, scope, type, payload):
        if (scope.thread or "").startswith("test_"):
            return True                                                     # FAULT: a name makes it a success
        text = {"user_id": scope.user, "connection_id": scope.connection, "thread_id": scope.thread, "type": type,
                "payload": payload}
        if isinstance(payload, dict):
            text.update(payload)                                            # FAULT: the payload overrides the envelope
        await scope.socket.send_text(json.dumps(text))                      # FAULT: one broken socket raises for all
        return True

    async def send_scoped(self, connection, user, payload=None, type="event"):
        scope = self.scope(connection)
        if user and user != scope.user:                                     # FAULT: no user is every user
            self.blocked += 1
            raise self.refused("another user's connection")
        await scope.send(type, payload)

    async def send_to_user(self, user, payload=None, type="event"):
        return sum([await self.deliver(s, type, payload) for s in list(self.open.values()) if s.user == user])

    async def send_to_thread(self, user, thread, payload=None, type="event"):
        # FAULT: whoever is on the thread gets it.
        return sum([await self.deliver(s, type, payload) for s in list(self.open.values()) if s.thread == thread])

    async def stats(self):
        return {
            "connections": len(self.open), "users": len({s.user for s in self.open.values()}), "topics": 0,
            "scopes-created": self.created, "scopes-cleaned": self.cleaned, "events-blocked": self.blocked}
