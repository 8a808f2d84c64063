from abc import ABC, abstractmethod
from typing import Protocol


class WebSocketManagerProtocol(Protocol):  # expect: interface_or_protocol websocket
    async def connect(self, websocket, user_id): ...

    async def broadcast(self, message): ...


class BaseWebSocketManager(ABC):  # expect: interface_or_protocol websocket
    @abstractmethod
    async def connect(self, websocket, user_id):
        raise NotImplementedError

    @abstractmethod
    async def broadcast(self, message):
        raise NotImplementedError
