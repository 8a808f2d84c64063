import ArgumentParser
import Foundation
import Lexing

/// The dump that Tests/Differential/tokenize_diff.py compares with CPython's tokenizer.
struct TokensCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tokens", abstract: "Print the tokens of Python files.",
        discussion: """
            For each file `F PATH`, then one line a token, trivia included, in order of offset: kind, line (from 1), \
            column (from 0, in bytes), length and offset in bytes. A file that cannot be read is named on standard \
            error and makes the exit status 1.
            """)

    @Argument(help: ArgumentHelp("A file that holds one path a line.", valueName: "listfile"))
    var list: String

    func run() throws {
        var buffer = TokenBuffer()
        var isComplete = true
        for path in try String(contentsOfFile: list, encoding: .utf8).split(separator: "\n") {
            guard let data = FileManager.default.contents(atPath: String(path)) else {
                FileHandle.standardError.write(Data("\(path): cannot be read\n".utf8))
                isComplete = false
                continue
            }
            Language.python.tokenize([UInt8](data).span, &buffer)
            try FileHandle.standardOutput.write(contentsOf: Data(("F \(path)\n" + Self.lines(buffer)).utf8))
        }
        if !isComplete { throw ExitCode.failure }
    }

    private static func lines(_ buffer: TokenBuffer) -> String {
        let tokens = (buffer.tokens + buffer.trivia).sorted {
            ($0.offset, $0.length, $0.kind.rawValue) < ($1.offset, $1.length, $1.kind.rawValue)
        }
        var text = ""
        for token in tokens {
            let line = buffer.line(at: token.start)
            let column = token.start - Int(buffer.lineStarts[line - 1])
            text += "\(token.kind) \(line) \(column) \(token.length) \(token.start)\n"
        }
        return text
    }
}
