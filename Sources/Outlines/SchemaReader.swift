/// Finds the columns that a schema in SQL lets the database fill: `id SERIAL`, `DEFAULT gen_random_uuid()`.
///
/// Reads one text in one or more pieces, as a program writes them side by side or with fields between. Total, and
/// linear in the length of the pieces.
struct SchemaReader {
    struct Column {
        /// The table's name; empty where a field stands in its place.
        var table: Range<Int>
        var name: Range<Int>
        /// The word that says how the column is filled.
        var maker: Range<Int>
    }

    /// What the first piece of a schema must hold, in bytes: `ALTER TABLE ` before a field.
    static let leastLength = 12

    private enum Place { case elsewhere, beforeTable, beforeColumn, inColumn }

    private var place = Place.elsewhere
    /// Brackets that are open.
    private var depth = 0
    private var table = 0..<0
    private var name = 0..<0

    /// Whether a text that starts so defines or alters a table.
    static func reads(_ range: Range<Int>, _ source: Span<UInt8>) -> Bool {
        var start = range.lowerBound
        while start < range.upperBound, !isPartOfWord(source[start]) {
            let isEscape = source[start] == UInt8(ascii: "\\")
            let isComment =
                start + 1 < range.upperBound && source[start] == UInt8(ascii: "-")
                && source[start + 1] == source[start]
            start =
                isComment
                ? index(behind: UInt8(ascii: "\n"), start..<range.upperBound, source)
                : start + (isEscape ? 2 : 1)
        }
        // Nearly every text begins with another letter, and needs no hash of its first word.
        guard start < range.upperBound,
            lowercase(source[start]) == UInt8(ascii: "c") || lowercase(source[start]) == UInt8(ascii: "a")
        else { return false }
        var end = start
        while end < range.upperBound, end < start + 7, isPartOfWord(source[end]) { end += 1 }
        return starts.contains(hash(start..<end, source))
    }

    /// The columns that the next piece of the text tells of.
    mutating func columns(_ range: Range<Int>, _ source: Span<UInt8>) -> [Column] {
        var columns: [Column] = []
        var index = range.lowerBound
        while index < range.upperBound {
            let byte = source[index]
            switch byte {
            case UInt8(ascii: "\\"): index += 2
            case UInt8(ascii: "'"):
                index = Self.index(behind: UInt8(ascii: "'"), index + 1..<range.upperBound, source)
            case UInt8(ascii: "-") where index + 1 < range.upperBound && source[index + 1] == byte:
                index = Self.index(behind: UInt8(ascii: "\n"), index..<range.upperBound, source)
            case UInt8(ascii: "("):
                depth += 1
                if depth == 1 { place = .beforeColumn }
                index += 1
            case UInt8(ascii: ")"):
                depth = max(0, depth - 1)
                index += 1
            case UInt8(ascii: ","):
                if depth == 1 { place = .beforeColumn }
                index += 1
            case UInt8(ascii: ";"):
                self = SchemaReader()
                index += 1
            case _ where Self.isPartOfWord(byte):
                let start = index
                while index < range.upperBound, Self.isPartOfWord(source[index]) { index += 1 }
                if let maker = take(start..<index, source) {
                    columns.append(Column(table: table, name: name, maker: maker))
                }
            default: index += 1
            }
        }
        return columns
    }

    /// Takes the next word; returns it where it says how the column is filled.
    private mutating func take(_ word: Range<Int>, _ source: Span<UInt8>) -> Range<Int>? {
        let hash = Self.hash(word, source)
        if hash == Self.tableWord {
            place = .beforeTable
        } else if hash == Self.columnWord {
            place = .beforeColumn
        } else if Self.conditions.contains(hash) {
            return nil
        } else if place == .beforeTable {
            table = word  // Of `schema.table` the last stays.
        } else if place == .beforeColumn {
            name = word
            place = .inColumn
        } else if place == .inColumn, Self.makers.contains(hash) {
            place = .elsewhere
            return word
        }
        return nil
    }

    /// The words, in small letters. The rules of Rules/Sources/ speak of them as `<sql>.serial`.
    static let makerWords: [String] = [
        "serial", "serial2", "serial4", "serial8", "bigserial", "smallserial", "autoincrement",
        "auto_increment",
        "identity", "nextval", "gen_random_uuid", "uuid_generate_v1", "uuid_generate_v1mc",
        "uuid_generate_v4",
        "uuidv4", "uuidv7", "generateuuidv4", "generateuuidv7", "newid", "newsequentialid", "sys_guid",
    ]

    /// What stands before the words in the names of sources.
    static let mark = "<sql>"

    private static let makers = Set(makerWords.map { NameTable.hash($0) })
    private static let tableWord = NameTable.hash("table")
    private static let columnWord = NameTable.hash("column")
    private static let conditions = Set(["if", "not", "exists", "only"].map { NameTable.hash($0) })
    private static let starts = Set(["create", "alter"].map { NameTable.hash($0) })

    /// The hash of a word in small letters.
    private static func hash(_ range: Range<Int>, _ source: Span<UInt8>) -> UInt32 {
        let word = range.map { lowercase(source[$0]) }
        return NameTable.hash(word.span)
    }

    private static func index(behind byte: UInt8, _ range: Range<Int>, _ source: Span<UInt8>) -> Int {
        var index = range.lowerBound
        while index < range.upperBound, source[index] != byte { index += 1 }
        return index + 1
    }

    static func lowercase(_ byte: UInt8) -> UInt8 {
        byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
    }

    /// Quotes around a name separate words, as a dot does.
    private static func isPartOfWord(_ byte: UInt8) -> Bool {
        let letter = byte | 0x20
        return letter >= UInt8(ascii: "a") && letter <= UInt8(ascii: "z") || byte == UInt8(ascii: "_")
            || byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") || byte >= 0x80
    }
}
