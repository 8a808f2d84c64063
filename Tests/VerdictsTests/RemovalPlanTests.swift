import Findings
import Testing
import Verdicts

/// The way from many managers to one.
struct RemovalPlanTests {
    private static let canonical = ManagerFact.sample(
        "app.hub.SocketManager", "app/hub.py", members: "connect send close", canonical: .designated,
        usedIn: [("app/main.py", 3, false)])

    private func plan(_ managers: [ManagerFact], budget: Int = 1, duplicates: [DuplicateGroup] = [])
        -> RemovalPlan
    {
        RemovalPlan(
            .sample([Self.canonical] + managers, duplicates: duplicates), domain: "websocket", budget: budget)
    }

    @Test("the order of removal is that of risk")
    func order() {
        let managers: [ManagerFact] = [
            .sample("a.Wide", "a/1.py", members: "send", usedIn: [("a.py", 1, false), ("b.py", 1, false)]),
            .sample("a.Strange", "a/2.py", members: "send fly", usedIn: [("a.py", 9, false)]),
            .sample("a.Plain", "a/3.py", members: "send", usedIn: [("a.py", 9, false)]),
            .sample(
                "a.Tested", "a/4.py", members: "fly",
                usedIn: [("tests/a.py", 2, true), ("tests/b.py", 1, true)]),
            .sample(
                "a.Imported", "a/5.py",
                imports: [ImportedName("a.Imported", productionFiles: 1, testFiles: 0)]),
            .sample("a.Unused", "a/6.py", members: "fly"),
            .sample("a.Dead", "a/7.py", isShadowed: true, usedIn: [("a.py", 1, false)]),
            .sample("a.Short", "a/8.py", endLine: 3, members: "fly"),
        ]
        let steps = plan(managers).steps
        #expect(
            steps.map(\.manager.name) == [
                "Dead", "Short", "Unused", "Imported", "Tested", "Plain", "Strange", "Wide",
            ])
        #expect(
            steps.map(\.risk) == [
                .dead, .unreferenced, .unreferenced, .importedOnly, .testsOnly, .replaceable, .incompatible,
                .replaceable,
            ])
    }

    @Test("only counted managers of the domain are planned for, the canonical one stays")
    func scope() {
        let managers: [ManagerFact] = [
            .sample("a.OldManager", "a.py"), .sample("a.FakeManager", "b.py", role: .testDouble),
            .alias("a.Alias", "c.py", of: "a.OldManager"), .sample("a.CacheManager", "d.py", domain: "cache"),
        ]
        let plan = plan(managers)
        #expect(plan.steps.map(\.manager.name) == ["OldManager"])
        #expect((plan.counted, plan.surplus, plan.lines, plan.deadLines) == (2, 1, 20, 20))
    }

    @Test("what the canonical one lacks is said: members, parameters, and how they are called")
    func interface() throws {
        var canonical = Self.canonical
        canonical.members = [
            ManagerMember(name: "__init__", parameters: [MemberParameter("config")]),
            ManagerMember(
                name: "send", parameters: [MemberParameter("user"), MemberParameter("event")], isAsync: true),
            ManagerMember(name: "close", parameters: [MemberParameter("rest", .variadic)]),
            ManagerMember(name: "count", kind: .field), ManagerMember(name: "open", isInherited: true),
            ManagerMember(name: "stop", parameters: [MemberParameter("wait", .optional)]),
        ]
        var old = ManagerFact.sample("app.old.OldManager", "app/old.py")
        old.members = [
            ManagerMember(name: "__init__"),
            ManagerMember(
                name: "send", parameters: [MemberParameter("user"), MemberParameter("urgent", .optional)]),
            ManagerMember(name: "close", parameters: [MemberParameter("code")]),
            ManagerMember(name: "count"), ManagerMember(name: "open"), ManagerMember(name: "stop"),
            ManagerMember(name: "ping", parameters: [MemberParameter("interval", .optional)]),
        ]
        let plan = RemovalPlan(.sample([canonical, old]), domain: "websocket", budget: 1)
        let step = try #require(plan.steps.first)
        #expect(step.missing.map(\.name) == ["ping"])
        #expect(
            step.differences == [
                MemberDifference(member: "__init__", demanded: ["config"]),
                MemberDifference(
                    member: "send", dropped: ["urgent"], demanded: ["event"], changesAwaiting: true),
                MemberDifference(member: "count", changesKind: true),
            ])
    }

    @Test("names that callers import are kept for a while, those of dead ones are not")
    func aliases() {
        let name = ImportedName("app.OldManager", productionFiles: 2, testFiles: 1)
        let plan = plan([
            .sample("app.old.OldManager", "app/old.py", usedIn: [("app/x.py", 1, false)], imports: [name]),
            .sample("app.dead.DeadManager", "app/dead.py", isShadowed: true, imports: [name]),
        ])
        #expect(plan.aliases == [name])
        #expect(plan.dead.map(\.manager.name) == ["DeadManager"])
    }

    @Test("uses are told file by file")
    func users() throws {
        let plan = plan([
            .sample(
                "app.old.OldManager", "app/old.py",
                usedIn: [("tests/b.py", 1, true), ("app/x.py", 2, false), ("app/x.py", 1, false)])
        ])
        let step = try #require(plan.steps.first)
        #expect(
            step.users == [
                FileUse(path: "app/x.py", count: 3, isTestCode: false),
                FileUse(path: "tests/b.py", count: 1, isTestCode: true),
            ])
    }

    @Test("a budget leaves room for the riskiest")
    func budget() {
        let managers: [ManagerFact] = [
            .sample("a.UsedManager", "a.py", usedIn: [("x.py", 1, false)]), .sample("a.IdleManager", "b.py"),
        ]
        let roomy = plan(managers, budget: 2)
        #expect(roomy.steps.map(\.isWithinBudget) == [false, true])
        #expect(plan(managers, budget: 9).surplus == 0)
    }

    @Test("what the canonical one inherits goes last")
    func base() {
        var canonical = Self.canonical
        canonical.target = "app.base.Base"
        let managers: [ManagerFact] = [
            canonical, .sample("app.base.Base", "app/base.py"),
            .sample("a.UsedManager", "z.py", members: "fly", usedIn: [("x.py", 1, false)]),
        ]
        let plan = RemovalPlan(.sample(managers), domain: "websocket", budget: 1)
        #expect(plan.steps.map(\.risk) == [.incompatible, .baseOfCanonical])
    }

    @Test("without a canonical one nothing is called replaceable; another can be tried")
    func undecided() {
        let managers: [ManagerFact] = [
            .sample("a.OneManager", "a.py", usedIn: [("x.py", 1, false)]), .sample("a.TwoManager", "b.py"),
        ]
        let audit = Audit.sample(managers)
        let open = RemovalPlan(audit, domain: "websocket", budget: 1)
        #expect(open.canonical == nil)
        #expect(open.steps.map(\.risk) == [.unreferenced, .incompatible])
        let tried = RemovalPlan(audit, domain: "websocket", budget: 1, canonical: "a.OneManager")
        #expect(tried.steps.map(\.manager.name) == ["TwoManager"])
    }

    @Test("the strongest likeness is told, to the canonical one before others")
    func likeness() throws {
        func member(_ name: String, _ path: String) -> DuplicateMember {
            DuplicateMember(
                symbol: name, name: name, qualifiedName: name, path: path, line: 1, column: 1, endLine: 20,
                service: "",
                role: .implementation, canonical: .no, isTestCode: false, isShadowed: false,
                isPlaceholder: false,
                contents: "")
        }
        let group = DuplicateGroup(
            kind: .class, domain: "websocket",
            members: [
                member("app.hub.SocketManager", "app/hub.py"), member("x.A", "x.py"), member("y.B", "y.py"),
            ],
            pairs: [
                DuplicatePair(left: 0, right: 1, kind: .similarBody, score: 0.8),
                DuplicatePair(left: 1, right: 2, kind: .identicalBody, score: 1),
            ], isAcrossServices: false)
        let steps = plan([.sample("x.A", "x.py"), .sample("y.B", "y.py")], duplicates: [group]).steps
        #expect(steps.map { $0.likeness?.other } == ["app.hub.SocketManager", "x.A"])
        #expect(steps.map { $0.likeness?.kind } == [.similarBody, .identicalBody])
    }
}
