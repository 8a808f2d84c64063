/// What the statements of a dump, or a database, say of its tables.
struct Catalogue: Sendable, Hashable, Codable {
    /// The columns of each table, in order.
    var columns: [String: [String]] = [:]
    /// How many characters a column holds; none where it is not limited.
    var widths: [ColumnName: Int] = [:]
    var foreignKeys: [ForeignKey] = []

    struct ForeignKey: Sendable, Hashable, Codable {
        var child: ColumnName
        var parent: ColumnName
    }

    /// Takes in a statement; those that say nothing of tables are passed over.
    mutating func take(_ statement: ArraySlice<UInt8>) {
        var text = SQLText(statement)
        var tokens: [SQLText.Token] = []
        // What follows is no definition of a table, however long it is.
        while tokens.count < 200_000, let token = text.token() { tokens.append(token) }
        var reader = TokenReader(tokens: tokens)
        if reader.take("create") {
            _ = reader.take("unlogged") || reader.take("temporary")
            guard reader.take("table") else { return }
            if reader.take("if") { _ = reader.take("not") && reader.take("exists") }
            if let table = reader.tableName() { takeColumns(of: table, &reader) }
        } else if reader.take("alter"), reader.take("table") {
            _ = reader.take("only")
            guard let table = reader.tableName(), reader.take("add"), reader.take("constraint"),
                reader.identifier() != nil, reader.take("foreign"), reader.take("key"),
                let children = reader.names(), reader.take("references"), let parent = reader.tableName(),
                let parents = reader.names()
            else { return }
            for (child, column) in zip(children, parents) {
                foreignKeys.append(
                    ForeignKey(
                        child: ColumnName(table: table, column: child),
                        parent: ColumnName(table: parent, column: column)))
            }
        }
    }

    private mutating func takeColumns(of table: String, _ reader: inout TokenReader) {
        guard reader.take(symbol: "(") else { return }
        var names: [String] = []
        while let name = reader.identifier() {
            if !["constraint", "primary", "unique", "check", "foreign", "exclude", "like"].contains(name)
                || reader.wasQuoted
            {
                names.append(name)
                if let width = reader.width() {
                    widths[ColumnName(table: table, column: name)] = width
                }
            }
            guard reader.skipToComma() else { break }
        }
        columns[table] = names
    }
}

/// Reads a statement's tokens one after the other.
struct TokenReader {
    private let tokens: [SQLText.Token]
    private var index = 0
    private(set) var wasQuoted = false

    init(tokens: [SQLText.Token]) {
        self.tokens = tokens
    }

    mutating func take(_ word: String) -> Bool {
        guard index < tokens.count, tokens[index] == .word(word) else { return false }
        index += 1
        return true
    }

    mutating func take(symbol: Character) -> Bool {
        guard index < tokens.count, let byte = symbol.asciiValue, tokens[index] == .symbol(byte) else {
            return false
        }
        index += 1
        return true
    }

    mutating func identifier() -> String? {
        guard index < tokens.count else { return nil }
        switch tokens[index] {
        case .word(let name):
            wasQuoted = false
            index += 1
            return name
        case .name(let name):
            wasQuoted = true
            index += 1
            return name
        default: return nil
        }
    }

    /// `public.runs` is `runs`; other schemas stay in the name.
    mutating func tableName() -> String? {
        guard let first = identifier() else { return nil }
        guard take(symbol: ".") else { return first }
        guard let second = identifier() else { return nil }
        return first == "public" ? second : "\(first).\(second)"
    }

    /// `(a, b)`.
    mutating func names() -> [String]? {
        guard take(symbol: "(") else { return nil }
        var names: [String] = []
        while let name = identifier() {
            names.append(name)
            if take(symbol: ")") { return names }
            guard take(symbol: ",") else { return nil }
        }
        return nil
    }

    /// The number in `character varying(36)`, `varchar(36)` or `char(36)`.
    mutating func width() -> Int? {
        let start = index
        defer { index = start }
        guard take("character") || take("varchar") || take("char") || take("bpchar") else { return nil }
        _ = take("varying")
        guard take(symbol: "("), case .word(let digits)? = index < tokens.count ? tokens[index] : nil else {
            return nil
        }
        return Int(digits)
    }

    /// Goes behind the next comma of this level; false at its end.
    mutating func skipToComma() -> Bool {
        var depth = 0
        while index < tokens.count {
            defer { index += 1 }
            switch tokens[index] {
            case .symbol(UInt8(ascii: "(")): depth += 1
            case .symbol(UInt8(ascii: ")")):
                depth -= 1
                if depth < 0 { return false }
            case .symbol(UInt8(ascii: ",")) where depth == 0: return true
            default: break
            }
        }
        return false
    }
}
