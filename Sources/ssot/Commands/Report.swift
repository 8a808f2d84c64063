import ArgumentParser
import Findings
import Foundation
import Reports
import Storage

struct Report: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Print what a stored scan found and the policy makes of it, in any format.",
        discussion: """
            Reads the last scan of the tree from the database; nothing is scanned again. Judges by the .ssot.yaml of the \
            scanned folder. Several --output options write several formats at once; without any, the report goes to \
            standard output.

            A report exits 0 whatever it says; `ssot gate` fails where the policy demands it.
            """)

    @Argument(help: "The scanned folder. (default: that of the nearest .ssot/audit.sqlite upwards)")
    var path: String?

    @Option(
        help: ArgumentHelp(
            "How to print the report: \(ReportFormat.all.map(\.name).joined(separator: ", ")).",
            valueName: "format"))
    var format = "text"

    @Option(
        help: ArgumentHelp(
            "Write to a file, whole or not at all; sarif=FILE names the format, too. Repeatable.",
            valueName: "[format=]file"))
    var output: [String] = []

    @Option(
        help: ArgumentHelp(
            "The database to read. (default: the nearest .ssot/audit.sqlite upwards)", valueName: "file"))
    var database: String?

    @Option(
        help: ArgumentHelp(
            "The configuration. (default: the nearest .ssot.yaml at or above the scanned folder)",
            valueName: "file"))
    var config: String?

    @Option(help: ArgumentHelp("The number of the scan. (default: the last one)", valueName: "n"))
    var scan: Int64?

    @Option(
        help: ArgumentHelp(
            "The scan to compare with, by number or commit. (default: the first one)",
            valueName: "n|commit"))
    var since: String?

    @Flag(
        name: .customLong("sarif-suppressed"),
        help: "Write waived findings to SARIF too, as suppressed; GitHub would open alerts for them.")
    var showsWaived = false

    func run() throws {
        let chosen = try ReportFormat.named(format)
        let outputs = try output.map { try OutputFile($0, defaultFormat: format) }
        if let twice = Dictionary(grouping: outputs, by: \.path).first(where: { $0.value.count > 1 }) {
            throw Failure("--output \(twice.key): named twice; give each report a file of its own")
        }
        let formats = try outputs.map { self.format(try ReportFormat.named($0.format)) }
        let printed = outputs.isEmpty ? [self.format(chosen)] : []
        do {
            let report = try load(readsSources: (formats + printed).contains { $0.readsSources })
            // All are rendered before any is written.
            let plain = Style(hasColor: false)
            let files = zip(outputs, formats).map {
                ($0, $1.render(report, $0.path == "-" ? Terminal.style : plain))
            }
            for (output, bytes) in files { try output.write(bytes) }
            for format in printed { Terminal.write(format.render(report, Terminal.style)) }
        } catch let error as StoreError {
            throw Failure(error.description)
        }
    }

    private func format(_ format: ReportFormat) -> ReportFormat {
        format.name == "sarif" ? .sarif(showsWaived: showsWaived) : format
    }

    private func load(readsSources: Bool) throws -> AuditReport {
        if let path, !FileManager.default.fileExists(atPath: path) {
            throw Failure("\(path): no such file or folder; name the folder that was scanned")
        }
        let file =
            try database ?? DatabaseLocation.find(from: path ?? FileManager.default.currentDirectoryPath)
        let store = try AuditDatabase(readingFrom: file)
        let stored = try chooseScan(store, file)
        let setup = try Setup(for: stored.context.root, configurationPath: config)
        if !setup.isThat(of: stored.context) {
            Terminal.complain(
                "rules or configuration changed since scan \(stored.id); run `ssot scan` for findings by the new ones"
            )
        }
        return try StoredReport(store: store, scan: stored, setup: setup).load(
            since: since, readsSources: readsSources)
    }

    private func chooseScan(_ store: AuditDatabase, _ file: String) throws -> StoredScan {
        if let number = scan {
            guard let found = try store.scan(number) else {
                throw Failure(
                    "\(file): holds no scan \(number); see: SELECT scan, started_at FROM scan_history")
            }
            return found
        }
        let root = path.map { URL(filePath: $0).standardizedFileURL.path }
        if let root, let found = try store.latestScan(root: root) { return found }
        guard let last = try store.latestScan() else {
            throw Failure("\(file): holds no scan; run `ssot scan` first")
        }
        // A database that was named may hold other trees.
        if let root, database != nil {
            throw Failure(
                "\(file): holds no scan of \(root), but one of \(last.context.root); run `ssot scan` first")
        }
        return last
    }
}
