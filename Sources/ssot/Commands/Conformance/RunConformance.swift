import ArgumentParser
import Conformance
import Findings
import Foundation
import Reports
import RuleFiles
import Storage
import WebSocketConformance

struct RunConformance: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Try a subject, and print what came of each requirement.",
        discussion: """
            A requirement is kept, broken, or not applicable where the subject cannot do what it is about. What the subject \
            does wrong, be it a crash, a hang or garbage, is a result.

            With --store, the tree at the path is scanned, and what came of the subject is stored with it: for reports and for \
            the gate, where .ssot.yaml says `conformance: required`. Only whole runs are stored, and none of the reference, \
            which says nothing about a tree.

            Exit status: 0 where every MUST that could be tried is kept, 1 where one is broken, 2 where nothing could be tried.
            """)

    @ArgumentParser.Argument(
        help: "The subject: reference, the Swift manager itself, or a command that speaks the protocol.")
    var subject: String?

    @Option(
        help: ArgumentHelp(
            "Try a WebSocket server over a socket: the YAML file that says how to reach and use it.",
            valueName: "file"))
    var server: String?

    @Option(help: ArgumentHelp("The contract. (default: every one, for reference)", valueName: "name"))
    var contract: String?

    @Option(
        help: ArgumentHelp("Only this requirement, by its id or a number. Repeatable.", valueName: "id"))
    var requirement: [String] = []

    @Option(help: ArgumentHelp("What random parts follow from.", valueName: "n"))
    var seed: UInt64 = 0

    @Option(help: ArgumentHelp("The part of every large number that is tried.", valueName: "part"))
    var scale = 1.0

    @Option(help: ArgumentHelp("What one call of a command may take. (default: 30)", valueName: "seconds"))
    var timeLimit: Double?

    @Option(help: ArgumentHelp("What a command's processes may hold. (default: 1024)", valueName: "MiB"))
    var memoryLimit: Int?

    @Flag(help: "Store the result with a scan of the path, for reports and the gate.")
    var store = false

    @OptionGroup var answer: ConformanceFormat
    @OptionGroup var tree: TreeOptions

    mutating func validate() throws {
        // Without a subject to name, the first argument is the path.
        if server != nil, let path = subject, tree.scope.path == "." {
            tree.scope.path = path
            subject = nil
        }
        guard (subject == nil) != (server == nil), subject != "" else {
            throw ValidationError("name one subject, or a server by --server")
        }
        if store, subject == "reference" {
            throw ValidationError("--store takes a subject of the tree; the reference says nothing about it")
        }
        if store, !requirement.isEmpty || scale < 1 {
            throw ValidationError("--store takes a whole run: no --requirement, and no --scale below 1")
        }
        if server != nil, contract.map({ $0 != Contract.websocket.name }) ?? false {
            throw ValidationError("--server is tried on the contract \(Contract.websocket.name)")
        }
        if timeLimit != nil || memoryLimit != nil, server != nil || subject == "reference" {
            throw ValidationError("--time-limit and --memory-limit are for subjects that are commands")
        }
        guard scale > 0, scale <= 100 else { throw ValidationError("--scale takes a number up to 100") }
        guard timeLimit.map({ $0 > 0 && $0 <= 3600 }) ?? true else {
            throw ValidationError("--time-limit takes seconds up to 3600")
        }
        guard memoryLimit.map((16...1 << 20).contains) ?? true else {
            throw ValidationError("--memory-limit takes 16 to 1048576")
        }
    }

    func run() async throws {
        let format = try answer.known()
        let chosen = try chosen()
        if format == .json, chosen.count > 1 {
            throw Failure("--format json is of one contract; name it by --contract")
        }
        RunningSubjects.adoptOrphans()
        let signals = Self.endSubjectsOnSignals()
        defer { for signal in signals { signal.cancel() } }
        var isBroken = false
        // Before the subject is tried: what it does to the tree is not what it was tried on.
        let audited = store ? try await TreeAudit(tree) : nil
        let scan = try audited?.storedScan()
        for (contract, requirements) in chosen {
            let run = try await run(requirements, of: contract, showsProgress: format == .text)
            if let scan { try audited?.record(run, scan) }
            let report = ConformanceReport(run)
            Terminal.write(
                format == .text
                    ? Array(report.summary(Terminal.style).utf8) : report.render(format, Terminal.style))
            isBroken = isBroken || !run.brokenMusts.isEmpty
        }
        try audited?.close()
        if isBroken { throw ExitStatus.findings }
    }

    /// A signal that ends the tool ends the subjects first, which have groups of their own.
    private static func endSubjectsOnSignals() -> [any DispatchSourceSignal] {
        [SIGINT, SIGTERM, SIGHUP].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                RunningSubjects.endAll()
                Foundation.exit(128 + number)
            }
            source.resume()
            return source
        }
    }

    private func contracts() throws -> [Contract] {
        if server != nil { return [.websocket] }
        if let contract { return [try Conform.contract(contract)] }
        if subject == "reference" { return Conform.contracts }
        let known = Conform.contracts.map(\.name).joined(separator: ", ")
        throw Failure("which contract? add --contract with one of \(known)")
    }

    private func run(
        _ requirements: [Requirement], of contract: Contract, showsProgress: Bool
    ) async throws -> ConformanceRun {
        var runner = Runner()
        runner.scale = scale
        runner.seed = seed
        let tried = try tried(contract)
        let greeting = await runner.greet(tried, contract: contract.name)
        guard case .value(let description) = greeting else {
            await tried.end()
            throw Failure("\(name): does not answer hello (\(greeting)); nothing could be tried")
        }
        let style = Terminal.style
        let results = await runner.run(requirements, on: tried, described: description) { result in
            if showsProgress { Terminal.write(ConformanceReport.text(ConformanceResult(result), style)) }
        }
        await tried.end()
        let isTried = results.contains { if case .notApplicable = $0.outcome { false } else { true } }
        guard isTried else { throw Failure("\(name): no requirement concerns it; nothing could be tried") }
        return ConformanceRun(
            contract: contract.name, subject: name, name: description["name"]?.text, seed: seed,
            isWhole: requirement.isEmpty && scale >= 1, results: results.map { ConformanceResult($0) })
    }

    /// The contracts that have any of the requirements asked for, with those.
    private func chosen() throws -> [(contract: Contract, requirements: [Requirement])] {
        let contracts = try contracts()
        let all = try Conform.requirements().filter { each in contracts.contains { $0.name == each.contract }
        }
        for name in requirement where !all.contains(where: { $0.isNamed(name) }) {
            throw Failure("no requirement \"\(name)\"; see `ssot conformance list`")
        }
        let asked = all.filter { each in requirement.isEmpty || requirement.contains { each.isNamed($0) } }
        return contracts.map { contract in (contract, asked.filter { $0.contract == contract.name }) }
            .filter { !$0.requirements.isEmpty }
    }

    /// The subject as it was named.
    private var name: String { server.map { "--server \($0)" } ?? subject ?? "" }

    private func tried(_ contract: Contract) throws -> any Subject {
        if let server {
            guard let data = FileManager.default.contents(atPath: server) else {
                throw Failure("\(server): cannot be read")
            }
            do throws(RuleFileError) {
                return SocketSubject(
                    try SocketFile.read(path: server, text: String(decoding: data, as: UTF8.self)))
            } catch {
                throw Failure(error.description)
            }
        }
        var limits = SubjectLimits()
        if let timeLimit { limits.callSeconds = timeLimit }
        if let memoryLimit { limits.memoryBytes = Int64(memoryLimit) << 20 }
        guard subject == "reference" else {
            return ProcessSubject(command: name, contract: contract.name, limits: limits)
        }
        return contract.reference { [limits] in
            let command = "exec '\(Self.program)' conformance speak \(contract.name)"
            return ProcessSubject(command: command, contract: contract.name, limits: limits)
        }
    }

    /// This program's own file.
    private static let program =
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? "ssot"
}

extension TreeAudit {
    /// Stores a run with the scan of the tree that it was tried on.
    func record(_ run: ConformanceRun, _ scan: StoredScan) throws {
        do {
            try store.record(
                StoredConformance(
                    run: run, auditID: scan.auditID, root: scan.context.root,
                    startedAt: scan.context.startedAt, commit: scan.context.commit, toolVersion: toolVersion))
        } catch {
            throw Failure(error.description)
        }
    }
}

extension Requirement {
    /// Whether it has that id, with or without its contract, or that number.
    func isNamed(_ name: String) -> Bool {
        id == name || "\(contract)/\(id)" == name || numbers.contains(name)
    }
}

/// How conformance is printed.
struct ConformanceFormat: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "How to print: \(AnswerFormat.allCases.map(\.rawValue).joined(separator: ", ")).",
            valueName: "format"))
    var format = "text"

    func known() throws -> AnswerFormat {
        if let format = AnswerFormat(rawValue: format) { return format }
        let known = AnswerFormat.allCases.map(\.rawValue).joined(separator: ", ")
        throw Failure("unknown format \"\(format)\"; take one of \(known)")
    }
}

extension ConformanceResult {
    /// What came of a requirement, as values that are stored and reported.
    init(_ result: Conformance.Result) {
        let requirement = result.requirement
        var reason = ""
        var failure: Failure?
        let outcome: Outcome
        switch result.outcome {
        case .pass: outcome = .pass
        case .notApplicable(let why):
            outcome = .notApplicable
            reason = why
        case .fail(let found):
            outcome = .fail
            failure = Failure(
                place: found.line > 0 ? "\(requirement.path):\(found.line)" : requirement.path,
                call: found.call, expected: found.expected, observed: found.observed,
                transcript: found.transcript)
        }
        self.init(
            requirement: requirement.id, numbers: requirement.numbers, isMust: requirement.level == .must,
            statement: requirement.statement, outcome: outcome, reason: reason, failure: failure)
    }
}
