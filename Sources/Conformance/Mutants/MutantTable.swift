/// Every mutant of a contract on every requirement.
package struct MutantTable: Sendable {
    package struct Row: Sendable {
        package let mutant: Mutant
        /// The requirements that it fails, in their order.
        package let failed: [String]

        /// Whether the requirement that it breaks notices.
        package var isCaught: Bool { failed.contains(mutant.requirement) }
    }

    package let rows: [Row]
    /// Requirements that no mutant fails.
    package let unbroken: [String]

    /// The part of `{$many: n}` that mutants are tried with: what they break shows in a few.
    package static let scale = 0.01

    /// - Parameters:
    ///   - requirements: those of the contract.
    ///   - report: gets each row as soon as it is there.
    package init(
        _ contract: Contract, _ requirements: [Requirement], report: (Row) -> Void = { _ in }
    ) async {
        var rows: [Row] = []
        for mutant in contract.mutants {
            rows.append(Row(mutant: mutant, failed: await Self.failed(contract, requirements, mutant)))
            report(rows[rows.count - 1])
        }
        let broken = Set(rows.flatMap(\.failed))
        self.rows = rows
        unbroken = requirements.map(\.id).filter { !broken.contains($0) }
    }

    private static func failed(
        _ contract: Contract, _ requirements: [Requirement], _ mutant: Mutant
    ) async -> [String] {
        let scene = MutantScene()
        let subject = mutant.subject(of: contract.reference { contract.reference { nil } }, in: scene)
        var runner = Runner()
        runner.scale = scale
        runner.now = { scene.seconds }
        guard case .value(let description) = await runner.greet(subject, contract: contract.name) else {
            // It breaks nothing that anything could notice: not caught.
            await subject.end()
            return []
        }
        let results = await runner.run(requirements, on: subject, described: description)
        await subject.end()
        return results.compactMap { if case .fail = $0.outcome { $0.requirement.id } else { nil } }
    }
}
