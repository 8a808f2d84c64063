import Classification
import Findings

/// All waivers that speak of a tree, and which of them were of use.
struct Waivers {
    private let waivers: [Waiver]
    private let globs: [GlobPattern?]
    private let today: Day
    private var uses: [Int]
    /// By rule: the waivers of the configuration.
    private let configured: [String: [Int]]
    /// By rule and path: the waivers in comments.
    private let marks: [[String]: [Mark]]

    private struct Mark {
        var lines: ClosedRange<Int>
        var index: Int
    }

    /// - Parameters:
    ///   - policy: whose waivers come first.
    ///   - allowances: the waivers in comments.
    init(_ policy: Policy, _ allowances: [Allowance], today: Day) {
        waivers = policy.waivers + allowances.map { Waiver($0) }
        globs = waivers.map { waiver in
            waiver.path.flatMap { try? GlobPattern($0, scope: .path) }
        }
        uses = Array(repeating: 0, count: waivers.count)
        configured = Dictionary(
            grouping: policy.waivers.indices, by: { policy.waivers[$0].rule })
        var marks: [[String]: [Mark]] = [:]
        for (index, waiver) in waivers.enumerated() {
            guard let lines = waiver.origin.lines else { continue }
            marks[[waiver.rule, waiver.origin.path], default: []].append(Mark(lines: lines, index: index))
        }
        self.marks = marks
        self.today = today
    }

    /// The waiver that gives leave for a finding; nil without a valid one. All that speak of it are noted as used.
    mutating func take(for finding: Finding) -> Waiver? {
        let marks = (marks[[finding.rule, finding.path]] ?? []).filter { $0.lines.contains(finding.line) }
        let taken =
            (configured[finding.rule] ?? []).filter { covers(waivers[$0], globs[$0], finding) }
            + marks.map(\.index)
        for index in taken { uses[index] += 1 }
        return taken.first { isValid(waivers[$0]) }.map { waivers[$0] }
    }

    private func covers(_ waiver: Waiver, _ glob: GlobPattern?, _ finding: Finding) -> Bool {
        if let symbol = waiver.symbol, finding.symbol == symbol || finding.symbol.hasPrefix(symbol + ".") {
            return true
        }
        return glob?.matches(finding.path) ?? false
    }

    private func isValid(_ waiver: Waiver) -> Bool { !isExpired(waiver) && lack(of: waiver) == nil }

    private func isExpired(_ waiver: Waiver) -> Bool { waiver.expires.map { $0 < today } ?? false }

    /// What a waiver has to say and does not. Who wrote a comment is for the history to say.
    private func lack(of waiver: Waiver) -> String? {
        if waiver.reason.isEmpty { return "reason" }
        return waiver.origin.lines == nil && waiver.owner.isEmpty ? "owner" : nil
    }

    /// The findings about the waivers themselves, to be asked for when every finding was offered.
    ///
    /// - Parameters:
    ///   - rules: the rules that there are, by id. A rule about waivers that is not among them is not judged by.
    ///   - judgesUse: whether a waiver of the configuration that was of no use is one too many: not so where a part
    ///     of what the configuration speaks of was audited.
    func findings(_ rules: [String: RuleText], judgesUse: Bool) -> [Finding] {
        waivers.indices.compactMap { index in
            let waiver = waivers[index]
            let place = waiver.symbol ?? waiver.path ?? "this place"
            guard let rule = rules[waiver.rule] else {
                return finding(
                    WaiverRule.unused, waiver,
                    "waives \"\(waiver.rule)\", which is no rule; "
                        + "see `ssot rules list`", rules)
            }
            if let lack = lack(of: waiver) {
                return finding(
                    WaiverRule.withoutReason, waiver,
                    "waives \(rule.id) without \(lack == "owner" ? "an" : "a") \(lack)",
                    rules)
            }
            if uses[index] == 0 {
                guard judgesUse || waiver.origin.lines != nil else { return nil }
                return finding(
                    WaiverRule.unused, waiver, "waives \(rule.id) for \(place), which does not violate it",
                    rules)
            }
            guard isExpired(waiver), let expires = waiver.expires else { return nil }
            let owner = waiver.owner.isEmpty ? "" : " by \(waiver.owner)"
            return finding(
                WaiverRule.expired, waiver,
                "the waiver of \(rule.id) for \(place)\(owner) held until \(expires): \(waiver.reason)", rules
            )
        }
    }

    private func finding(
        _ id: String, _ waiver: Waiver, _ message: String, _ rules: [String: RuleText]
    ) -> Finding? {
        guard let rule = rules[id] else { return nil }
        let name = "\(waiver.rule) \(waiver.symbol ?? waiver.path ?? "line \(waiver.origin.line)")"
        return Finding(
            rule: id, severity: rule.severity, symbol: name, qualifiedName: name, path: waiver.origin.path,
            line: waiver.origin.line, message: message, fix: rule.fix)
    }
}

/// The rules about waivers. Their findings are always new: leave to keep a broken leave would be none.
enum WaiverRule {
    static let expired = "expired-waiver"
    static let unused = "unused-waiver"
    static let withoutReason = "waiver-without-reason"
    static let all: Set<String> = [expired, unused, withoutReason]
}

extension Waiver {
    /// A comment: `allow RULE reason`, or `allow RULE until 2026-12-31 reason`.
    init(_ allowance: Allowance) {
        var reason = Substring(allowance.reason)
        var expires: Day?
        let words = reason.split(separator: " ", maxSplits: 2)
        if words.count > 1, words[0] == "until", let day = Day(words[1]) {
            expires = day
            reason = words.count > 2 ? words[2] : ""
        }
        while let first = reason.first, ":-–— ".contains(first) { reason.removeFirst() }
        self.init(
            rule: allowance.rule, owner: "", reason: String(reason), expires: expires,
            origin: Origin(
                path: allowance.path, line: allowance.line, lines: allowance.firstLine...allowance.lastLine))
    }
}
