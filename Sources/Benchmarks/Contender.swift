/// A program that takes part in the comparison.
struct Contender {
    let name: Name
    let child: Child
    /// The exit statuses of a run that did its work; linters also tell whether they found something.
    let goodStatuses: Set<Int32>
    /// Runs before each measured run, outside the measured time.
    var prepare: () throws -> Void = {}

    enum Name: String, CaseIterable {
        case coldScan = "ssot scan, new database"
        case warmScan = "ssot scan, again"
        case outline = "ssot outline"
        case gate = "ssot gate, new database"
        case ruff = "ruff check --select E9"
        case ctags = "ctags, Python classes and functions"
        case ripgrep = "rg 'class \\w*Manager'"
        case astGrep = "ast-grep scan, two rules"
        case arid = "arid, copied lines"
        case jscpd = "jscpd, copied tokens"
    }
}

extension Contender {
    /// The runs of ssot, in the order in which they have to come: the second scan finds the database of the first.
    ///
    /// - Parameter options: of all commands.
    static func own(
        program: String, tree: String, options: [String], folder: TemporaryFolder
    ) -> [Contender] {
        let database = folder.path + "/audit.sqlite"
        let scan = Child(program: program, arguments: ["scan", tree, "--database", database] + options)
        var cold = Contender(name: .coldScan, child: scan, goodStatuses: [0])
        cold.prepare = { folder.removeFiles(beginning: "audit.sqlite") }
        let outline = Child(program: program, arguments: ["outline", tree] + options)
        var contenders = [
            cold, Contender(name: .warmScan, child: scan, goodStatuses: [0]),
            Contender(name: .outline, child: outline, goodStatuses: [0]),
        ]
        let help = Child(program: program, arguments: ["help", "gate"])
        if (try? help.run().status) == 0 {
            let gate = Child(program: program, arguments: ["gate", tree, "--database", database] + options)
            // It tells of violations by 1.
            contenders.append(
                Contender(name: .gate, child: gate, goodStatuses: [0, 1], prepare: cold.prepare))
        }
        return contenders
    }

    /// A peer as its users run it for the nearest task.
    static func peer(_ name: Name, program: String, tree: String, folder: TemporaryFolder) throws -> Contender
    {
        let arguments: [String]
        switch name {
        case .ruff: arguments = ["check", "--select", "E9", "--no-cache", tree]
        case .ctags:
            arguments = ["--languages=Python", "--kinds-Python=cfm", "-f", "/dev/null", "-R", tree]
        case .ripgrep: arguments = ["-uuu", "-g", "*.py", "-n", "class \\w*Manager", tree]
        case .astGrep:
            let configuration = try ASTGrepConfiguration.write(to: folder)
            arguments = ["scan", "--config", configuration, "--json=stream", tree]
        case .arid: arguments = ["--no-config", "--no-hidden", "--json", "--keep-going", tree]
        case .jscpd: arguments = ["-f", "python", tree]
        case .coldScan, .warmScan, .outline, .gate: preconditionFailure("no peer, but ssot itself")
        }
        // arid tells by 2 that it could not parse some file.
        return Contender(
            name: name, child: Child(program: program, arguments: arguments),
            goodStatuses: name == .ctags ? [0] : name == .arid ? [0, 1, 2] : [0, 1])
    }

    /// The peers, by the name of their program.
    static let peers: [(name: Name, program: String)] = [
        (.ruff, "ruff"), (.ctags, "ctags"), (.ripgrep, "rg"), (.astGrep, "ast-grep"),
        (.arid, "arid"), (.jscpd, "jscpd"),
    ]
}
