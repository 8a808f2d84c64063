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
        let scanner = Scanner(scope.scanOptions)
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

    /// The lines of one file. Identifiers of ASCII need no quoting, and are most of them: their bytes are copied.
    private static func lines(_ path: String, _ outline: Outline) -> [UInt8] {
        var writer = JSONWriter(indents: false)
        writer.string(path)
        let start = Array("{\"file\":".utf8) + writer.bytes + Array(",\"line\":".utf8)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(outline.definitions.count * (start.count + 96))
        var qualifiedNames: [[UInt8]] = []
        qualifiedNames.reserveCapacity(outline.definitions.count)
        for definition in outline.definitions {
            let name = quotable(definition.name, outline.names)
            let qualifiedName =
                definition.parent < 0
                ? name : qualifiedNames[Int(definition.parent)] + [UInt8(ascii: ".")] + name
            qualifiedNames.append(qualifiedName)
            bytes += start
            bytes += String(definition.line).utf8
            bytes += definition.kind == .class ? classKind : functionKind
            bytes += qualifiedName
            bytes += nameKey
            bytes += name
            bytes += lineEnd
        }
        return bytes
    }

    private static let classKind = Array(",\"kind\":\"class\",\"qualname\":\"".utf8)
    private static let functionKind = Array(",\"kind\":\"function\",\"qualname\":\"".utf8)
    private static let nameKey = Array("\",\"name\":\"".utf8)
    private static let lineEnd = Array("\"}\n".utf8)

    /// The bytes of a name as they stand between the quotes of a JSON string, in NFKC.
    private static func quotable(_ id: NameTable.ID, _ names: NameTable) -> [UInt8] {
        let slice = names.bytes[names.range(id)]
        if slice.allSatisfy({ $0 < 0x80 }) { return Array(slice) }
        var writer = JSONWriter(indents: false)
        writer.string(names[id].precomposedStringWithCompatibilityMapping)
        return Array(writer.bytes.dropFirst().dropLast())
    }
}
