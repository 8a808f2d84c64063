import ArgumentParser
import Conformance
import Reports

struct RunMutants: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mutants",
        abstract: "Try deliberately broken managers, and print which requirements notice.",
        discussion: """
            Each mutant is the reference with one fault. A mutant that its requirement does not fail, and a requirement that \
            no mutant fails, is a fault of the catalogue: exit status 1.
            """)

    @ArgumentParser.Argument(help: "The contract. (default: every one)") var contract: String?

    func run() async throws {
        let contracts = try contract.map { [try Conform.contract($0)] } ?? Conform.contracts
        var isSound = true
        for contract in contracts {
            let style = Terminal.style
            let table = await MutantTable(contract, try Conform.requirements(of: contract.name)) { row in
                Terminal.write(Self.text(row, style))
            }
            let missed = table.rows.count { !$0.isCaught }
            for id in table.unbroken { Terminal.write("\(style.red("unbroken")) \(id)\n") }
            Terminal.write(
                "\n\(contract.name): \(table.rows.count) mutants, \(missed) missed; "
                    + "\(table.unbroken.count) requirements that no mutant fails\n")
            isSound = isSound && missed == 0 && table.unbroken.isEmpty
        }
        if !isSound { throw ExitStatus.findings }
    }

    private static func text(_ row: MutantTable.Row, _ style: Style) -> String {
        let mutant = row.mutant
        let others = row.failed.filter { $0 != mutant.requirement }
        return (row.isCaught ? style.green("caught") : style.red("MISSED"))
            + "  \(mutant.id)\t\(mutant.requirement)"
            + (others.isEmpty ? "" : style.dim("\talso \(others.joined(separator: ", "))")) + "\n"
    }
}
