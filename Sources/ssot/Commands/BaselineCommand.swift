import ArgumentParser
import Findings
import Reports
import Verdicts

struct BaselineCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "baseline",
        abstract: "Write, shrink or show the committed list of known findings.",
        discussion: """
            The gate fails on what the list does not hold. It is made once, and only shrinks from then on: one finding \
            a line, by a fingerprint that survives moves and unrelated edits.
            """,
        subcommands: [Write.self, Update.self, Show.self])

    struct Write: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "write", abstract: "Make the list of all findings that there are.")
        @OptionGroup var gate: GateOptions

        @Flag(help: "Replace an existing list, and with it all that it did not hold.")
        var force = false

        func run() async throws {
            let run = try await GateRun(gate, usesBaseline: false)
            guard force || !run.place.exists else {
                throw Failure(
                    "\(run.place.path): exists already; shrink it with `ssot baseline update`, or replace it with --force"
                )
            }
            try run.refuseUnread()
            try run.tree.close()
            let baseline = Baseline(of: run.judgement, root: run.place.root)
            try run.place.write(baseline)
            Terminal.write("\(run.place.path): known \(baseline.entries.count)\n")
        }
    }

    struct Update: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "update", abstract: "Take out what is fixed; nothing is added unless you say so.",
            discussion: "Exits 1 where there are findings that the list does not hold, and were not accepted."
        )
        @OptionGroup var gate: GateOptions

        @Flag(name: .customLong("accept-new"), help: "Add new findings, too.")
        var acceptNew = false

        func run() async throws {
            let run = try await GateRun(gate)
            guard let old = run.baseline else {
                throw Failure("\(run.place.path): no such baseline; write one with `ssot baseline write`")
            }
            try run.refuseUnread()
            try run.tree.close()
            let baseline = Baseline(
                updatedBy: run.judgement, root: run.place.root, acceptsNew: acceptNew)
            if baseline != old { try run.place.write(baseline) }
            let new = run.judgement.findings.filter { $0.isNew && $0.canBeKnown }
            let accepted = acceptNew ? new.count : 0
            Terminal.write(
                "\(run.place.path): known \(old.entries.count) before, \(baseline.entries.count) now; "
                    + "fixed \(run.judgement.fixed.count), accepted \(accepted)\n")
            guard !acceptNew, !new.isEmpty else { return }
            let shown = new.prefix(20).map {
                "  \($0.finding.path):\($0.finding.line): \($0.finding.rule): \($0.finding.message)"
            }
            let rest = new.count > shown.count ? "\n  and \(new.count - shown.count) more" : ""
            Terminal.complain(
                "\(new.count) new \(new.count == 1 ? "finding was" : "findings were") not added; mend, or accept with --accept-new:\n"
                    + shown.joined(separator: "\n") + rest)
            throw ExitStatus.findings
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Count what is known by rule and domain, and say what is fixed.")
        @OptionGroup var gate: GateOptions

        func run() async throws {
            let run = try await GateRun(gate)
            guard let baseline = run.baseline else {
                throw Failure("\(run.place.path): no such baseline; write one with `ssot baseline write`")
            }
            try run.tree.close()
            Terminal.write(
                BaselineText(baseline, path: run.place.path, fixed: run.judgement.fixed, Terminal.style)
                    .render())
        }
    }
}

extension GateRun {
    /// A list made without having read everything would call the rest new, or fixed.
    func refuseUnread() throws {
        guard judgement.verdict.outcome == .incomplete else { return }
        let unread = judgement.verdict.reasons.filter { $0.contains(" was not read: ") }
        throw Failure(
            "the baseline stays as it is, since not every source file was read:\n"
                + unread.map { "  " + $0 }.joined(separator: "\n"))
    }
}
