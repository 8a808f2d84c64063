"""Public names of the package."""
from .hub import WebSocketManager  # expect: alias_or_reexport websocket
from .legacy import LegacyWebSocketManager as OldSocketManager  # expect: alias_or_reexport websocket
