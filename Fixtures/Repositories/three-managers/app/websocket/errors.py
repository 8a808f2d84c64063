class WebSocketManagerError(Exception):  # expect: exception websocket
    def __init__(self, message, code):
        super().__init__(message)
        self.code = code


class WebSocketManagerClosed(WebSocketManagerError):  # expect: exception websocket
    pass
