import Foundation
import Lexing

// temporary token dump
let path = CommandLine.arguments[2]
if CommandLine.arguments[1] == "tokens" {
    let out = FileHandle.standardOutput
    for line in try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n") {
        guard let data = FileManager.default.contents(atPath: String(line)) else { continue }
        let bytes = [UInt8](data)
        var buffer = TokenBuffer()
        Language.python.tokenize(bytes.span, &buffer)
        var text = "F \(line)\n"
        for t in buffer.tokens {
            let l = buffer.line(at: t.start)
            text += "\(t.kind) \(l) \(t.start - Int(buffer.lineStarts[l - 1])) \(t.length) \(t.start)\n"
        }
        try out.write(contentsOf: Data(text.utf8))
    }
} else {
    var files: [[UInt8]] = []
    var total = 0
    for line in try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n") {
        guard let data = FileManager.default.contents(atPath: String(line)) else { continue }
        files.append([UInt8](data))
        total += data.count
    }
    var buffer = TokenBuffer()
    for _ in 0..<3 {
        let clock = ContinuousClock()
        var tokens = 0
        let time = clock.measure {
            for file in files {
                Language.python.tokenize(file.span, &buffer)
                tokens += buffer.tokens.count
            }
        }
        let seconds = Double(time.components.attoseconds) / 1e18 + Double(time.components.seconds)
        print("lex \(Double(total) / 1e6 / seconds) MB/s, tokens \(tokens)")
    }
}
