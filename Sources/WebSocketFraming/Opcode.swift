/// What a frame carries (RFC 6455 §5.2).
package enum Opcode: UInt8, Sendable {
    case continuation = 0x0
    case text = 0x1
    case binary = 0x2
    case close = 0x8
    case ping = 0x9
    case pong = 0xA

    package var isControl: Bool { rawValue >= 0x8 }
}

/// Which end of a connection one is: clients mask what they send, servers never do (RFC 6455 §5.1).
package enum Role: Sendable {
    case server
    case client
}
