import Findings
import Linking
import Outlines

/// Reads the waivers in comments: `# ssot: allow RULE reason`.
enum AllowanceReader {
    /// The allowances of a file, in order of line.
    static func allowances(of unit: SourceUnit) -> [Allowance] {
        let outline = unit.outline
        guard !outline.marks.isEmpty else { return [] }
        let reach = Reach(outline)
        return outline.marks.compactMap { mark in
            let bytes = outline.texts[Int(mark.text.offset)..<Int(mark.text.offset + mark.text.length)]
            let words = String(decoding: bytes, as: UTF8.self).split(
                maxSplits: 2, whereSeparator: \.isWhitespace)
            guard words.first == "allow" else { return nil }
            // `allow RULE: reason` reads as well.
            let rule = words.count > 1 ? words[1].drop { $0 == ":" } : ""
            let lines = reach.lines(of: mark.line)
            return Allowance(
                path: unit.path, line: Int(mark.line), firstLine: Int(lines.lowerBound),
                lastLine: Int(lines.upperBound), rule: String(rule.last == ":" ? rule.dropLast() : rule),
                reason: words.count > 2 ? String(words[2]) : "")
        }
    }

    /// Tells of comments what lines they speak of.
    private struct Reach {
        private let outline: Outline
        /// By definition: the line that it begins on, be it with a decorator; in order.
        private let firsts: [UInt32]
        /// By line: the first definition that begins there, or whose own line it is.
        private var beginning: [UInt32: Int] = [:]
        private var standing: [UInt32: Int] = [:]
        /// By line of a mark: the next line without one. Several comments may stand above one definition.
        private var next: [UInt32: UInt32] = [:]

        init(_ outline: Outline) {
            self.outline = outline
            firsts = outline.definitions.map { definition in
                definition.decorators.range.reduce(definition.line) {
                    min($0, outline.decorators[$1].line)
                }
            }
            for (index, definition) in outline.definitions.enumerated().reversed() {
                beginning[firsts[index]] = index
                standing[definition.line] = index
            }
            for line in outline.marks.map(\.line).sorted(by: >) { next[line] = next[line + 1] ?? line + 1 }
        }

        /// The lines of the definition that begins on a comment's line or right below it; else of the innermost one
        /// around it; else its own line and the next.
        func lines(of line: UInt32) -> ClosedRange<UInt32> {
            let next = next[line] ?? line + 1
            let near = [beginning[line], beginning[next], standing[line]].compactMap { $0 }.min()
            if let near {
                return min(line, firsts[near])...max(line, outline.definitions[near].endLine)
            }
            // Definitions are in the order of the text, outer ones first.
            var (low, high) = (0, firsts.count)
            while low < high {
                let middle = (low + high) / 2
                if firsts[middle] < line { low = middle + 1 } else { high = middle }
            }
            var around = low - 1
            while around >= 0, outline.definitions[around].endLine < line {
                around = Int(outline.definitions[around].parent)
            }
            guard around >= 0 else { return line...next }
            return outline.definitions[around].line...outline.definitions[around].endLine
        }
    }
}
