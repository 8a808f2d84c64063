import ArgumentParser
import Conformance

struct Speak: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "speak",
        abstract:
            "Answer the protocol's calls with the Swift reference, for trying out adapters and runners.",
        discussion:
            "Reads a line of JSON a call from standard input, and writes a line a answer, up to its end.")

    @ArgumentParser.Argument(help: "The contract.") var contract: String

    func run() async throws {
        let speaker = Speaker(try Conform.contract(contract).reference { nil })
        // As long as a runner's own longest line.
        var lines = StandardInputLines(limit: 64 << 20)
        while let line = lines.next() {
            var answer = await speaker.answer(line)
            answer.append(UInt8(ascii: "\n"))
            Terminal.write(answer)
        }
    }
}
