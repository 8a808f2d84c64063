/// Everything that an ID's text tells.
public struct IDInspection: Sendable {
    /// The ID, where the text is one of today's form.
    public let id: UnifiedID?
    /// How the text is spelt; nil where it is no ID of today.
    public let spelling: IDSpelling?
    /// A TypeID, where its prefix is of no kind that is known here.
    public let foreign: TypeID?
    /// Why it is none of today's form; nil where it is.
    public let fault: IDError?
    /// All ways in which it may have been meant before; none where it is of today's form.
    public let readings: [LegacyReading]

    /// Looks at a text, whatever it is.
    ///
    /// - Parameter kind: what the text is said to be, so that its other spellings are known, too.
    public init(_ text: String, as kind: IDKind? = nil) {
        var id: UnifiedID?
        var spelling: IDSpelling?
        var fault: IDError?
        do throws(IDError) {
            id = try UnifiedIDManager.parse(text, as: kind)
            spelling = kind?.canonicalSpelling ?? .typeID
        } catch {
            fault = error
            let others =
                kind.map { kind in IDSpelling.allCases.filter { $0 != kind.canonicalSpelling } } ?? []
            if let kind {
                for other in others where id == nil {
                    id = try? UnifiedIDManager.parse(text, as: kind, spelling: other)
                    if id != nil { (spelling, fault) = (other, nil) }
                }
            }
        }
        self.id = id
        self.spelling = spelling
        self.fault = fault
        foreign = id == nil ? (try? TypeID(text)).flatMap { $0.prefix.isEmpty ? nil : $0 } : nil
        readings = id == nil ? UnifiedIDManager.legacyReadings(of: text) : []
    }

    /// What is to know before trusting it; nothing where it is random and of a known kind.
    public var weaknesses: [IDWeakness] {
        if let id { return Self.weaknesses(of: id) }
        if foreign != nil { return [.unknownPrefix] }
        var found: [IDWeakness] = []
        if readings.count > 1 { found.append(.ambiguous(readings.count)) }
        if readings.contains(where: { $0.kind == nil }) { found.append(.lacksKind) }
        if readings.contains(where: { $0.user != nil }) { found.append(.holdsUser) }
        if readings.contains(where: { $0.milliseconds != nil }) { found.append(.showsTime) }
        if readings.contains(where: { $0.form == .derived }) { found.append(.computed) }
        if let bits = readings.map(\.randomBits).min() {
            if bits == 0 { found.append(.notUnique) } else if bits < 64 { found.append(.fewRandomBits(bits)) }
        }
        for uuid in readings.compactMap(\.uuid).prefix(1) {
            found += Self.weaknesses(of: UnifiedID(kind: .message, high: uuid.high, low: uuid.low))
        }
        return found
    }

    private static func weaknesses(of id: UnifiedID) -> [IDWeakness] {
        if id.high == 0 && id.low == 0 || id.high == .max && id.low == .max { return [.constant] }
        return switch id.version {
        case 7: [.showsTime]
        case 1, 2, 6: [.showsHost]
        case 3, 5: [.computed]
        default: []
        }
    }
}
