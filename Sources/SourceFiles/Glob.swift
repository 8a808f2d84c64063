/// The wildcard part of an ignore pattern, compiled; git's `wildmatch` on bytes.
///
/// Source: gitignore(5) and git's `wildmatch.c`. Where a pattern can match nothing (an unclosed bracket, an
/// unknown `[:class:]`, a final backslash) there is no `Glob`.
struct Glob: Sendable {
    enum Step: Sendable, Hashable {
        case byte(UInt8)
        /// `?`: any byte but "/".
        case anyByte
        /// `[…]`; never holds "/".
        case set(ByteSet)
        /// `*`: any bytes but "/".
        case star
        /// `**` at an end of the pattern: any bytes.
        case deepStar
        /// `**/`: no folder at all, or any number of them.
        case folders
    }

    private let steps: [Step]
    // Bytes that the text must begin and end with, where the pattern says so: most names fail here.
    private let first: UInt8?
    private let last: UInt8?

    /// - Parameter isPath: true if "/" may stand in the text, so that `**` has its own meaning.
    init?(_ pattern: ArraySlice<UInt8>, isPath: Bool) {
        var parser = GlobParser(pattern: Array(pattern))
        guard let steps = parser.steps(isPath: isPath) else { return nil }
        self.steps = steps
        first = if case .byte(let byte) = steps.first { byte } else { nil }
        last = if case .byte(let byte) = steps.last { byte } else { nil }
    }

    /// True if the whole text matches.
    ///
    /// Only the last `*` and the last `**` are ever taken back: a `*` cannot leave its name, and what stands
    /// between two `**` is best matched as early as possible.
    ///
    /// - Complexity: O(text × longest name × pattern) in the worst case, never exponential.
    func matches(_ text: Span<UInt8>) -> Bool {
        if let first, text.isEmpty || text[0] != first { return false }
        if let last, text.isEmpty || text[text.count - 1] != last { return false }
        var step = 0
        var offset = 0
        var star: (step: Int, offset: Int)?
        var deep: (step: Int, offset: Int)?
        while true {
            if step < steps.count {
                switch steps[step] {
                case .star:
                    star = (step, offset)
                    step += 1
                    continue
                case .deepStar, .folders:
                    deep = (step, offset)
                    star = nil
                    step += 1
                    continue
                case let plain where offset < text.count && Self.matches(plain, text[offset]):
                    step += 1
                    offset += 1
                    continue
                default: break
                }
            } else if offset == text.count {
                return true
            }
            if let last = star, last.offset < text.count, text[last.offset] != UInt8(ascii: "/") {
                offset = last.offset + 1
                step = last.step + 1
                star = (last.step, offset)
            } else if let last = deep, let next = Self.retry(steps[last.step], after: last.offset, in: text) {
                star = nil
                offset = next
                step = last.step + 1
                deep = (last.step, next)
            } else {
                return false
            }
        }
    }

    private static func matches(_ step: Step, _ byte: UInt8) -> Bool {
        switch step {
        case .byte(let expected): expected == byte
        case .anyByte: byte != UInt8(ascii: "/")
        case .set(let members): members.contains(byte)
        case .star, .deepStar, .folders: false
        }
    }

    /// The next place where what follows a `**` may begin.
    private static func retry(_ step: Step, after offset: Int, in text: Span<UInt8>) -> Int? {
        var next = offset
        if case .folders = step {
            while next < text.count, text[next] != UInt8(ascii: "/") { next += 1 }
        }
        return next < text.count ? next + 1 : nil
    }
}
