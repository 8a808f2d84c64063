import unittest
from unittest.mock import AsyncMock

from app.websocket import WebSocketManager


class RecordingSocket:
    def __init__(self):
        self.sent = []


class RecordingWebSocketManager:  # expect: test_double websocket
    """Stands in for the WebSocket manager and keeps what was sent."""

    def __init__(self):
        self.sent = []

    async def broadcast(self, message):
        self.sent.append(message)


class SilentWebSocketManager(AsyncMock):  # expect: test_double websocket
    pass


class MockWebSocketManager:  # expect: test_double websocket
    async def broadcast(self, message):
        return None


class TestWebSocketManager(unittest.TestCase):  # expect: test_case websocket
    def test_broadcast(self):
        self.assertTrue(WebSocketManager())
