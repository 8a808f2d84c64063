package import Conformance

extension Contract {
    package static let websocket = Contract(
        name: "websocket", title: "One manager of WebSocket connections",
        reference: { _ in ReferenceConnections() }, mutants: WebSocketMutants.all)
}
