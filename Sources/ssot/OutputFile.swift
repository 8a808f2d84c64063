import Foundation
import Reports

/// A report to be written to a file: `FORMAT=FILE`, or `FILE` in the format of `--format`.
struct OutputFile: Hashable {
    let format: String
    let path: String

    /// - Throws: Failure where the format is unknown.
    init(_ argument: String, defaultFormat: String) throws {
        if let sign = argument.firstIndex(of: "="),
            !argument[..<sign].contains(where: { $0 == "/" || $0 == "." })
        {
            format = String(argument[..<sign])
            path = String(argument[argument.index(after: sign)...])
        } else {
            format = defaultFormat
            path = argument
        }
        guard !path.isEmpty else {
            throw Failure("--output \(argument): no file; write --output \(format)=FILE")
        }
        _ = try ReportFormat.named(format)
    }

    /// Writes the file whole or not at all. Devices and pipes are written as they are; `-` is standard output.
    func write(_ bytes: [UInt8]) throws {
        if path == "-" { return Terminal.write(bytes) }
        let url = URL(filePath: path).resolvingSymlinksInPath()
        do {
            let kind =
                try? FileManager.default.attributesOfItem(atPath: url.path)[.type] as? FileAttributeType
            if let kind, kind != .typeRegular, kind != .typeDirectory {
                let file = try FileHandle(forWritingTo: url)
                try file.write(contentsOf: Data(bytes))
                try file.close()
            } else {
                try Data(bytes).write(to: url, options: .atomic)
            }
        } catch {
            throw Failure(
                "\(path): cannot be written (\(error.localizedDescription)); name a file in a writable folder"
            )
        }
    }
}

extension ReportFormat {
    /// - Throws: Failure where no format has the name.
    static func named(_ name: String) throws -> ReportFormat {
        guard let format = all.first(where: { $0.name == name }) else {
            let known = all.map(\.name).joined(separator: ", ")
            throw Failure("unknown format \"\(name)\"; take one of \(known)")
        }
        return format
    }
}
