package import Findings

extension Loosening {
    /// What a baseline knows that a former one did not.
    ///
    /// - Parameter former: nil where there was none.
    package static func of(_ baseline: Baseline?, since former: Baseline?, path: String) -> [Loosening] {
        guard let baseline, !baseline.entries.isEmpty else { return [] }
        guard let former else {
            let count = baseline.entries.count
            return [
                Loosening(
                    "baseline", "the baseline is new, and knows \(count) finding\(count == 1 ? "" : "s")",
                    path: path)
            ]
        }
        var entries = Addition(baseline.entries, since: former.entries)
        entries.pair { [$0.rule, $0.symbol, $0.path, $0.fingerprint] }
        entries.pair { [$0.rule, $0.symbol, $0.path] }
        entries.pair { [$0.fingerprint] }
        entries.pair { [$0.rule, $0.domain, $0.contents.isEmpty ? $0.fingerprint : $0.contents] }
        entries.pair { [$0.rule, $0.domain, $0.name] }
        let added = entries.added
        guard !added.isEmpty else { return [] }
        let names = added.prefix(3).map { "\($0.rule) of \($0.symbol)" }.joined(separator: ", ")
        let rest = added.count > 3 ? " and \(added.count - 3) more" : ""
        return [
            Loosening(
                "baseline",
                "the baseline knows \(added.count) finding\(added.count == 1 ? "" : "s") more: \(names)\(rest)",
                path: path)
        ]
    }

    /// Comments that waive and are new; one that moved, with its file or in it, is not.
    package static func of(_ allowances: [Allowance], since former: [Allowance]) -> [Loosening] {
        var comments = Addition(allowances, since: former)
        comments.pair { [$0.rule, $0.path, $0.reason] }
        comments.pair { [$0.rule, $0.reason] }
        return comments.added.map {
            Loosening(
                "comment \($0.rule)",
                "a new comment waives \($0.rule)" + ($0.reason.isEmpty ? "" : ": \($0.reason)"),
                path: $0.path, line: $0.line)
        }
    }
}
