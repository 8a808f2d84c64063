package import Classification
import Findings
import Lexing
import Linking
import Outlines
import Verdicts

/// Runs the examples of rules: each is a small repository, audited as any other.
package struct ExampleCheck {
    private let rules: RuleSet

    package init(_ rules: RuleSet) { self.rules = rules }

    /// An example that does not do what its rule says.
    package struct Failure: Sendable, Hashable {
        package var rule: String
        /// The rule file.
        package var path: String
        /// The line of the example in the rule file, 1-based.
        package var line: Int
        package var message: String
    }

    package struct Outcome: Sendable {
        package var rules = 0
        package var examples = 0
        package var failures: [Failure] = []
    }

    /// Checks every example of every rule.
    package func run() async -> Outcome {
        var outcome = Outcome()
        await check(rules.matchRules.map(\.header), &outcome) { audit, place, id in
            audit.manager(at: place)?.evidence.contains { $0.aspect == .match && $0.rule == id } ?? false
        }
        await check(rules.roleRules.map(\.header), &outcome) { audit, place, id in
            audit.manager(at: place)?.evidence.contains { $0.aspect == .role && $0.rule == id } ?? false
        }
        await check(rules.domainRules.map(\.header), &outcome) { audit, place, id in
            audit.manager(at: place)?.domain == id
        }
        await check(rules.candidateRules.map(\.header), &outcome, functions: true) { audit, place, _ in
            audit.identifier(at: place) != nil
        }
        await check(rules.identifierRules.map(\.header), &outcome, functions: true) { audit, place, id in
            audit.identifier(at: place)?.evidence.contains { $0.rule == id } ?? false
        }
        await check(rules.sourceRules.map(\.header), &outcome) { sample, _, id in
            sample.decisions.contains { decision in
                (decision.sink?.isIdentifier ?? false) && decision.site.evidence.contains { $0.rule == id }
            }
        }
        await check(rules.sinkRules.map(\.header), &outcome) { sample, _, id in
            sample.decisions.contains { $0.rule == id }
        }
        await check(rules.findingRules.map(\.header), &outcome) { sample, _, id in
            sample.judgement.findings.contains { $0.finding.rule == id }
        }
        return outcome
    }

    private func check(
        _ headers: [RuleHeader], _ outcome: inout Outcome, functions: Bool = false,
        holds: (Sample, Sample.Place?, String) -> Bool
    ) async {
        for header in headers {
            outcome.rules += 1
            for (examples, expected) in [(header.examples.match, true), (header.examples.ignore, false)] {
                for example in examples {
                    outcome.examples += 1
                    let sample = await Sample(example, rules)
                    let place = sample.subject(functions: functions)
                    guard holds(sample, place, header.id) != expected else { continue }
                    let message = expected ? "should match, and does not" : "should not match, and does"
                    outcome.failures.append(
                        Failure(rule: header.id, path: header.path, line: example.line, message: message))
                }
            }
        }
    }
}

/// One example, audited.
private struct Sample {
    let audit: Audit
    /// By the policy of a repository that says nothing, on a day of which the examples know.
    let judgement: Judgement
    /// The values made in it, and what each is taken for.
    let decisions: [SiteCensus.Decision]
    private let marked: Place?
    private let lastFile: String
    private let lastFunction: Place?

    struct Place: Hashable {
        var path: String
        var line: Int
    }

    private static let today = Day(number: 20_000)

    /// Files below this folder are the tree that a change begins with, and the others what it makes of it.
    private static let before = "before/"

    init(_ example: RuleExample, _ rules: RuleSet) async {
        let former = example.files.filter { $0.path.hasPrefix(Self.before) }.map {
            (path: String($0.path.dropFirst(Self.before.count)), text: $0.text)
        }
        var (units, marked) = Self.units(example.files.filter { !$0.path.hasPrefix(Self.before) }, rules)
        lastFile = units.last?.path ?? ""
        lastFunction = units.last.flatMap { unit in
            unit.outline.definitions.last { $0.kind == .function }.map {
                Place(path: unit.path, line: Int($0.line))
            }
        }
        self.marked = marked
        units.sort { $0.path < $1.path }
        let tree = await LinkedTree(units)
        let policy = AuditPolicy(rules: rules)
        audit = await AuditBuilder(tree, policy).build()
        decisions = await SiteCensus(tree, policy, canonical: nil, isOfIdentifiers: false)
            .decisions(jobs: 1)
        let texts = rules.findingRules.map { RuleText($0) }
        var judge = Judge(policy: Policy(), rules: texts, today: Self.today)
        if !former.isEmpty {
            let allowances = Self.units(former, rules).units.flatMap { AllowanceReader.allowances(of: $0) }
            judge.base = Judge.Base(
                revision: Judgement.Base(revision: Self.before, commit: ""), findings: [],
                loosenings: Loosening.of(audit.allowances, since: allowances))
        }
        judgement = judge.judge(audit)
    }

    /// The sources among files, in their order, and the place that is marked as the subject.
    private static func units(
        _ files: [(path: String, text: String)], _ rules: RuleSet
    ) -> (units: [SourceUnit], marked: Place?) {
        var outliner = Outliner()
        var units: [SourceUnit] = []
        var marked: Place?
        for (name, text) in files {
            let path = name.isEmpty ? "example.py" : name
            guard let language = Language.of(fileName: path) else { continue }
            let bytes = Array(text.utf8)
            units.append(
                SourceUnit(
                    path: path, language: language.id, isTestCode: rules.isTestCode(path: path),
                    outline: outliner.outline(bytes.span, language: language)))
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            if let line = lines.firstIndex(where: { $0.hasSuffix("# subject") }) {
                marked = Place(path: path, line: line + 1)
            }
        }
        return (units, marked)
    }

    /// Where the definition stands that the rule is to hold for: on the marked line, or last in the last file.
    func subject(functions: Bool) -> Place? {
        if let marked { return marked }
        if functions { return lastFunction }
        return audit.managers.last { $0.path == lastFile }.map { Place(path: $0.path, line: $0.line) }
    }

    func manager(at place: Place?) -> ManagerFact? {
        audit.managers.first { Place(path: $0.path, line: $0.line) == place }
    }

    func identifier(at place: Place?) -> IdentifierFact? {
        audit.identifiers.first { Place(path: $0.path, line: $0.line) == place }
    }
}
