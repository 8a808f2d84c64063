import Auditing
import Classification
import DefaultRules
import Findings
import Lexing
import Linking
import Outlines
import RuleFiles
import TestKit

/// A folder of Fixtures/Repositories, with what the comments of its files expect.
///
/// `# expect: <role> <domain> [counted] [dead] [refs=<production>[/<tests>]]` on the line of a class or an alias
/// expects a manager there; `# expect-id: <kind>` on the line of a function expects an ID function. A line without
/// such a comment expects neither. `# todo:` marks a known miss: what is found there is not looked at.
struct FixtureRepository {
    let name: String
    let files: [(path: String, source: [UInt8])]

    static let names = Fixtures.names(in: "Repositories")

    /// - Parameter folder: below Fixtures/.
    init(_ name: String, in folder: String = "Repositories") throws {
        self.name = name
        files = try Fixtures.files(below: "Fixtures/\(folder)/\(name)", endingIn: ".py").map {
            ($0, try Fixtures.bytes("\(folder)/\(name)/\($0)"))
        }
    }

    /// `path:line: expectation`, in order of path and line.
    var expected: [String] { marked("# expect") }

    private func marked(_ text: String) -> [String] {
        files.flatMap { path, source in
            String(decoding: source, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
                .enumerated().compactMap { index, line in
                    line.firstRange(of: text).map { marker in
                        "\(path):\(index + 1): " + line[marker.lowerBound...].dropFirst(2)
                    }
                }
        }
    }

    /// The same lines, as the audit would have written them.
    func actual(_ audit: Audit) -> [String] {
        let managers = audit.managers.map { fact in
            var line = "expect: \(fact.role.rawValue) \(fact.domain)"
            if fact.isCounted { line += " counted" }
            if fact.isShadowed { line += " dead" }
            if fact.productionReferences + fact.testReferences > 0, wantsReferences(fact) {
                line += " refs=\(fact.productionReferences)"
                if fact.testReferences > 0 { line += "/\(fact.testReferences)" }
            }
            return (fact.path, fact.line, line)
        }
        let identifiers = audit.identifiers.map { ($0.path, $0.line, "expect-id: \($0.kind.rawValue)") }
        let known = Set(marked("# todo:").map { $0.prefix { $0 != " " } })
        return (managers + identifiers).filter { !known.contains("\($0.0):\($0.1):") }.sorted {
            ($0.0, $0.1) < ($1.0, $1.1)
        }.map { "\($0.0):\($0.1): \($0.2)" }
    }

    /// Whether the place of a fact says how many references it expects.
    private func wantsReferences(_ fact: ManagerFact) -> Bool {
        expected.contains { $0.hasPrefix("\(fact.path):\(fact.line): ") && $0.contains(" refs=") }
    }

    func units(_ rules: RuleSet) -> [SourceUnit] {
        var outliner = Outliner()
        return files.map { path, source in
            SourceUnit(
                path: path, language: "python", isTestCode: rules.isTestCode(path: path),
                outline: outliner.outline(source.span, language: .python))
        }
    }

    func audit(_ policy: AuditPolicy, jobs: Int = 1) async -> Audit {
        await AuditBuilder(LinkedTree(units(policy.rules), jobs: jobs), policy, jobs: jobs).build()
    }
}

/// The rules that the program carries.
func defaultRules() throws -> RuleSet { try RuleSet.load(files: DefaultRules.files) }
