import Findings

/// Findings that are known from elsewhere, each of which stands for one finding of today at most: a copy of a known
/// one is not known.
struct KnownFindings {
    private let entries: [Baseline.Entry]
    private var isLeft: [Bool]

    /// How a finding is known.
    struct Match {
        /// Whether the symbol was edited or renamed since.
        var isChanged: Bool
    }

    init(_ entries: [Baseline.Entry]) {
        self.entries = entries
        isLeft = Array(repeating: true, count: entries.count)
    }

    /// The known ones that stand for nothing any more.
    var left: [Baseline.Entry] { zip(entries, isLeft).filter(\.1).map(\.0) }

    /// What each finding is known by, nil for those that are not. The closest kinship goes first, so that an edited,
    /// renamed or moved symbol takes its own entry before a copy of it can.
    mutating func match(_ findings: [Finding]) -> [Match?] {
        var matches = [Match?](repeating: nil, count: findings.count)
        // The same symbol, whether its contents are the same or not.
        pair(findings, &matches, isChanged: false) { [$0.rule, $0.symbol, $0.path, $0.fingerprint] }
        pair(findings, &matches, isChanged: true) { [$0.rule, $0.symbol, $0.path] }
        // Moved.
        pair(findings, &matches, isChanged: false) { [$0.fingerprint] }
        // Renamed.
        pair(findings, &matches, isChanged: true) {
            $0.contents.isEmpty ? nil : [$0.rule, $0.domain, $0.contents]
        }
        // Moved and edited.
        pair(findings, &matches, isChanged: true) { [$0.rule, $0.domain, $0.name] }
        pairSwapped(findings, &matches)
        return matches
    }

    private mutating func pair(
        _ findings: [Finding], _ matches: inout [Match?], isChanged: Bool,
        by key: (Baseline.Entry) -> [String]?
    ) {
        var known: [[String]: [Int]] = [:]
        for index in entries.indices.reversed() where isLeft[index] {
            if let key = key(entries[index]) { known[key, default: []].append(index) }
        }
        guard !known.isEmpty else { return }
        for (index, finding) in findings.enumerated() where matches[index] == nil {
            guard let key = key(Baseline.Entry(finding)), let entry = known[key]?.popLast() else { continue }
            isLeft[entry] = false
            matches[index] = Match(isChanged: isChanged)
        }
    }

    /// Of equals, a rule spares the one that is used most. Where that turns, the one that was spared is found and the
    /// one that was known is spared: nothing was added.
    private mutating func pairSwapped(_ findings: [Finding], _ matches: inout [Match?]) {
        var known: [[String]: [Int]] = [:]
        for index in entries.indices.reversed() where isLeft[index] {
            known[[entries[index].rule, entries[index].symbol], default: []].append(index)
        }
        guard !known.isEmpty else { return }
        for (index, finding) in findings.enumerated() where matches[index] == nil {
            for place in finding.related where !place.symbol.isEmpty {
                guard let entry = known[[finding.rule, place.symbol]]?.popLast() else { continue }
                isLeft[entry] = false
                matches[index] = Match(isChanged: true)
                break
            }
        }
    }
}
