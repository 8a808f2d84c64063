import Findings
import Linking
import Outlines

/// Reads the waivers in comments: `# ssot: allow RULE reason`.
enum AllowanceReader {
    /// The allowances of a file, in order of line.
    static func allowances(of unit: SourceUnit) -> [Allowance] {
        let outline = unit.outline
        guard !outline.marks.isEmpty else { return [] }
        let marked = Set(outline.marks.map(\.line))
        return outline.marks.compactMap { mark in
            let bytes = outline.texts[Int(mark.text.offset)..<Int(mark.text.offset + mark.text.length)]
            let words = String(decoding: bytes, as: UTF8.self).split(
                maxSplits: 2, whereSeparator: \.isWhitespace)
            guard words.first == "allow" else { return nil }
            // `allow RULE: reason` reads as well.
            let rule = words.count > 1 ? words[1].drop { $0 == ":" } : ""
            let lines = lines(of: mark.line, marked, outline)
            return Allowance(
                path: unit.path, line: Int(mark.line), firstLine: Int(lines.lowerBound),
                lastLine: Int(lines.upperBound), rule: String(rule.last == ":" ? rule.dropLast() : rule),
                reason: words.count > 2 ? String(words[2]) : "")
        }
    }

    /// The lines that a comment speaks of: those of the definition that begins on its line or right below it, be it
    /// with a decorator; else of the innermost one around it; else its own line and the next.
    private static func lines(of line: UInt32, _ marked: Set<UInt32>, _ outline: Outline) -> ClosedRange<
        UInt32
    > {
        // Several comments may stand above one definition.
        var next = line + 1
        while marked.contains(next) { next += 1 }
        var around: Outline.Definition?
        for definition in outline.definitions {
            let first = min(
                definition.line, definition.decorators.range.map { outline.decorators[$0].line }.min() ?? .max
            )
            if first == line || first == next || definition.line == line {
                return min(line, first)...max(line, definition.endLine)
            }
            if first < line, definition.endLine >= line { around = definition }
        }
        if let around { return around.line...around.endLine }
        return line...next
    }
}
