import ArgumentParser
import Foundation
import Scanning
import SourceFiles

/// Whole processes, ssot beside its peers, in one run.
struct ScanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scan", abstract: "Time whole scans of a tree beside other programs.",
        discussion: """
            Runs `ssot scan` with a new database, `ssot scan` again, `ssot outline`, `ssot gate` with a new database, \
            and ruff, ctags, ripgrep, ast-grep, arid and jscpd where they are found, in turns, once unmeasured to warm the page cache and then n times. Prints \
            medians of wall and processor time (user and system, all threads), the largest resident set, MB/s a core \
            (bytes of the sources that ssot reads by processor seconds; MB are millions of bytes), and the ratios of \
            wall times that the project has set itself. A peer that is not found is named. The exit status says \
            nothing of the ratios.
            """)

    @Argument(help: "The folder to scan.") var path: String
    @Option(help: ArgumentHelp("How often each program runs.", valueName: "n")) var runs = 5
    @Flag(help: "Let ssot read what ignore files leave out, too.") var noIgnore = false
    @Option(
        name: .customLong("peer-path"),
        help: ArgumentHelp("A folder to look for peers in before PATH. Can be repeated.", valueName: "dir"))
    var peerPath: [String] = []
    @Option(
        help: ArgumentHelp(
            "The ssot to measure. (default: the one built beside this program)", valueName: "file"))
    var ssot: String?

    func validate() throws {
        guard runs >= 1 else { throw ValidationError("--runs takes a number from 1") }
    }

    func run() async throws {
        guard let program = ssot ?? ProgramSearch.builtBeside else {
            throw ValidationError("no ssot beside this program; build it, or name it with --ssot")
        }
        var scanOptions = ScanOptions(root: path)
        scanOptions.honoursIgnoreFiles = !noIgnore
        let list = try await Scanner(scanOptions).list()
        let byteCount = list.sources.reduce(0) { $0 + $1.file.size }
        print(
            "\(list.sources.count) Python files, \(fixed(Double(byteCount) / 1e6, 1)) MB; "
                + "median of \(runs) runs, \(ProcessInfo.processInfo.activeProcessorCount) cores, warm page cache"
        )

        let folder = try TemporaryFolder()
        defer { folder.remove() }
        var measurements = Contender.own(
            program: program, tree: path, options: noIgnore ? ["--no-ignore"] : [], folder: folder
        ).map(Measurement.init)
        let search = ProgramSearch(first: peerPath)
        var missing: [String] = []
        for peer in Contender.peers {
            if let found = search.find(peer.program) {
                measurements.append(
                    Measurement(try .peer(peer.name, program: found, tree: path, folder: folder)))
            } else {
                missing.append(peer.program)
            }
        }
        for measurement in measurements {
            try measurement.contender.prepare()
            _ = try measurement.contender.child.run()
        }
        for _ in 0..<runs {
            for index in measurements.indices { try measurements[index].measure() }
        }
        let report = Comparison(measurements, missing: missing, byteCount: byteCount)
        print(report.text)
    }
}
