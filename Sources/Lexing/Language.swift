/// A source language: how to recognise its files and how to cut their bytes into tokens.
public struct Language: Sendable {
    /// Lower case; also the name of its fixture folder.
    public let id: String
    /// Without the dot, lower case.
    public let fileExtensions: [String]
    /// Empties the buffer and fills it. Total: any bytes give tokens.
    public let tokenize: @Sendable (Span<UInt8>, inout TokenBuffer) -> Void
    /// Which outliner reads the tokens.
    public let outliner: OutlinerKind

    public enum OutlinerKind: Sendable { case python }

    /// Every language that the audit reads. To add one: its lexer, its outliner, and its line here.
    public static let all: [Language] = [python]

    public static let python = Language(
        id: "python", fileExtensions: ["py", "pyi"],
        tokenize: { source, buffer in PythonLexer.tokenize(source, into: &buffer) }, outliner: .python)

    /// The language of a file name, by its extension; nil for files that the audit does not read.
    public static func of(fileName: String) -> Language? {
        guard let dot = fileName.utf8.lastIndex(of: UInt8(ascii: ".")) else { return nil }
        let fileExtension = fileName[fileName.index(after: dot)...].lowercased()
        return all.first { $0.fileExtensions.contains(fileExtension) }
    }
}
