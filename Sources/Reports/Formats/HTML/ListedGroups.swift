import Findings

/// The groups of duplicates that the page lists, and the source of their members that it carries: a page is to be
/// mailed and opened in a meeting, and large trees have thousands of groups.
struct ListedGroups {
    /// Of groups without managers and ID functions, as many as fill the list up to this.
    static let listLength = 200
    /// Bytes of source in all; most important groups first.
    static let sourceBytes = 1_500_000
    /// Lines of one member.
    static let memberLines = 1_000

    /// Groups that hold a manager or an ID function, in all and listed; listed groups that hold none.
    let important: Int
    let listedOthers: Int
    /// Important groups first, in them production code first, then the strongest evidence, then the longest.
    let groups: [DuplicateGroup]
    /// Distinct texts of members.
    private(set) var texts: [String] = []
    /// For each listed group, for each member, the index of its text; nil where the page carries none.
    private(set) var textOfMember: [[Int?]] = []
    /// Listed groups that some source of was left out of, for length.
    private(set) var groupsWithoutRoom: Set<Int> = []

    init(_ report: AuditReport) {
        let keyed = report.audit.duplicates.enumerated().map { offset, group in
            (key: Self.importance(group) + [offset], group: group)
        }.sorted { $0.key.lexicographicallyPrecedes($1.key) }
        important = report.audit.duplicates.count { !$0.domain.isEmpty }
        listedOthers = max(0, min(Self.listLength - important, keyed.count - important))
        groups = keyed.prefix(important + listedOthers).map(\.group)
        collectTexts(report.sources)
    }

    /// Smaller is more important.
    private static func importance(_ group: DuplicateGroup) -> [Int] {
        let lines = group.members.reduce(0) { $0 + $1.endLine - $1.line + 1 }
        let strongest = group.pairs.map(\.kind).min().flatMap(DuplicatePair.Kind.allCases.firstIndex) ?? 0
        let isTestCode = group.members.allSatisfy(\.isTestCode) ? 1 : 0
        return group.domain.isEmpty ? [1, isTestCode, -lines] : [0, isTestCode, strongest, -lines]
    }

    private mutating func collectTexts(_ sources: [String: String]) {
        var known: [String: Int] = [:]
        var linesOf: [String: [Substring]] = [:]
        var room = Self.sourceBytes
        for (number, group) in groups.enumerated() {
            var indices: [Int?] = []
            for member in group.members {
                guard let source = sources[member.path] else {
                    indices.append(nil)
                    continue
                }
                let lines = linesOf[member.path] ?? Self.lines(of: source)
                linesOf[member.path] = lines
                let first = min(max(0, member.line - 1), lines.count)
                let end = max(first, min(member.endLine, lines.count, first + Self.memberLines))
                let text = lines[first..<end].joined(separator: "\n")
                if let index = known[text] {
                    indices.append(index)
                } else if text.utf8.count <= room {
                    room -= text.utf8.count
                    known[text] = texts.count
                    indices.append(texts.count)
                    texts.append(text)
                } else {
                    groupsWithoutRoom.insert(number)
                    indices.append(nil)
                }
            }
            textOfMember.append(indices)
        }
    }

    /// Lines as the lexer counts them: a carriage return, a line feed or both end one.
    private static func lines(of source: String) -> [Substring] {
        source.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r" || $0 == "\r\n" }
    }
}
