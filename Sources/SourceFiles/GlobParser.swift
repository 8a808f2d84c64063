/// Reads the text of a glob into steps.
struct GlobParser {
    let pattern: [UInt8]
    private var next = 0

    init(pattern: [UInt8]) {
        self.pattern = pattern
    }

    private func at(_ index: Int) -> UInt8? {
        index >= 0 && index < pattern.count ? pattern[index] : nil
    }

    /// Nil if no text can match.
    mutating func steps(isPath: Bool) -> [Glob.Step]? {
        var steps: [Glob.Step] = []
        while let byte = at(next) {
            switch byte {
            case UInt8(ascii: "\\"):
                guard let escaped = at(next + 1) else { return nil }
                steps.append(.byte(escaped))
                next += 2
            case UInt8(ascii: "?"):
                steps.append(.anyByte)
                next += 1
            case UInt8(ascii: "*"):
                steps.append(stars(isPath: isPath))
            case UInt8(ascii: "["):
                guard let members = bracket() else { return nil }
                steps.append(.set(members))
            default:
                steps.append(.byte(byte))
                next += 1
            }
        }
        return steps
    }

    private mutating func stars(isPath: Bool) -> Glob.Step {
        let first = next
        while at(next) == UInt8(ascii: "*") { next += 1 }
        let slash = UInt8(ascii: "/")
        // Two stars mean folders only where they fill a whole part of the path.
        guard isPath, next - first > 1, first == 0 || at(first - 1) == slash else { return .star }
        switch at(next) {
        case nil:
            return .deepStar
        case slash:
            next += 1
            return .folders
        case UInt8(ascii: "\\") where at(next + 1) == slash:
            return .deepStar
        default:
            return .star
        }
    }

    /// A bracket expression, `next` on its "["; leaves `next` after the "]". Nil if malformed.
    private mutating func bracket() -> ByteSet? {
        var members = ByteSet()
        next += 1
        let isNegated = at(next) == UInt8(ascii: "!") || at(next) == UInt8(ascii: "^")
        if isNegated { next += 1 }
        var previous: UInt8?
        var isFirst = true
        while let byte = at(next) {
            if byte == UInt8(ascii: "]"), !isFirst {
                next += 1
                if isNegated { members = members.inverted }
                members.remove(UInt8(ascii: "/"))
                return members
            }
            isFirst = false
            if byte == UInt8(ascii: "\\") {
                guard let escaped = at(next + 1) else { return nil }
                members.insert(escaped)
                previous = escaped
                next += 2
            } else if byte == UInt8(ascii: "-"), let low = previous, let high = at(next + 1),
                high != UInt8(ascii: "]")
            {
                next += 1
                guard let end = rangeEnd() else { return nil }
                members.insert(from: low, through: end)
                previous = nil
            } else if byte == UInt8(ascii: "["), at(next + 1) == UInt8(ascii: ":") {
                guard let end = pattern[(next + 2)...].firstIndex(of: UInt8(ascii: "]")) else { return nil }
                if end > next + 2, at(end - 1) == UInt8(ascii: ":") {
                    guard insertClass(pattern[(next + 2)..<(end - 1)], into: &members) else { return nil }
                    previous = nil
                    next = end + 1
                } else {
                    members.insert(byte)
                    previous = byte
                    next += 1
                }
            } else {
                members.insert(byte)
                previous = byte
                next += 1
            }
        }
        return nil
    }

    private mutating func rangeEnd() -> UInt8? {
        if at(next) == UInt8(ascii: "\\") { next += 1 }
        defer { next += 1 }
        return at(next)
    }

    /// The POSIX classes of the C locale; false for an unknown name.
    private func insertClass(_ name: ArraySlice<UInt8>, into members: inout ByteSet) -> Bool {
        func insert(_ first: Unicode.Scalar, _ last: Unicode.Scalar) {
            members.insert(from: UInt8(ascii: first), through: UInt8(ascii: last))
        }
        switch String(decoding: name, as: UTF8.self) {
        case "alnum":
            insert("a", "z")
            insert("A", "Z")
            insert("0", "9")
        case "alpha":
            insert("a", "z")
            insert("A", "Z")
        case "blank":
            members.insert(9)
            members.insert(32)
        case "cntrl":
            members.insert(from: 0, through: 31)
            members.insert(127)
        case "digit": insert("0", "9")
        case "graph": insert("!", "~")
        case "lower": insert("a", "z")
        case "print": insert(" ", "~")
        case "punct":
            insert("!", "/")
            insert(":", "@")
            insert("[", "`")
            insert("{", "~")
        case "space":
            members.insert(from: 9, through: 13)
            members.insert(32)
        case "upper": insert("A", "Z")
        case "xdigit":
            insert("0", "9")
            insert("a", "f")
            insert("A", "F")
        default: return false
        }
        return true
    }
}
