import Conformance
import Findings
import RuleFiles
import Storage
import Verdicts

extension Setup {
    /// How the contracts that the configuration requires were kept when they were last tried.
    ///
    /// - Parameter scan: the state of the tree that is judged.
    func contracts(_ store: AuditDatabase, _ scan: StoredScan?) throws -> [ContractStanding] {
        let names = Conform.contracts.map(\.name).filter { configuration.policy.contracts.includes($0) }
        guard let scan else { return [] }
        return try names.map { name in
            let state: ContractStanding.State
            do throws(StoreError) {
                let stored = try store.latestConformance(root: scan.context.root, contract: name)
                state =
                    stored.map { $0.isOf(scan) ? .current($0.run) : .outdated(subject: $0.run.subject) }
                    ?? .missing
            } catch {
                throw Failure(error.description)
            }
            return ContractStanding(contract: name, state: state, path: reportedPath(from: scan.context.root))
        }
    }
}
