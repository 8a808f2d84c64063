internal import Connections
internal import NIOCore

extension PeerAddress {
    /// The address of a socket's other end.
    init(_ address: SocketAddress?) {
        // Sound: the structs of ip(7) and ipv6(7) are plain bytes, with the address at bytes 4 and 8; they are read
        // during the closures only.
        switch address {
        case .v4(let address):
            self.init(bytes: unsafe withUnsafeBytes(of: address.address) { unsafe Array($0[4..<8]) })
        case .v6(let address):
            self.init(bytes: unsafe withUnsafeBytes(of: address.address) { unsafe Array($0[8..<24]) })
        default: self = .local
        }
    }
}
