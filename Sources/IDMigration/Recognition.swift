import Identifiers

/// What a text is, read as an identifier of one kind.
enum Recognition {
    /// An identifier of today's form.
    case unified
    /// The bits of one in another spelling; the form is that of the legacy grammar.
    case bits(UnifiedID, form: String)
    case legacy(LegacyReading)
    /// The forms that it may have been meant in.
    case ambiguous([String])
    case unknown

    init(_ value: ArraySlice<UInt8>, kind: IDKind) {
        if (try? UnifiedIDManager.parse(value.span, as: kind)) != nil {
            self = .unified
            return
        }
        let readings = UnifiedIDManager.legacyReadings(of: value.span).filter {
            $0.kind == nil || $0.kind == kind
        }
        guard let first = readings.first else {
            self = .unknown
            return
        }
        // Several forms that hold one UUID say the same.
        if let bits = first.uuid, readings.allSatisfy({ $0.uuid == bits }),
            let id = try? UnifiedID(kind, high: bits.high, low: bits.low)
        {
            self = .bits(id, form: first.form.rawValue)
        } else if readings.count == 1 {
            self = .legacy(first)
        } else {
            self = .ambiguous(readings.map(\.form.rawValue))
        }
    }

    /// Whether a text may be an identifier of the kind of a name or prefix, in whatever form.
    static func isKnown(_ kind: String, _ value: ArraySlice<UInt8>) -> Bool {
        guard let kind = IDKind(word: kind) else { return false }
        if case .unknown = Recognition(value, kind: kind) { return false }
        return true
    }
}

extension IDKind {
    /// The kind of a name or prefix: `request`, `req`.
    init?(word: String) {
        guard let kind = IDKind(named: word) ?? IDKind.all.first(where: { $0.prefix == word }) else {
            return nil
        }
        self = kind
    }
}
