/// A reader of CSV, written from RFC 4180 §2.
enum RFC4180 {
    static func rows(_ text: String) -> [[String]] {
        var rows: [[String]] = []
        var row: [String] = []
        var cell: [UInt8] = []
        var isQuoted = false
        let bytes = Array(text.utf8)
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            let next = index + 1 < bytes.count ? bytes[index + 1] : 0
            if isQuoted {
                if byte == 0x22, next == 0x22 {
                    cell.append(byte)
                    index += 1
                } else if byte == 0x22 {
                    isQuoted = false
                } else {
                    cell.append(byte)
                }
            } else if byte == 0x22, cell.isEmpty {
                isQuoted = true
            } else if byte == 0x2c || byte == 0x0d && next == 0x0a {
                row.append(String(decoding: cell, as: UTF8.self))
                cell = []
                if byte == 0x0d {
                    rows.append(row)
                    row = []
                    index += 1
                }
            } else {
                cell.append(byte)
            }
            index += 1
        }
        return rows
    }
}

/// The columns of the `csv` format.
enum CSVColumns {
    static let count = 13
}
