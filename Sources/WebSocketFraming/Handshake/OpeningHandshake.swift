private import Crypto

/// What a client asks for when it opens a WebSocket (RFC 6455 §4.2.1).
package struct OpeningHandshake: Sendable {
    /// The `Origin` field as sent; browsers always send one.
    package let origin: String?
    /// In the client's order of preference, no two the same.
    package let subprotocols: [String]
    package let extensions: [ExtensionOffer]
    /// `Sec-WebSocket-Key`, 24 characters.
    private let key: [UInt8]

    /// Judges a head that has been read.
    ///
    /// - Throws: 405, 426 where no upgrade to version 13 is asked for, 400 for all that is malformed.
    package static func validate(_ head: RequestHead) throws(HandshakeRefusal) -> OpeningHandshake {
        guard head.method == .get else { throw .methodNotAllowed }
        guard head.values(of: "upgrade").listHas("websocket"),
            head.values(of: "connection").listHas("upgrade")
        else { throw .upgradeRequired }
        let versions = head.values(of: "sec-websocket-version")
        guard versions.count == 1 else { throw .badRequest("not one Sec-WebSocket-Version") }
        guard versions[0].elementsEqual("13".utf8) else { throw .versionRequired }
        let keys = head.values(of: "sec-websocket-key")
        guard keys.count == 1, isKey(keys[0]) else {
            throw .badRequest("not one Sec-WebSocket-Key of 16 bytes")
        }
        guard head.count(of: "origin") <= 1 else { throw .badRequest("more than one Origin") }
        return OpeningHandshake(
            origin: head["origin"],
            subprotocols: try subprotocols(head.values(of: "sec-websocket-protocol")),
            extensions: try extensions(head.values(of: "sec-websocket-extensions")),
            key: Array(keys[0]))
    }

    private static func subprotocols(_ values: [ArraySlice<UInt8>]) throws(HandshakeRefusal) -> [String] {
        if values.isEmpty { return [] }
        guard let tokens = values.tokens(), !tokens.isEmpty else {
            throw .badRequest("malformed Sec-WebSocket-Protocol")
        }
        guard tokens.count == 1 || Set(tokens).count == tokens.count else {
            throw .badRequest("a subprotocol offered twice")
        }
        return tokens
    }

    private static func extensions(
        _ values: [ArraySlice<UInt8>]
    ) throws(HandshakeRefusal) -> [ExtensionOffer] {
        guard let offers = ExtensionOffer.parse(values) else {
            throw .badRequest("malformed Sec-WebSocket-Extensions")
        }
        return offers
    }

    /// Sixteen bytes in base64: 22 letters and two fillers.
    private static func isKey(_ value: ArraySlice<UInt8>) -> Bool {
        value.count == 24 && value.suffix(2).elementsEqual("==".utf8)
            && value.dropLast(2).allSatisfy { byte in
                switch byte {
                case 0x41...0x5A, 0x61...0x7A, 0x30...0x39, 0x2B, 0x2F: true
                default: false
                }
            }
    }

    /// `Sec-WebSocket-Accept`: proves that the server has read the key (RFC 6455 §4.2.2).
    package static func acceptKey(for key: String) -> String {
        var bytes: [UInt8] = []
        writeAcceptKey(for: Array(key.utf8), into: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func writeAcceptKey(for key: [UInt8], into output: inout [UInt8]) {
        var hash = Insecure.SHA1()
        // Sound: the array outlives the call.
        unsafe (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11".utf8).withUnsafeBytes {
            unsafe hash.update(bufferPointer: $0)
        }
        // Base64 of 20 bytes: six groups of three, and one of two.
        var bits: UInt32 = 0
        var held = 0
        for byte in hash.finalize() {
            bits = bits << 8 | UInt32(byte)
            held += 8
            while held >= 6 {
                held -= 6
                output.append(letter(bits >> UInt32(held) & 63))
            }
        }
        output.append(letter(bits << 2 & 63))
        output.append(0x3D)
    }

    /// Of base64 (RFC 4648 §4).
    private static func letter(_ sextet: UInt32) -> UInt8 {
        let sextet = UInt8(truncatingIfNeeded: sextet)
        return switch sextet {
        case 0...25: 0x41 + sextet
        case 26...51: 0x61 + sextet - 26
        case 52...61: 0x30 + sextet - 52
        case 62: 0x2B
        default: 0x2F
        }
    }

    /// Appends the response that opens the connection (RFC 6455 §4.2.2).
    ///
    /// - Parameters:
    ///   - subprotocol: the chosen one, which must be one of those offered.
    ///   - deflate: what was agreed on, by `DeflateAgreement(offers:options:)`.
    package func writeAcceptance(
        subprotocol: String? = nil, deflate: DeflateAgreement? = nil, into output: inout [UInt8]
    ) {
        output.reserveCapacity(output.count + 256)
        output += "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n".utf8
        output += "Sec-WebSocket-Accept: ".utf8
        Self.writeAcceptKey(for: key, into: &output)
        output += "\r\n".utf8
        if let subprotocol {
            precondition(subprotocols.contains(subprotocol), "a subprotocol that was offered")
            output += "Sec-WebSocket-Protocol: ".utf8
            output += subprotocol.utf8
            output += "\r\n".utf8
        }
        if let deflate {
            output += "Sec-WebSocket-Extensions: ".utf8
            output += deflate.answer.utf8
            output += "\r\n".utf8
        }
        output += "\r\n".utf8
    }
}
