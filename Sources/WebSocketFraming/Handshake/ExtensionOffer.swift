/// One extension that a client offers, with its parameters in order (RFC 6455 §9.1).
package struct ExtensionOffer: Sendable, Hashable {
    package struct Parameter: Sendable, Hashable {
        package var name: String
        package var value: String?
    }

    package var name: String
    package var parameters: [Parameter]

    /// The offers of all `Sec-WebSocket-Extensions` fields, in order; nil where one is malformed.
    static func parse(_ values: [ArraySlice<UInt8>]) -> [ExtensionOffer]? {
        var offers: [ExtensionOffer] = []
        for value in values {
            var scanner = FieldScanner(value)
            while !scanner.isAtEnd {
                if scanner.take(0x2C) { continue }
                guard let offer = parseOne(&scanner), scanner.isAtEnd || scanner.take(0x2C) else {
                    return nil
                }
                offers.append(offer)
            }
        }
        return offers
    }

    private static func parseOne(_ scanner: inout FieldScanner) -> ExtensionOffer? {
        let name = scanner.token()
        guard !name.isEmpty else { return nil }
        var offer = ExtensionOffer(name: String(decoding: name, as: UTF8.self), parameters: [])
        while scanner.take(0x3B) {
            let name = scanner.token()
            guard !name.isEmpty else { return nil }
            var parameter = Parameter(name: String(decoding: name, as: UTF8.self))
            if scanner.take(0x3D) {
                guard let value = scanner.tokenOrQuotedToken() else { return nil }
                parameter.value = value
            }
            offer.parameters.append(parameter)
        }
        scanner.skipBlanks()
        return offer
    }
}
