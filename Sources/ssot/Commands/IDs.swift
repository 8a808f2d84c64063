import ArgumentParser
import Foundation
import Identifiers
import Reports

/// The reference ID manager, from the command line.
struct IDs: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ids", abstract: "Generate, inspect, validate and migrate IDs.",
        discussion: """
            Kinds: \(IDKind.all.map(\.name).joined(separator: ", ")). Traces and spans are those of W3C Trace Context, \
            all others TypeIDs such as req_01m82qt6v1e3c8t99bccgnedpd.
            """,
        subcommands: [GenerateIDs.self, InspectIDs.self, ValidateIDs.self, Migrate.self])

    /// The kind of that name.
    static func kind(_ name: String) throws -> IDKind {
        if let kind = IDKind(named: name) ?? IDKind.all.first(where: { $0.prefix == name }) { return kind }
        let known = IDKind.all.map(\.name).joined(separator: ", ")
        throw Failure("unknown kind \"\(name)\"; take one of \(known)")
    }

    /// At most so much of a text as fits on a line.
    static func excerpt(_ text: String) -> String {
        text.utf8.count > 100 ? String(decoding: text.utf8.prefix(100), as: UTF8.self) + "…" : text
    }
}

struct GenerateIDs: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate", abstract: "Print new IDs, one a line.")

    @ArgumentParser.Argument(help: "The kind, by its name or its prefix.") var kind: String
    @Option(name: [.short, .long], help: ArgumentHelp("How many.", valueName: "n")) var number = 1
    @Option(
        help: ArgumentHelp(
            "The spelling: \(IDSpelling.allCases.map(\.rawValue).joined(separator: ", ")). (default: hex for traces and spans, typeid for others)",
            valueName: "spelling"))
    var format: String?

    func validate() throws {
        guard number >= 0 else { throw ValidationError("--number takes a number from 0") }
    }

    func run() throws {
        let kind = try IDs.kind(kind)
        let spelling = try spelling(of: kind)
        let chunk = 4096
        var rest = number
        while rest > 0 {
            let count = min(rest, chunk)
            let bytes: [UInt8]
            do throws(IDError) {
                let ids = try UnifiedIDManager.generate(kind, count: count)
                bytes = Array(capacity: count * 91) { output in
                    for id in ids {
                        id.write(spelling, into: &output)
                        output.append(UInt8(ascii: "\n"))
                    }
                }
            } catch {
                throw Failure("\(error); nothing weaker is made in its place")
            }
            Terminal.write(bytes)
            rest -= count
        }
    }

    private func spelling(of kind: IDKind) throws -> IDSpelling {
        guard let format else { return kind.canonicalSpelling }
        if let spelling = IDSpelling(rawValue: format) { return spelling }
        let known = IDSpelling.allCases.map(\.rawValue).joined(separator: ", ")
        throw Failure("unknown format \"\(format)\"; take one of \(known)")
    }
}

struct ValidateIDs: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate", abstract: "Name every ID that is not canonical.",
        discussion: """
            Reads arguments, or lines of standard input where there are none. Prints a line for each ID that is not \
            canonical, with the reason; legacy forms are not. Exits 1 where there is one.
            """)

    @Option(help: ArgumentHelp("Only this kind is right. Traces and spans need it.", valueName: "kind"))
    var kind: String?
    @ArgumentParser.Argument(help: ArgumentHelp("The IDs to check.", valueName: "id")) var ids: [String] = []

    func run() throws {
        let kind = try kind.map(IDs.kind)
        var faults = 0
        if ids.isEmpty {
            var lines = StandardInputLines()
            while let line = lines.next() {
                check(line.span, kind, &faults) { "standard input:\(lines.number):1: " }
            }
        } else {
            for id in ids { check(id.utf8Span.span, kind, &faults) { "" } }
        }
        if faults > 0 { throw ExitStatus.findings }
    }

    private func check(
        _ bytes: Span<UInt8>, _ kind: IDKind?, _ faults: inout Int, place: () -> String
    ) {
        do throws(IDError) {
            if let kind {
                _ = try UnifiedIDManager.parse(bytes, as: kind)
            } else {
                _ = try UnifiedIDManager.parse(bytes)
            }
        } catch {
            faults += 1
            let shown = bytes.extracting(0..<min(bytes.count, 101))
            let text = String(decoding: shown.indices.map { shown[$0] }, as: UTF8.self)
            Terminal.write("\(place())\(IDs.excerpt(text).visible): \(error)\n")
        }
    }
}
