extension UnifiedID: LosslessStringConvertible {
    /// Reads what `description` wrote: a TypeID of a known kind, 32 digits of a trace, or 16 of a span.
    ///
    /// Where the kind is known, `UnifiedIDManager.parse(_:as:)` is better: it refuses others, and says why.
    public init?(_ description: String) {
        do throws(IDError) {
            self =
                switch description.utf8.count {
                case 16: try UnifiedIDManager.parse(description, as: .span)
                case 32 where description.utf8.allSatisfy({ Hexadecimal.digit($0) != nil }):
                    try UnifiedIDManager.parse(description, as: .trace)
                default: try UnifiedIDManager.parse(description)
                }
        } catch {
            return nil
        }
    }
}

extension UnifiedID: Codable {
    /// As the canonical text, whatever the format.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }

    /// - Throws: `DecodingError` where the value is no canonical ID.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let id = UnifiedID(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a canonical ID")
        }
        self = id
    }
}
