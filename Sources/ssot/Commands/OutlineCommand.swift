import ArgumentParser
import Findings
import Foundation
import Lexing
import Outlines
import Reports
import Scanning
import SourceFiles

struct OutlineCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "outline", abstract: "Print the definitions of a tree as JSON lines.",
        discussion: """
            One object a line: file, line, kind (class or function), qualname, name. Paths are relative to PATH; \
            names are normalised to NFKC as Python does (Python reference §2.3). Files that cannot be read are named \
            on standard error, and make the exit status 2.
            """)

    @OptionGroup var scope: ScopeOptions

    func run() async throws {
        var options = ScanOptions(root: scope.path)
        options.honoursIgnoreFiles = !scope.noIgnore
        options.jobs = scope.jobs
        options.sizeLimit = scope.sizeLimit
        let scanner = Scanner(options)
        let list: SourceList
        do { list = try await scanner.list() } catch { throw Failure(error.description) }
        guard !list.sources.isEmpty else {
            throw Failure("\(scope.path): no source file; name a folder with Python files")
        }
        let lines = await scanner.map(list.sources, base: list.walk.base) { source, outline in
            Self.lines(source.file.path, outline)
        }
        var skips = list.skips.filter(\.isSource)
        for line in lines {
            switch line {
            case .success(let bytes): Terminal.write(bytes)
            case .failure(let skip): skips.append(skip.skip)
            }
        }
        for skip in skips {
            let reason = skip.reason.rawValue.split(separator: "_").joined(separator: " ")
            Terminal.complain(
                "\(skip.path): skipped, \(reason)\(skip.detail.isEmpty ? "" : ": " + skip.detail)")
        }
        if !skips.isEmpty { throw ExitStatus.error }
    }

    private static func lines(_ path: String, _ outline: Outline) -> [UInt8] {
        var writer = JSONWriter(indents: false)
        var qualifiedNames: [String] = []
        qualifiedNames.reserveCapacity(outline.definitions.count)
        for definition in outline.definitions {
            let name = normalised(outline.names[definition.name])
            let qualifiedName =
                definition.parent < 0 ? name : qualifiedNames[Int(definition.parent)] + "." + name
            qualifiedNames.append(qualifiedName)
            writer.object {
                $0.field("file", path)
                $0.field("line", Int(definition.line))
                $0.field("kind", definition.kind == .class ? "class" : "function")
                $0.field("qualname", qualifiedName)
                $0.field("name", name)
            }
            writer.newline()
        }
        return writer.bytes
    }

    private static func normalised(_ name: String) -> String {
        name.utf8.allSatisfy { $0 < 0x80 } ? name : name.precomposedStringWithCompatibilityMapping
    }
}
