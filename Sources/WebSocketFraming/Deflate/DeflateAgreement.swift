/// What client and server agree on about permessage-deflate (RFC 7692 §7.1).
package struct DeflateAgreement: Sendable, Hashable {
    package private(set) var serverWindowBits: Int
    package private(set) var clientWindowBits = 15
    package private(set) var serverKeepsContext: Bool
    package private(set) var clientKeepsContext: Bool
    /// The value of the response's `Sec-WebSocket-Extensions`.
    package private(set) var answer = "permessage-deflate"

    /// Takes the first offer that can be met; nil where there is none.
    package init?(offers: [ExtensionOffer], options: DeflateOptions) {
        for offer in offers where offer.name == "permessage-deflate" {
            if let agreement = DeflateAgreement(offer, options) {
                self = agreement
                return
            }
        }
        return nil
    }

    /// Nil for an offer with an unknown, repeated or malformed parameter (RFC 7692 §7).
    private init?(_ offer: ExtensionOffer, _ options: DeflateOptions) {
        serverWindowBits = min(15, max(8, options.serverWindowBits))
        serverKeepsContext = options.serverKeepsContext
        clientKeepsContext = options.clientKeepsContext
        var seen: Set<String> = []
        var answersServerWindow = false
        var mayLimitClient = false
        for parameter in offer.parameters {
            guard seen.insert(parameter.name).inserted else { return nil }
            switch (parameter.name, parameter.value) {
            case ("server_no_context_takeover", nil): serverKeepsContext = false
            case ("client_no_context_takeover", nil): clientKeepsContext = false
            case ("server_max_window_bits", let value?):
                guard let bits = Self.windowBits(value) else { return nil }
                serverWindowBits = min(serverWindowBits, bits)
                answersServerWindow = true
            case ("client_max_window_bits", nil): mayLimitClient = true
            case ("client_max_window_bits", let value?):
                guard let bits = Self.windowBits(value) else { return nil }
                clientWindowBits = bits
                mayLimitClient = true
            default: return nil
            }
        }
        if mayLimitClient { clientWindowBits = min(clientWindowBits, max(8, options.clientWindowBits)) }
        if !serverKeepsContext { answer += "; server_no_context_takeover" }
        if !clientKeepsContext { answer += "; client_no_context_takeover" }
        if answersServerWindow { answer += "; server_max_window_bits=\(serverWindowBits)" }
        if clientWindowBits < 15 { answer += "; client_max_window_bits=\(clientWindowBits)" }
    }

    /// 8 to 15, without leading zeros.
    private static func windowBits(_ value: String) -> Int? {
        guard let bits = Int(value), 8...15 ~= bits, value == String(bits) else { return nil }
        return bits
    }

    /// For the messages of this client alone.
    package func makeInflater() -> Inflater {
        Inflater(windowBits: clientWindowBits, keepsContext: clientKeepsContext)
    }

    /// For the messages to this client alone: a context that two shared would let one guess at the other's secrets.
    package func makeDeflater(_ options: DeflateOptions) -> Deflater {
        Deflater(
            windowBits: serverWindowBits, memoryLevel: options.memoryLevel, level: options.level,
            keepsContext: serverKeepsContext)
    }
}
