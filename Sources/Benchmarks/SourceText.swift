import Lexing
import Scanning
import SourceFiles

/// A source file whose bytes are in memory.
struct SourceText {
    let source: SourceList.Source
    let language: Language
    let bytes: [UInt8]
}

extension SourceText {
    /// Reads the sources of a list; those that a scan would skip are left out.
    static func read(_ list: SourceList) throws -> [SourceText] {
        var files: [SourceText] = []
        try forEach(list) { source, language, span in
            var bytes: [UInt8] = []
            bytes.reserveCapacity(span.count)
            for index in span.indices { bytes.append(span[index]) }
            files.append(SourceText(source: source, language: language, bytes: bytes))
        }
        return files
    }

    /// Reads each source of a list into one buffer and hands it on, as a worker of a scan does.
    static func forEach(
        _ list: SourceList, _ body: (SourceList.Source, Language, Span<UInt8>) -> Void
    ) throws {
        var reader = try FileReader(base: list.walk.base)
        for source in list.sources {
            guard let language = Language.of(fileName: source.file.path),
                (try? reader.read(source.file, limit: ScanOptions(root: "").sizeLimit)) != nil
            else { continue }
            reader.withBytes { body(source, language, $0) }
        }
    }
}
