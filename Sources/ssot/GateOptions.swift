import ArgumentParser
import Findings
import Foundation
import RuleFiles
import Scanning
import Storage
import Verdicts

/// What the gate and the commands of its baseline ask for.
struct GateOptions: ParsableArguments {
    @OptionGroup var tree: TreeOptions

    @Option(
        help: ArgumentHelp(
            "The baseline. (default: the one that .ssot.yaml names, or .ssot-baseline.jsonl beside it)",
            valueName: "file"))
    var baseline: String?
}

/// A tree that was audited, and what the gate makes of it.
struct GateRun {
    let tree: TreeAudit
    let place: BaselinePlace
    /// The baseline that was judged by; nil without one.
    let baseline: Baseline?
    let judgement: Judgement
    /// How the required contracts are kept.
    let contracts: [ContractStanding]

    /// - Parameters:
    ///   - revision: what the tree is compared with; nil compares with nothing.
    ///   - usesBaseline: whether an existing baseline is read.
    init(_ options: GateOptions, since revision: String? = nil, usesBaseline: Bool = true) async throws {
        let tree = try await TreeAudit(options.tree)
        let root = options.tree.scope.path
        place = BaselinePlace(root, tree.setup.configuration, named: options.baseline)
        baseline = usesBaseline ? try place.read() : nil
        var judge = Judge(
            policy: tree.setup.gatePolicy(for: root), rules: tree.setup.judgedRules,
            today: Day(milliseconds: tree.run.context.startedAt))
        judge.baseline = baseline
        contracts = try tree.contracts()
        judge.contracts = contracts
        judge.isWhole = place.root == "."
        if let revision {
            judge.base = try await GateBase(tree, options).base(revision, place: place, baseline)
        }
        judgement = judge.judge(tree.audit)
        self.tree = tree
    }
}

extension Setup {
    /// The policy with the places of its waivers as a report names them.
    func gatePolicy(for path: String) -> Policy {
        var policy = configuration.policy
        let place = reportedPath(from: path)
        for index in policy.waivers.indices { policy.waivers[index].origin.path = place }
        return policy
    }

    /// The configuration's path below the audited root, or its name where it stands above.
    func reportedPath(from path: String) -> String {
        let root = URL(filePath: path).standardizedFileURL.path
        let file = URL(filePath: configuration.path).standardizedFileURL.path
        let prefix = root.hasSuffix("/") ? root : root + "/"
        return file.hasPrefix(prefix) ? String(file.dropFirst(prefix.count)) : Configuration.fileName
    }
}
