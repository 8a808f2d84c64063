/// One line of an ignore file, compiled. Source: gitignore(5) and git's `dir.c`.
struct IgnorePattern: Sendable {
    private enum Shape: Sendable {
        /// The name is exactly the literal.
        case name
        /// The name ends with the literal.
        case nameEnd
        case nameGlob(Glob)
        /// The path from the ignore file's folder is exactly the literal.
        case path
        /// That path begins with the literal; the glob matches the rest.
        case pathGlob(Glob)
    }

    private let shape: Shape
    private let literal: [UInt8]
    private let needsFolder: Bool
    /// True for a line that begins with "!".
    let isNegated: Bool

    /// - Parameter line: a line without its end. Nil for comments, blank lines and patterns that match nothing.
    init?(line: ArraySlice<UInt8>) {
        guard line.first != UInt8(ascii: "#") else { return nil }
        // git handles a line as a C string.
        var text = Self.withoutTrailingSpaces(line.prefix { $0 != 0 })
        isNegated = text.first == UInt8(ascii: "!")
        if isNegated { text.removeFirst() }
        needsFolder = text.last == UInt8(ascii: "/")
        if needsFolder { text.removeLast() }
        guard !text.isEmpty else { return nil }

        if text.contains(UInt8(ascii: "/")) {
            if text.first == UInt8(ascii: "/") { text.removeFirst() }
            guard !text.isEmpty else { return nil }
            let plain = text.prefix { !Self.isSpecial($0) }
            literal = Array(plain)
            if plain.count == text.count {
                shape = .path
            } else {
                // Compiled without the literal before it, as git does: in "a**/b" the "**" then counts as a
                // whole part of the path.
                guard let glob = Glob(text[plain.endIndex...], isPath: true) else { return nil }
                shape = .pathGlob(glob)
            }
        } else if !text.contains(where: Self.isSpecial) {
            literal = Array(text)
            shape = .name
        } else if text.first == UInt8(ascii: "*"), !text.dropFirst().contains(where: Self.isSpecial) {
            literal = Array(text.dropFirst())
            shape = .nameEnd
        } else {
            guard let glob = Glob(text, isPath: false) else { return nil }
            literal = []
            shape = .nameGlob(glob)
        }
    }

    /// - Parameters:
    ///   - path: the entry's path from the folder of the ignore file.
    ///   - nameStart: where its last name begins in `path`.
    func matches(_ path: Span<UInt8>, nameStart: Int, isFolder: Bool) -> Bool {
        if needsFolder, !isFolder { return false }
        switch shape {
        case .name:
            return path.count - nameStart == literal.count && isLiteral(path, at: nameStart)
        case .nameEnd:
            return path.count - nameStart >= literal.count && isLiteral(path, at: path.count - literal.count)
        case .nameGlob(let glob):
            return glob.matches(path.extracting(nameStart...))
        case .path:
            return path.count == literal.count && isLiteral(path, at: 0)
        case .pathGlob(let glob):
            return path.count >= literal.count && isLiteral(path, at: 0)
                && glob.matches(path.extracting(literal.count...))
        }
    }

    private func isLiteral(_ path: Span<UInt8>, at start: Int) -> Bool {
        for index in literal.indices where path[start + index] != literal[index] { return false }
        return true
    }

    private static func isSpecial(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "*") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "[")
            || byte == UInt8(ascii: "\\")
    }

    private static func withoutTrailingSpaces(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var end = line.startIndex
        var index = line.startIndex
        while index < line.endIndex {
            if line[index] == UInt8(ascii: "\\") {
                index += 1
                // git leaves a line that ends in a backslash as it is.
                guard index < line.endIndex else { return line }
                end = index + 1
            } else if line[index] != UInt8(ascii: " ") {
                end = index + 1
            }
            index += 1
        }
        return line[..<end]
    }
}
