import Findings
import Reports
import Testing
import Verdicts

struct FigureTests {
    private func report(_ managers: [ManagerFact], budget: Int = 1) -> AuditReport {
        var report = FixedReport.empty
        report.audit.managers = managers
        var policy = Policy()
        policy.defaultBudget = budget
        report.judgement = Judge(policy: policy, rules: [], today: Day(number: 0)).judge(report.audit)
        return report
    }

    private func managers(_ count: Int) -> [ManagerFact] {
        (0..<count).map { index in
            var fact = FixedReport.managers[0]
            fact.name = "M\(index / 2)"
            fact.canonical = .no
            return fact
        }
    }

    @Test(
        "definition compliance by hand",
        arguments: [
            (0, 1, 0, 100), (1, 1, 0, 100), (2, 1, 1, 50), (4, 1, 3, 25), (4, 2, 2, 50), (42, 1, 41, 2.38),
            (3, 0, 3, 0),
        ]
            as [(Int, Int, Int, Double)])
    func compliance(counted: Int, budget: Int, surplus: Int, percent: Double) throws {
        let report = report(managers(counted), budget: budget)
        guard counted > 0 else {
            #expect(report.domains.isEmpty)
            return
        }
        let row = try #require(report.domains.first)
        #expect(row.counted == counted)
        #expect(row.surplus == surplus)
        #expect(abs(row.definition.percent - percent) < 0.01)
        #expect(row.uniqueNames == (counted + 1) / 2)
    }

    @Test(
        "the text shows compliance with one decimal, and 100 % only where it is whole",
        arguments: [
            (5, 1, "20.0 %"), (42, 1, "2.4 %"), (3, 2, "66.7 %"), (4000, 3999, "99.9 %"), (1, 1, "100.0 %"),
        ])
    func percent(counted: Int, budget: Int, shown: String) {
        let report = report(managers(counted), budget: budget)
        let text = String(decoding: ReportFormat.text.render(report, Style(hasColor: false)), as: UTF8.self)
        #expect(text.contains(" \(shown) "))
    }

    @Test("the funnel adds up: matches less every exclusion is what is counted")
    func funnel() {
        let steps = FixedReport.report.funnel
        let excluded = steps.filter(\.isExclusion).reduce(0) { $0 + $1.count }
        #expect(steps[1].count - excluded == steps.last?.count)
        #expect(excluded == 3)
    }

    @Test("every manager is in one column of its domain")
    func rows() {
        let sum = FixedReport.report.domains.reduce(0) {
            $0 + $1.counted + $1.testDoubles + $1.aliases + $1.excluded
        }
        #expect(sum == FixedReport.managers.count)
        #expect(FixedReport.report.domains.map(\.domain) == ["websocket", "cache"])
        #expect(FixedReport.report.domains.map(\.dead) == [1, 0])
    }
}
