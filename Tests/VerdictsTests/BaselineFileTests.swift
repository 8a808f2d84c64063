import Findings
import Foundation
import TestKit
import Testing
import Verdicts

struct BaselineFileTests {
    private func baseline(_ symbols: [String]) -> Baseline {
        Baseline(entries: symbols.map { Baseline.Entry(Sample.finding($0)) })
    }

    private func text(_ baseline: Baseline) -> String { BaselineFile.text(of: baseline, tool: "ssot 1") }

    @Test("what is written is read, whatever the texts hold")
    func roundTrip() throws {
        var generator = SplitMix(seed: 7)
        let pieces = [
            "a", "\"", "\\", "\n", "\t", "é", "\u{1F600}", "\u{7F}", "{", ":", ",", "\\u0041", " ", "\r",
        ]
        for _ in 0..<300 {
            let symbols = (0..<generator.number(below: 4)).map { _ in
                (0...generator.number(below: 6)).map { _ in generator.pick(pieces) }.joined()
            }
            let baseline = baseline(Array(Set(symbols)))
            #expect(try BaselineFile.read(text(baseline)) == baseline)
        }
    }

    @Test("entries stand in order of place, one a line, without line numbers or times")
    func order() {
        let lines = text(baseline(["b.ws.B", "a.ws.A", "b.ws.A"])).split(separator: "\n")
        #expect(lines.count == 4)
        #expect(
            lines[1].contains("\"a.ws.A\"") && lines[2].contains("\"b.ws.A\"")
                && lines[3].contains("\"b.ws.B\""))
        let moved = Baseline(entries: [Baseline.Entry(Sample.finding("b.ws.A", line: 99))])
        #expect(text(moved) == text(baseline(["b.ws.A"])))
    }

    @Test("lines that both sides of a merge kept are read in any order, with either line end")
    func merged() throws {
        let lines = text(baseline(["a.ws.A", "b.ws.B"])).split(separator: "\n")
        let swapped = [lines[0], lines[2], lines[1]].joined(separator: "\r\n") + "\r\n"
        #expect(try BaselineFile.read(swapped) == baseline(["a.ws.A", "b.ws.B"]))
    }

    @Test(
        "no edit of a line by hand passes for a finding",
        arguments: ["rule", "name", "contents", "fingerprint"])
    func tampered(key: String) throws {
        let text = text(baseline(["a.ws.A"]))
        let start = try #require(text.range(of: "\"\(key)\":\"")).upperBound
        let edited = text[..<start] + "x" + text[start...]
        #expect(throws: BaselineFile.Fault.self) { try BaselineFile.read(String(edited)) }
    }

    @Test("every cut of a baseline is an error or a baseline of fewer findings")
    func cuts() throws {
        let text = text(baseline(["a.ws.A", "b.ws.B"]))
        for length in 0..<text.count {
            guard let read = try? BaselineFile.read(String(text.prefix(length))) else { continue }
            #expect(read.entries.count < 3)
        }
    }

    @Test("a fault names its line")
    func lines() {
        let lines = text(baseline(["a.ws.A"])).split(separator: "\n").map(String.init)
        for (text, line) in [
            ("", 1), ("{}", 1), (lines[0] + "\n\n" + lines[1] + "\n", 2),
            (lines.joined(separator: "\n") + "\n>>>>>>> x", 3),
            (lines[0] + "\n[]\n", 2), ((lines + [lines[1]]).joined(separator: "\n"), 3),
        ] {
            let fault = #expect(throws: BaselineFile.Fault.self) { try BaselineFile.read(text) }
            #expect(fault?.line == line)
        }
    }
}
