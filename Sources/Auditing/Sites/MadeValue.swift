import Findings

/// What an expression comes to, as far as making identifiers goes.
struct MadeValue: Sendable {
    /// What it is made from; nil where everything in it came from elsewhere.
    var source: IdentifierSite.Source?
    /// The source rule that spoke; empty where none did.
    var rule = ""
    /// The call that makes it, by its dotted name.
    var call = ""
    var bits = 0.0
    /// Its text, one piece behind the other.
    var pieces: [Piece]
    /// Where the value is made, 1-based.
    var line: Int
    /// Whether the source makes identifiers by nature.
    var isIdentifier = false
    /// The makings of local names that it came through, by their indices.
    var origins: [Int] = []

    enum Piece: Sendable, Hashable {
        case literal(String)
        /// A made part, and the name of what makes it where that says more than its shape.
        case made(TextShape, name: String)
        /// A part that comes from elsewhere.
        case field
    }

    init(source: IdentifierSite.Source? = nil, pieces: [Piece], line: Int) {
        self.source = source
        self.pieces = pieces
        self.line = line
    }

    static func field(line: Int) -> MadeValue { MadeValue(pieces: [.field], line: line) }

    /// The literal parts of the text.
    var literal: String {
        pieces.reduce(into: "") { if case .literal(let text) = $1 { $0 += text } }
    }

    /// The shape of the text: `conn_{}_{8 hex}`; the name of what is made where that is all.
    var format: String {
        if pieces.count == 1, case .made(let shape, let name) = pieces[0] {
            return name.isEmpty ? "{\(shape.name)}" : name
        }
        return pieces.reduce(into: "") { text, piece in
            switch piece {
            case .literal(let literal): text += literal
            case .made(let shape, let name): text += "{\(name.isEmpty ? shape.name : name)}"
            case .field: text += "{}"
            }
        }
    }

    /// The one made part, where it is all.
    var shape: TextShape? {
        guard pieces.count == 1, case .made(let shape, _) = pieces[0] else { return nil }
        return shape
    }

    /// The same value, written otherwise.
    func written(as shape: TextShape, bits limit: Double? = nil) -> MadeValue {
        var value = self
        var name = ""
        // A clock's time is one in any form, in milliseconds too.
        let made = pieces.compactMap { piece in if case .made(_, let own) = piece { own } else { nil } }
        if source?.isRandom == false, made.count == 1 { name = made[0] }
        value.pieces = [.made(shape, name: name)]
        if let limit { value.bits = min(bits, limit) }
        return value
    }

    /// The values one behind the other, as one text. What counts is the source that is hardest to guess; all of them
    /// count for nothing where the text holds no made part.
    static func joined(_ values: [MadeValue], line: Int) -> MadeValue {
        var result = MadeValue(pieces: values.flatMap(\.pieces), line: line)
        for value in values {
            result.origins += value.origins
            result.isIdentifier = result.isIdentifier || value.isIdentifier
            guard let source = value.source else { continue }
            result.bits += source.isRandom ? value.bits : 0
            if let known = result.source, known.rank <= source.rank { continue }
            result.source = source
            result.rule = value.rule
            result.call = value.call
            result.line = source.isRandom ? value.line : line
        }
        return result
    }
}

extension IdentifierSite.Source {
    var isRandom: Bool { self == .secureRandom || self == .weakRandom }

    /// The hardest to guess comes first.
    fileprivate var rank: Int {
        switch self {
        case .secureRandom: 0
        case .weakRandom: 1
        case .counter: 2
        case .memoryAddress: 3
        case .clock: 4
        case .hash: 5
        case .external: 6
        case .composed: 7
        }
    }
}
