package import Findings

extension DuplicateGroup {
    /// The strongest evidence and the greatest score of its kind: `identical body 100 %`.
    package var evidenceText: String {
        guard let kind = pairs.map(\.kind).min() else { return "" }
        let score = pairs.filter { $0.kind == kind }.map(\.score).max() ?? 0
        return kind.rawValue.split(separator: "_").joined(separator: " ")
            + " \(Int((score * 100).rounded(.down))) %"
    }
}
