public import Lexing

/// Reads outlines of files in any language. Kept by a worker and reused: its memory is that of the largest file.
public struct Outliner: Sendable {
    private var buffer = TokenBuffer()
    private var python = PythonOutliner()

    /// - Parameter makesPrints: whether outlines hold prints and statements of bodies, which only judging needs.
    public init(makesPrints: Bool = true) { python.makesPrints = makesPrints }

    /// The outline of one file's bytes. Total: any bytes give an outline.
    ///
    /// It shares the outliner's memory for as long as both are left alone; see `compacted()`.
    public mutating func outline(_ source: Span<UInt8>, language: Language) -> Outline {
        language.tokenize(source, &buffer)
        switch language.outliner {
        case .python: return python.outline(source, buffer)
        }
    }
}
