import Foundation
import RuleFiles
import Verdicts

/// Where the baseline of an audited tree stands, and which part of the repository it speaks of.
struct BaselinePlace {
    let path: String
    /// The audited path from the folder of the baseline.
    let root: String
    /// Whether somebody said that there is one; otherwise its absence means that nothing is known yet.
    private let isNamed: Bool

    /// - Parameters:
    ///   - audited: the audited path.
    ///   - named: the file that the command line names.
    init(_ audited: String, _ configuration: Configuration, named: String?) {
        let auditedURL = URL(filePath: audited).standardizedFileURL
        var isFolder: ObjCBool = false
        _ = unsafe FileManager.default.fileExists(atPath: audited, isDirectory: &isFolder)
        var folder = isFolder.boolValue ? auditedURL : auditedURL.deletingLastPathComponent()
        if !configuration.path.isEmpty {
            folder = URL(filePath: configuration.path).standardizedFileURL.deletingLastPathComponent()
        }
        let url =
            named.map { URL(filePath: $0).standardizedFileURL }
            ?? folder.appending(path: configuration.baseline ?? Configuration.defaultBaseline)
        path = Self.relativeToWorkingFolder(url.path)
        isNamed = named != nil || configuration.baseline != nil
        root = Self.relative(auditedURL.path, to: folder.path)
    }

    /// The baseline; nil where there is none and nobody named one.
    func read() throws -> Baseline? {
        guard FileManager.default.fileExists(atPath: path) else {
            guard isNamed else { return nil }
            throw Failure(
                "\(path): no such baseline; write one with `ssot baseline write`, or name another file")
        }
        guard let data = FileManager.default.contents(atPath: path),
            let text = String(validating: data, as: UTF8.self)
        else { throw Failure("\(path): cannot be read as UTF-8 text; make it readable, or restore it") }
        let baseline: Baseline
        do { baseline = try BaselineFile.read(text) } catch {
            throw Failure("\(path):\(error.line):1: \(error.message)")
        }
        guard baseline.root == root else {
            throw Failure(
                "\(path): speaks of \"\(baseline.root)\", and \"\(root)\" was audited; audit the same path, or name "
                    + "another file with --baseline")
        }
        return baseline
    }

    /// Writes the baseline whole or not at all.
    func write(_ baseline: Baseline) throws {
        let text = BaselineFile.text(of: baseline, tool: "ssot \(toolVersion)")
        do { try Data(text.utf8).write(to: URL(filePath: path), options: .atomic) } catch {
            throw Failure(
                "\(path): cannot be written (\(error.localizedDescription)); name a writable file with --baseline"
            )
        }
    }

    var exists: Bool { FileManager.default.fileExists(atPath: path) }

    private static func relative(_ path: String, to folder: String) -> String {
        let (path, folder) = (trimmed(path), trimmed(folder))
        if path == folder { return "." }
        return path.hasPrefix(folder + "/") ? String(path.dropFirst(folder.count + 1)) : path
    }

    private static func relativeToWorkingFolder(_ path: String) -> String {
        relative(path, to: FileManager.default.currentDirectoryPath)
    }

    private static func trimmed(_ path: String) -> String {
        path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    }
}
