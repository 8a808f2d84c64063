import ArgumentParser
import Foundation
import Identifiers
import Reports

struct InspectIDs: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "Print what IDs tell: kind, time, version, legacy form, weaknesses.",
        discussion: """
            Knows today's IDs in every spelling and the legacy forms that they replace. What can be meant in several \
            ways is printed in all of them. Exits 1 where a text is none of these.
            """)

    @Option(help: ArgumentHelp("What the IDs are said to be.", valueName: "kind")) var kind: String?
    @Option(help: ArgumentHelp("text or json-v1.", valueName: "format")) var format = "text"
    @ArgumentParser.Argument(help: ArgumentHelp("The IDs.", valueName: "id")) var ids: [String]

    func run() throws {
        let kind = try kind.map(IDs.kind)
        let inspections = ids.map { (text: $0, inspection: IDInspection($0, as: kind)) }
        switch format {
        case "text":
            Terminal.write(
                inspections.map { InspectionText.lines($0.text, $0.inspection) }.joined(separator: "\n"))
        case "json-v1":
            var json = JSONWriter(indents: true)
            json.object { json in
                json.field("format", "ssot ids inspect")
                json.field("version", 1)
                json.key("ids")
                json.array(inspections) { InspectionText.write($1.text, $1.inspection, to: &$0) }
            }
            json.newline()
            Terminal.write(json.bytes)
        default: throw Failure("unknown format \"\(format)\"; take one of text, json-v1")
        }
        if inspections.contains(where: { !$0.inspection.isKnown }) { throw ExitStatus.findings }
    }
}

extension IDInspection {
    /// Whether the text is an ID of today's form, of a foreign prefix, or a legacy one.
    fileprivate var isKnown: Bool { id != nil || foreign != nil || !readings.isEmpty }
}

/// How an inspection is shown.
private enum InspectionText {
    static func lines(_ text: String, _ inspection: IDInspection) -> String {
        var lines = [IDs.excerpt(text).visible]
        for (name, value) in facts(inspection) { lines.append(row(name, value.text)) }
        for reading in inspection.readings {
            lines.append(row("legacy \(reading.form.rawValue)", reading.form.summary))
            for (name, value) in facts(reading) { lines.append("  " + row(name, value.text)) }
        }
        for weakness in inspection.weaknesses { lines.append(row("weakness", weakness.description)) }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func row(_ name: String, _ value: String) -> String {
        "  " + name + String(repeating: " ", count: max(1, 12 - name.count)) + value.visible
    }

    static func write(_ text: String, _ inspection: IDInspection, to json: inout JSONWriter) {
        json.object { json in
            json.field("text", text)
            for (name, value) in facts(inspection) { value.write(name, to: &json) }
            json.key("legacy")
            json.array(inspection.readings) { json, reading in
                json.object { json in
                    json.field("form", reading.form.rawValue)
                    for (name, value) in facts(reading) {
                        value.write(name.replacing(" ", with: "_"), to: &json)
                    }
                }
            }
            json.key("weaknesses")
            json.array(inspection.weaknesses) { $0.string($1.description) }
        }
    }

    private static func facts(_ inspection: IDInspection) -> [(String, Fact)] {
        var facts: [(String, Fact)] = []
        if let id = inspection.id {
            facts.append(("kind", .text(id.kind.name)))
            if let spelling = inspection.spelling {
                facts.append(("spelling", .text(spelling.rawValue)))
                let others = IDSpelling.allCases.filter { $0 != spelling }
                for other in others { facts.append((other.rawValue, .text(id.text(other)))) }
            }
            if let version = id.version { facts.append(("version", .number(version))) }
            if let milliseconds = id.milliseconds { facts.append(("time", .text(time(milliseconds)))) }
        } else if let foreign = inspection.foreign {
            facts.append(("prefix", .text(foreign.prefix)))
        }
        if let fault = inspection.fault { facts.append(("fault", .text(fault.description))) }
        return facts
    }

    private static func facts(_ reading: LegacyReading) -> [(String, Fact)] {
        var facts = [("kind", Fact.text(reading.kind?.name ?? "any"))]
        if let milliseconds = reading.milliseconds { facts.append(("time", .text(time(milliseconds)))) }
        if let thread = reading.thread { facts.append(("thread", .text(thread))) }
        if let user = reading.user { facts.append(("user", .text(user))) }
        if let prefix = reading.prefix { facts.append(("prefix", .text(prefix))) }
        if let counter = reading.counter { facts.append(("counter", .number(Int(counter)))) }
        if let suffix = reading.suffix { facts.append(("suffix", .text(suffix))) }
        if let uuid = reading.uuid, let id = try? UnifiedID(.message, high: uuid.high, low: uuid.low) {
            facts.append(("uuid", .text(id.text(.uuid))))
        }
        facts.append(("random bits", .number(reading.randomBits)))
        return facts
    }

    /// What stands beside a name.
    private enum Fact {
        case text(String)
        case number(Int)

        var text: String {
            switch self {
            case .text(let text): text
            case .number(let number): String(number)
            }
        }

        func write(_ name: String, to json: inout JSONWriter) {
            switch self {
            case .text(let text): json.field(name, text)
            case .number(let number): json.field(name, number)
            }
        }
    }

    private static func time(_ milliseconds: Int64) -> String {
        Date(timeIntervalSince1970: Double(milliseconds) / 1000)
            .formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    }
}
