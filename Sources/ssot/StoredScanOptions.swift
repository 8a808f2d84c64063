import ArgumentParser
import Findings
import Foundation
import Reports
import Storage

/// Which stored scan a command reads.
struct StoredScanOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The database to read. (default: the nearest .ssot/audit.sqlite upwards)", valueName: "file"))
    var database: String?

    /// The audit of the last scan, and the scan.
    func load() throws -> (Audit, StoredScan) {
        try reading { store in
            guard let scan = try store.latestScan(), let audit = try store.audit(of: scan) else {
                throw Failure("\(store.path): holds no scan; run `ssot scan` first")
            }
            return (audit, scan)
        }
    }

    /// Opens the database for a query.
    func reading<Value>(_ body: (AuditDatabase) throws -> Value) throws -> Value {
        let path = try database ?? DatabaseLocation.find(from: FileManager.default.currentDirectoryPath)
        do {
            return try body(try AuditDatabase(readingFrom: path))
        } catch let error as StoreError {
            throw Failure(error.description)
        }
    }
}

/// How an answer is printed.
struct AnswerOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "How to print the answer: \(AnswerFormat.allCases.map(\.rawValue).joined(separator: ", ")).",
            valueName: "format"))
    var format = "text"

    @Flag(help: "List everything, where text and markdown would say how much they leave out.")
    var all = false

    func known() throws -> AnswerFormat {
        guard let format = AnswerFormat(rawValue: format) else {
            let known = AnswerFormat.allCases.map(\.rawValue).joined(separator: ", ")
            throw Failure("unknown format \"\(format)\"; take one of \(known)")
        }
        return format
    }
}
