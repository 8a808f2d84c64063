/// A compiled glob: `send_*`, `uuid.uuid?`, `**/tests/*.py`.
///
/// `*` stands for any run of characters, `?` for one; everything else stands for itself, and case counts. In a path
/// neither passes a slash, and a component `**` stands for any number of whole components, also none.
public struct GlobPattern: Sendable, Hashable {
    /// What a pattern is compared with.
    public enum Scope: Sendable, Hashable {
        /// A simple name.
        case name
        /// A dotted name, without the `()` that mark calls in its middle: a pattern without a dot is compared with
        /// the last component, one with a dot with the whole name and with every tail of whole components.
        case dotted
        /// A whole path, `/`-separated.
        case path
    }

    /// Why a text is not a pattern.
    public struct Fault: Error, Hashable {
        /// What is wrong and what to do, lower case.
        public let message: String
    }

    private enum Component: Sendable, Hashable {
        case literal([UInt8])
        case wild([UInt8])
        /// Any number of components.
        case any
    }

    /// As written.
    public let text: String
    public let scope: Scope
    /// One, but for paths.
    private let components: [Component]
    /// What a tail of a dotted name is compared with; nil where only the whole counts.
    private let tail: [UInt8]?
    /// The bytes that every match begins with and ends in; nil where a wild card does, and the first for what may match a
    /// tail. One look at them refuses most names.
    private let firstByte: UInt8?
    private let lastByte: UInt8?

    /// - Throws: if the pattern is empty, has an empty component, `**` within a component or outside of a path, or a
    ///   character that no name can hold: such a pattern would silently match nothing.
    public init(_ text: String, scope: Scope) throws(Fault) {
        guard !text.isEmpty else { throw Fault(message: "empty pattern; write \"*\" to match anything") }
        for scalar in text.unicodeScalars where !Self.isAllowed(scalar, scope: scope) {
            throw Fault(
                message: "bad pattern \"\(text)\": \"\(scalar)\" cannot stand in a \(scope.noun); "
                    + "only * and ? are special")
        }
        let parts = text.utf8.split(separator: scope.separator, omittingEmptySubsequences: false).map(
            Array.init)
        var components: [Component] = []
        for part in parts {
            guard !part.isEmpty else {
                throw Fault(
                    message: "bad pattern \"\(text)\": empty component; remove a \(scope.separatorText)")
            }
            if part == Self.doubleStar, scope == .path {
                // Runs of ** say what one says.
                if components.last != .any { components.append(.any) }
            } else if zip(part, part.dropFirst()).contains(where: { $0 == Self.star && $1 == Self.star }) {
                throw Fault(
                    message: "bad pattern \"\(text)\": ** must be a whole component of a path; write *")
            } else {
                components.append(Self.component(part))
            }
        }
        self.text = text
        self.scope = scope
        self.components = scope == .path ? components : [Self.component(Array(text.utf8))]
        func certain(_ byte: UInt8?) -> UInt8? { byte == Self.star || byte == Self.question ? nil : byte }
        firstByte = scope == .name ? certain(text.utf8.first) : nil
        lastByte = certain(text.utf8.last)
        tail = scope == .dotted && parts.count > 1 ? [Self.star, UInt8(ascii: ".")] + text.utf8 : nil
    }

    /// Whether the pattern stands for the whole name.
    ///
    /// - Complexity: O(n·m) in the bytes of name and pattern, whatever they hold; no recursion.
    public func matches(_ name: String) -> Bool {
        if let firstByte, name.utf8.first != firstByte { return false }
        // Brackets at the end of a dotted name are not part of it.
        if let lastByte, name.utf8.last != lastByte, name.utf8.last != UInt8(ascii: ")") { return false }
        switch scope {
        case .name: return Self.matches(components[0], name.utf8.span)
        case .path: return Self.matches(components, name.utf8.span, Self.bounds(name.utf8.span))
        case .dotted:
            guard name.utf8.contains(UInt8(ascii: "(")) else { return matchesDotted(name.utf8.span) }
            // `f().g` reads as `f.g`.
            let plain = name.utf8.filter { $0 != UInt8(ascii: "(") && $0 != UInt8(ascii: ")") }
            return matchesDotted(plain.span)
        }
    }

    /// Whether one of some patterns of paths matches a path, which is taken apart once.
    static func anyMatches(_ patterns: [GlobPattern], path: String) -> Bool {
        let bounds = bounds(path.utf8.span)
        return patterns.contains {
            ($0.lastByte ?? path.utf8.last) == path.utf8.last
                && matches($0.components, path.utf8.span, bounds)
        }
    }

    private func matchesDotted(_ name: Span<UInt8>) -> Bool {
        if let tail { return Self.matches(components[0], name) || Self.matches(wild: tail, name) }
        var start = name.count
        while start > 0, name[start - 1] != UInt8(ascii: ".") { start -= 1 }
        return Self.matches(components[0], name.extracting(start..<name.count))
    }

    /// Where the components of a path stand.
    private static func bounds(_ path: Span<UInt8>) -> [Range<Int>] {
        var bounds: [Range<Int>] = []
        var start = 0
        for index in path.indices where path[index] == UInt8(ascii: "/") {
            bounds.append(start..<index)
            start = index + 1
        }
        bounds.append(start..<path.count)
        return bounds
    }

    private static func matches(
        _ components: [Component], _ path: Span<UInt8>, _ bounds: [Range<Int>]
    ) -> Bool {
        // The greedy match with one point of return, here over components, below over bytes: the last star seen is
        // the only one that ever needs to take more.
        var patternIndex = 0
        var pathIndex = 0
        var lastAny: (pattern: Int, path: Int)?
        while pathIndex < bounds.count {
            if patternIndex < components.count, components[patternIndex] == .any {
                lastAny = (patternIndex, pathIndex)
                patternIndex += 1
            } else if patternIndex < components.count,
                matches(components[patternIndex], path.extracting(bounds[pathIndex]))
            {
                patternIndex += 1
                pathIndex += 1
            } else if let any = lastAny {
                lastAny = (any.pattern, any.path + 1)
                patternIndex = any.pattern + 1
                pathIndex = any.path + 1
            } else {
                return false
            }
        }
        while patternIndex < components.count, components[patternIndex] == .any { patternIndex += 1 }
        return patternIndex == components.count
    }

    private static func matches(_ component: Component, _ name: Span<UInt8>) -> Bool {
        switch component {
        case .any: return true
        case .literal(let bytes):
            guard bytes.count == name.count else { return false }
            for index in bytes.indices where bytes[index] != name[index] { return false }
            return true
        case .wild(let bytes): return matches(wild: bytes, name)
        }
    }

    private static func matches(wild pattern: [UInt8], _ name: Span<UInt8>) -> Bool {
        var patternIndex = 0
        var nameIndex = 0
        var lastStar: (pattern: Int, name: Int)?
        while nameIndex < name.count {
            if patternIndex < pattern.count, pattern[patternIndex] == star {
                lastStar = (patternIndex, nameIndex)
                patternIndex += 1
            } else if patternIndex < pattern.count, pattern[patternIndex] == question {
                patternIndex += 1
                nameIndex += 1
                // The bytes that continue the character belong to it.
                while nameIndex < name.count, name[nameIndex] & 0xC0 == 0x80 { nameIndex += 1 }
            } else if patternIndex < pattern.count, pattern[patternIndex] == name[nameIndex] {
                patternIndex += 1
                nameIndex += 1
            } else if let last = lastStar {
                lastStar = (last.pattern, last.name + 1)
                patternIndex = last.pattern + 1
                nameIndex = last.name + 1
            } else {
                return false
            }
        }
        while patternIndex < pattern.count, pattern[patternIndex] == star { patternIndex += 1 }
        return patternIndex == pattern.count
    }

    /// Whether the pattern stands for its own text only.
    var isLiteral: Bool {
        guard scope == .name, case .literal = components[0] else { return false }
        return true
    }

    /// The longest run without a wild card or a separator; a name that lacks it cannot match. Empty where there is
    /// none.
    public var longestLiteral: String {
        let runs = text.utf8.split { $0 == Self.star || $0 == Self.question || $0 == scope.separator }
        return runs.max { $0.count < $1.count }.map { String(Substring($0)) } ?? ""
    }

    private static func component(_ bytes: [UInt8]) -> Component {
        bytes.contains { $0 == star || $0 == question } ? .wild(bytes) : .literal(bytes)
    }

    private static func isAllowed(_ scalar: Unicode.Scalar, scope: Scope) -> Bool {
        guard scalar.isASCII else { return true }
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "_", "$", "*", "?": return true
        case ".": return scope != .name
        // Of what is no name of the language, as in Python's `f.<locals>.g`.
        case "<", ">": return scope == .dotted
        case "/", "-", "+", " ", "@", "~", ",", "=": return scope == .path
        default: return false
        }
    }

    private static let star = UInt8(ascii: "*")
    private static let question = UInt8(ascii: "?")
    private static let doubleStar = [star, star]
}

extension GlobPattern.Scope {
    fileprivate var separator: UInt8 {
        switch self {
        // A byte that no name can hold: a simple name is one component.
        case .name: 0
        case .dotted: UInt8(ascii: ".")
        case .path: UInt8(ascii: "/")
        }
    }

    fileprivate var separatorText: String { self == .path ? "slash" : "dot" }

    fileprivate var noun: String {
        switch self {
        case .name: "name"
        case .dotted: "dotted name"
        case .path: "path"
        }
    }
}
