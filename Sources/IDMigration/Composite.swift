/// A text that joins identifiers: `{user}_{thread}_{run}`.
struct Composite: Sendable {
    enum Piece: Sendable, Hashable {
        case literal([UInt8])
        /// A hole for an identifier of a kind.
        case kind(String)
        /// A hole for any text but none.
        case any
    }

    let pieces: [Piece]

    /// How many places for the end of a hole are tried before a value is refused.
    private static let patience = 10_000

    /// - Throws: where a hole is not closed, empty, or stands beside another one.
    init(_ template: String) throws(FormatError) {
        var pieces: [Piece] = []
        var rest = Array(template.utf8)[...]
        while let open = rest.firstIndex(of: UInt8(ascii: "{")) {
            if open > rest.startIndex { pieces.append(.literal(Array(rest[..<open]))) }
            guard let close = rest[open...].firstIndex(of: UInt8(ascii: "}")), close > open + 1 else {
                throw FormatError("composite \"\(template)\" has a hole without a kind; write {kind} or {*}")
            }
            let name = String(decoding: rest[open + 1..<close], as: UTF8.self)
            switch pieces.last {
            case .kind, .any:
                throw FormatError("composite \"\(template)\" has holes side by side; put text between them")
            case .literal, nil: pieces.append(name == "*" ? .any : .kind(name))
            }
            rest = rest[(close + 1)...]
        }
        if !rest.isEmpty { pieces.append(.literal(Array(rest))) }
        self.pieces = pieces
    }

    var kinds: [String] {
        pieces.compactMap { piece in if case .kind(let kind) = piece { kind } else { nil } }
    }

    enum Cut {
        /// The ranges of the holes for kinds, in order.
        case one([Range<Int>])
        case none, several
    }

    /// Cuts a value into its pieces, if there is exactly one way.
    ///
    /// - Parameter fits: whether a text can be an identifier of a kind.
    func cut(_ value: ArraySlice<UInt8>, fits: (String, ArraySlice<UInt8>) -> Bool) -> Cut {
        var found: [[Range<Int>]] = []
        var steps = 0
        func go(_ piece: Int, _ start: Int, _ holes: [Range<Int>]) {
            guard piece < pieces.count else {
                if start == value.endIndex { found.append(holes) }
                return
            }
            if case .literal(let text) = pieces[piece] {
                if value[start...].starts(with: text) { go(piece + 1, start + text.count, holes) }
                return
            }
            var end = piece + 1 < pieces.count ? start + 1 : value.endIndex
            while end <= value.endIndex, end > start, found.count < 2, steps < Self.patience {
                steps += 1
                if mayEnd(piece, at: end, in: value) {
                    if case .kind(let kind) = pieces[piece] {
                        if fits(kind, value[start..<end]) { go(piece + 1, end, holes + [start..<end]) }
                    } else {
                        go(piece + 1, end, holes)
                    }
                }
                end += 1
            }
        }
        go(0, value.startIndex, [])
        if steps >= Self.patience || found.count > 1 { return .several }
        return found.first.map { .one($0) } ?? .none
    }

    /// Whether a hole may end at a place: the end of the value, or where the text behind it follows.
    private func mayEnd(_ piece: Int, at end: Int, in value: ArraySlice<UInt8>) -> Bool {
        guard piece + 1 < pieces.count, case .literal(let text) = pieces[piece + 1] else {
            return end == value.endIndex
        }
        return value[end...].starts(with: text)
    }
}
