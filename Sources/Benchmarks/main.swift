import Foundation
import Lexing
import Outlines

// temporary token dump
let path = CommandLine.arguments[2]
if CommandLine.arguments[1] == "outline" {
    let root = path
    let e = FileManager.default.enumerator(atPath: root)!
    var outliner = Outliner()
    let out = FileHandle.standardOutput
    while let f = e.nextObject() as? String {
        guard f.hasSuffix(".py") || f.hasSuffix(".pyi") else { continue }
        guard let data = FileManager.default.contents(atPath: root + "/" + f) else { continue }
        let o = outliner.outline([UInt8](data).span, language: .python)
        var text = ""
        var q: [String] = []
        for d in o.definitions {
            let n = o.names[d.name].precomposedStringWithCompatibilityMapping
            let qn = d.parent < 0 ? n : q[Int(d.parent)] + "." + n
            q.append(qn)
            text +=
                "{\"file\":\"\(f)\",\"line\":\(d.line),\"kind\":\"\(d.kind)\",\"qualname\":\"\(qn)\",\"name\":\"\(n)\"}\n"
        }
        try out.write(contentsOf: Data(text.utf8))
    }
} else if CommandLine.arguments[1] == "tokens" {
    let out = FileHandle.standardOutput
    for line in try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n") {
        guard let data = FileManager.default.contents(atPath: String(line)) else { continue }
        let bytes = [UInt8](data)
        var buffer = TokenBuffer()
        Language.python.tokenize(bytes.span, &buffer)
        var text = "F \(line)\n"
        for t in (buffer.tokens + buffer.trivia).sorted(by: {
            ($0.offset, $0.length, $0.kind.rawValue) < ($1.offset, $1.length, $1.kind.rawValue)
        }) {
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
    var outliner = Outliner()
    for _ in 0..<3 {
        let clock = ContinuousClock()
        var c = (0, 0, 0, 0, 0, 0)
        let time = clock.measure {
            for file in files {
                let o = outliner.outline(file.span, language: .python)
                c.0 += o.definitions.count
                c.1 += o.uses.count
                c.2 += o.values.count
                c.3 += o.names.bytes.count
                c.4 += o.paths.count
                c.5 += o.encoded().count
            }
        }
        let seconds = Double(time.components.attoseconds) / 1e18 + Double(time.components.seconds)
        print("outline \(Double(total) / 1e6 / seconds) MB/s", c)
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
