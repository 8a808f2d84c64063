import Foundation
import Reports
import TestKit
import Testing

struct JSONSchemaTests {
    private func schema() throws -> [String: Any] {
        let url = URL(filePath: Fixtures.repository + "/Rules/Schemas/json-v1.schema.json")
        return try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [String: Any])
    }

    private func faults(_ object: Any) throws -> [String] {
        var check = SchemaCheck(try schema())
        check.check(object)
        return check.faults
    }

    private func object(_ report: AuditReport) throws -> [String: Any] {
        let bytes = ReportFormat.jsonV1.render(report, Style(hasColor: false))
        return try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    }

    @Test("the report is valid by the published schema", arguments: [true, false])
    func valid(isEmpty: Bool) throws {
        #expect(try faults(object(isEmpty ? FixedReport.empty : FixedReport.report)) == [])
    }

    @Test("the schema knows no key that the report lacks, and the report none that the schema lacks")
    func keys() throws {
        let report = try object(FixedReport.report)
        let properties = try #require(try schema()["properties"] as? [String: Any])
        #expect(Set(report.keys) == Set(properties.keys))
    }

    @Test(
        "a report with a fault is not valid",
        arguments: ["a key too many", "a key too few", "a text for a number", "an unknown word"])
    func invalid(fault: String) throws {
        var report = try object(FixedReport.report)
        var verdict = try #require(report["verdict"] as? [String: Any])
        switch fault {
        case "a key too many": report["surprise"] = 1
        case "a key too few": report["verdict"] = nil
        case "a text for a number": report["files"] = ["walked": "12"]
        default:
            verdict["outcome"] = "perhaps"
            report["verdict"] = verdict
        }
        #expect(try !faults(report).isEmpty)
    }
}
