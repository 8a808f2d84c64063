package import Findings

/// Which contracts a repository demands that its managers keep.
package enum RequiredContracts: Sendable, Hashable {
    case none, every
    case some([String])

    package func includes(_ contract: String) -> Bool {
        switch self {
        case .none: false
        case .every: true
        case .some(let names): names.contains(contract)
        }
    }
}

/// What is known of how a tree's manager keeps a contract.
package struct ContractStanding: Sendable, Hashable {
    package var contract: String
    package var state: State
    /// Where findings about the contract stand: the configuration, which demands it.
    package var path: String

    package enum State: Sendable, Hashable {
        /// No run is stored.
        case missing
        /// The last run, of that subject, was of another commit, tree, configuration or set of rules.
        case outdated(subject: String)
        /// The last run was of this very state.
        case current(ConformanceRun)
    }

    package init(contract: String, state: State, path: String) {
        self.contract = contract
        self.state = state
        self.path = path
    }

    /// The requirements that were broken, as findings: rules of their own, so that each can be waived, or known.
    var findings: [Finding] {
        guard case .current(let run) = state else { return [] }
        return run.results.compactMap { result in
            guard result.outcome == .fail else { return nil }
            let observed = result.failure.map { "expected \($0.expected), observed \($0.observed)" } ?? ""
            var finding = Finding(
                rule: result.requirement, severity: result.isMust ? .error : .note, domain: contract,
                symbol: run.name ?? run.subject, qualifiedName: run.name ?? run.subject, path: path, line: 1,
                message: "\(result.level) of the contract \"\(contract)\" is broken: \(observed)",
                fix: "see `ssot conformance explain \(result.requirement)`")
            if let failure = result.failure {
                finding.evidence = [
                    Evidence(aspect: .match, rule: result.requirement, detail: failure.call)
                ]
            }
            return finding
        }
    }

    /// The rule of a contract about which nothing is known. Its findings are always new, as those about waivers: what
    /// nobody tried cannot be known.
    static let untried = "contract-not-tried"

    /// That nothing is known; nil where something is.
    var untriedFinding: Finding? {
        reason.map { reason in
            Finding(
                rule: Self.untried, severity: .error, domain: contract, symbol: contract,
                qualifiedName: contract,
                path: path, line: 1, message: reason, fix: "")
        }
    }

    /// What its findings say of each broken requirement.
    package var ruleTexts: [RuleText] {
        guard case .current(let run) = state, reason == nil else {
            return [
                RuleText(
                    id: Self.untried, title: "A contract is required, and its manager was not tried",
                    severity: .error,
                    isAdvice: false,
                    rationale: "What the gate lets pass has kept the contract in this very state.",
                    fix: "Run `ssot conformance run` with --store before the gate.")
            ]
        }
        return run.results.filter { $0.outcome == .fail }.map {
            RuleText(
                id: $0.requirement, title: $0.statement, severity: $0.isMust ? .error : .note,
                isAdvice: false, rationale: "A \($0.level) of the contract \"\(contract)\".",
                fix: "Mend the manager; `ssot conformance explain \($0.requirement)` says how it is tried.")
        }
    }

    /// A subject as a shell takes it.
    private static func argument(_ subject: String) -> String {
        let option = "--server "
        let start = subject.hasPrefix(option) ? option : ""
        let quoted = subject.dropFirst(start.count).split(separator: "'", omittingEmptySubsequences: false)
        return start + "'" + quoted.joined(separator: "'\\''") + "'"
    }

    /// Why nothing is known, and what to do; nil where it is.
    var reason: String? {
        let again = "--contract \(contract) --store`"
        switch state {
        case .missing:
            return
                "no run of the contract \"\(contract)\" is stored; run `ssot conformance run SUBJECT \(again)"
        case .outdated(let subject):
            return "the last run of the contract \"\(contract)\" was of another state of the tree; run "
                + "`ssot conformance run \(Self.argument(subject)) \(again)"
        case .current(let run):
            let musts = run.results.filter(\.isMust)
            return musts.isEmpty || musts.contains { $0.outcome != .notApplicable }
                ? nil : "the last run of the contract \"\(contract)\" could try no MUST on \"\(run.subject)\""
        }
    }
}
