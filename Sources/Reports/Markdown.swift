/// Texts of an audited repository inside Markdown (CommonMark 0.31, GitHub's tables): read as text, never as markup.
enum Markdown {
    /// Text with everything that CommonMark could take for markup escaped; one line.
    static func text(_ text: String) -> String {
        var escaped = ""
        for scalar in text.cut(to: 1_000).visible.unicodeScalars {
            switch scalar {
            case "\\", "`", "*", "_", "{", "}", "[", "]", "#", "+", "!", "|", "~", "$", ">":
                escaped += "\\\(scalar)"
            case "<": escaped += "&lt;"
            case "&": escaped += "&amp;"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    /// A name or a path as code, in a fence longer than any in it. Fit for a cell of a table, where a bar would end
    /// the cell even in code.
    static func code(_ text: String) -> String {
        let shown = text.cell
        if shown.isEmpty { return "" }
        // Code cannot escape: a bar in a table is written as an entity, outside of code.
        guard !shown.contains("|") else { return "<code>\(entities(shown))</code>" }
        let longest = shown.split { $0 != "`" }.map(\.count).max() ?? 0
        let fence = String(repeating: "`", count: longest + 1)
        let space = shown.hasPrefix("`") || shown.hasSuffix("`") ? " " : ""
        return fence + space + shown + space + fence
    }

    /// Every sign of Markdown and HTML as a number.
    private static func entities(_ text: String) -> String {
        text.unicodeScalars.map { scalar in
            let isPlain =
                scalar.value >= 0x80 || scalar.properties.isAlphabetic || scalar == " " || scalar == "/"
                || ("0"..."9").contains(scalar)
            return isPlain ? String(scalar) : "&#\(scalar.value);"
        }.joined()
    }

    /// A table; cells are Markdown already.
    static func table(_ header: [String], numbers: Set<Int> = [], _ rows: [[String]]) -> [String] {
        let rule = header.indices.map { numbers.contains($0) ? "---:" : "---" }
        return ([header, rule] + rows).map { "| " + $0.joined(separator: " | ") + " |" }
    }
}
