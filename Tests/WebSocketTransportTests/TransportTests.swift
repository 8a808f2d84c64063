import Testing

/// One at a time: they count descriptors and memory, and use all cores there are.
@Suite("WebSocket transport", .serialized)
struct TransportTests {}
