import ArgumentParser
import Conformance
import Findings
import Foundation
import Reports

struct RunConformance: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Try a subject, and print what came of each requirement.",
        discussion: """
            A requirement is kept, broken, or not applicable where the subject cannot do what it is about. What the subject \
            does wrong, be it a crash, a hang or garbage, is a result.

            Exit status: 0 where every MUST that could be tried is kept, 1 where one is broken, 2 where nothing could be tried.
            """)

    @ArgumentParser.Argument(
        help: "The subject: reference, the Swift manager itself, or a command that speaks the protocol.")
    var subject: String

    @Option(help: ArgumentHelp("The contract. (default: every one, for reference)", valueName: "name"))
    var contract: String?

    @Option(
        help: ArgumentHelp("Only this requirement, by its id or a number. Repeatable.", valueName: "id"))
    var requirement: [String] = []

    @Option(help: ArgumentHelp("What random parts follow from.", valueName: "n"))
    var seed: UInt64 = 0

    @Option(help: ArgumentHelp("The part of every large number that is tried.", valueName: "part"))
    var scale = 1.0

    @Option(help: ArgumentHelp("What one call may take.", valueName: "seconds"))
    var timeLimit = 30.0

    @Option(help: ArgumentHelp("What the subject's processes may hold.", valueName: "MiB"))
    var memoryLimit = 1024

    @OptionGroup var answer: ConformanceFormat

    func validate() throws {
        guard scale > 0, scale <= 100 else { throw ValidationError("--scale takes a number up to 100") }
        guard timeLimit > 0, timeLimit <= 3600 else {
            throw ValidationError("--time-limit takes seconds up to 3600")
        }
        guard (16...1 << 20).contains(memoryLimit) else {
            throw ValidationError("--memory-limit takes 16 to 1048576")
        }
    }

    func run() async throws {
        let format = try answer.known()
        var isBroken = false
        for contract in try contracts() {
            let run = try await run(contract, showsProgress: format == .text)
            let report = ConformanceReport(run)
            Terminal.write(
                format == .text
                    ? Array(report.summary(Terminal.style).utf8) : report.render(format, Terminal.style))
            isBroken = isBroken || !run.brokenMusts.isEmpty
        }
        if isBroken { throw ExitStatus.findings }
    }

    private func contracts() throws -> [Contract] {
        if let contract { return [try Conform.contract(contract)] }
        if subject == "reference" { return Conform.contracts }
        let known = Conform.contracts.map(\.name).joined(separator: ", ")
        throw Failure("which contract? add --contract with one of \(known)")
    }

    private func run(_ contract: Contract, showsProgress: Bool) async throws -> ConformanceRun {
        let requirements = try chosen(contract)
        var runner = Runner()
        runner.scale = scale
        runner.seed = seed
        let tried = try tried(contract)
        let greeting = await runner.greet(tried, contract: contract.name)
        guard case .value(let description) = greeting else {
            await tried.end()
            throw Failure("\(subject): does not answer hello (\(greeting)); nothing could be tried")
        }
        let style = Terminal.style
        let results = await runner.run(requirements, on: tried, described: description) { result in
            if showsProgress { Terminal.write(ConformanceReport.text(ConformanceResult(result), style)) }
        }
        await tried.end()
        return ConformanceRun(
            contract: contract.name, subject: subject, name: description["name"]?.text, seed: seed,
            isWhole: requirement.isEmpty && scale >= 1, results: results.map { ConformanceResult($0) })
    }

    private func chosen(_ contract: Contract) throws -> [Requirement] {
        let all = try Conform.requirements(of: contract.name)
        if requirement.isEmpty { return all }
        for name in requirement where !all.contains(where: { $0.isNamed(name) }) {
            throw Failure("no requirement \"\(name)\" in \(contract.name); see `ssot conformance list`")
        }
        return all.filter { each in requirement.contains { each.isNamed($0) } }
    }

    private func tried(_ contract: Contract) throws -> any Subject {
        var limits = SubjectLimits()
        limits.callSeconds = timeLimit
        limits.memoryBytes = Int64(memoryLimit) << 20
        guard subject == "reference" else {
            return ProcessSubject(command: subject, contract: contract.name, limits: limits)
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

extension Requirement {
    /// Whether it has that id or number.
    func isNamed(_ name: String) -> Bool { id == name || numbers.contains(name) }
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
