import Findings
package import Verdicts

/// A plan of removals, ready to be rendered.
package struct PlanReport: Sendable {
    package var plan: RemovalPlan
    /// How many files, members and names of one step are listed; nil lists all. Formats for machines list all.
    package var limit: Int?

    package init(_ plan: RemovalPlan, limit: Int? = nil) {
        self.plan = plan
        self.limit = limit
    }

    package func render(_ format: AnswerFormat, _ style: Style) -> [UInt8] {
        switch format {
        case .text: Array(TextPlan(report: self, style: style).render().utf8)
        case .markdown: Array(MarkdownPlan(report: self).render().utf8)
        case .json: JSONPlan.render(plan)
        }
    }
}

extension PlanReport {
    /// Where the domain stands, in one sentence.
    var sentence: String {
        let plan = plan
        guard plan.surplus > 0 else {
            return
                "\(plan.domain): \(Wording.count(plan.counted, "manager")) counted, budget \(plan.budget): nothing has to go"
        }
        return "\(plan.domain): from \(plan.counted) to \(plan.budget): \(plan.surplus) of "
            + "\(Wording.count(plan.counted, "counted manager")) to go, \(plan.dead.count) of them today; "
            + "\(plan.lines) lines, \(plan.deadLines) of them today"
    }

    /// What to do before any step, where nothing says what is to remain.
    var advice: String? {
        guard plan.canonical == nil, plan.counted > 0 else { return nil }
        return "no manager of \(plan.domain) is canonical: nobody designated one, and no use proposes one. "
            + "Write `canonical: {\(plan.domain): SYMBOL}` in .ssot.yaml, or try --canonical SYMBOL"
    }

    func names(_ items: [String]) -> String { Wording.list(items, limit: limit ?? .max) }
}

extension RemovalStep {
    /// What the removal can break, in words.
    var riskInWords: String {
        let files =
            users.allSatisfy { $0.path == manager.path }
            ? "only its own file" : Wording.files(production: productionFiles, tests: testFiles)
        let use = productionFiles + testFiles == 1 ? "uses" : "use"
        return switch risk {
        case .dead: "none: its module cannot be imported, a package of the same name hides it"
        case .unreferenced: "none known: nothing in the repository imports or uses it"
        case .importedOnly:
            "low: imported by \(Wording.files(production: importing.production, tests: importing.tests)), used by none"
        case .testsOnly: "low: \(files) \(use) it, no production code\(lack)"
        case .replaceable: "low: \(files) \(use) it, and the canonical one offers all that it does"
        case .baseOfCanonical:
            "high: the canonical one inherits it, make one definition of the two; \(files) \(use) it"
        case .incompatible: "\(productionFiles < 4 ? "medium" : "high"): \(files) \(use) it\(lack)"
        }
    }

    private var lack: String {
        let parts = [
            missing.isEmpty
                ? nil
                : "the canonical one lacks \(missing.count) of its \(Wording.count(manager.members.count, "member"))",
            differences.isEmpty ? nil : "\(Wording.count(differences.count, "member")) called differently",
        ].compactMap { $0 }
        return parts.isEmpty ? "" : "; " + parts.joined(separator: ", ")
    }

    /// Files that import it under any name; one that imports two names is counted twice.
    private var importing: (production: Int, tests: Int) {
        aliases.reduce((0, 0)) { ($0.0 + $1.productionFiles, $0.1 + $1.testFiles) }
    }

    var likenessInWords: String? {
        likeness.map {
            $0.kind == .placeholder
                ? "one of the two is an empty stand-in: \($0.other)"
                : "\(Wording.spaced($0.kind.rawValue)), \(Int(($0.score * 100).rounded())) %, with \($0.other)"
        }
    }
}

extension ManagerMember {
    /// `async send(user_id, timeout=)`, or the name of a field.
    var words: String { kind == .field ? name : "\(isAsync ? "async " : "")\(name)(\(signature))" }
}

extension MemberDifference {
    var words: String {
        var parts: [String] = []
        if !dropped.isEmpty { parts.append("takes no \(dropped.joined(separator: ", "))") }
        if !demanded.isEmpty { parts.append("demands \(demanded.joined(separator: ", "))") }
        if changesKind { parts.append("is a method in one and a field in the other") }
        if changesAwaiting { parts.append("is asynchronous in one only") }
        return "\(member) \(parts.joined(separator: ", "))"
    }
}

extension FileUse {
    var words: String { "\(path) ×\(count)" }
}

extension ImportedName {
    var words: String { "\(name) (\(Wording.files(production: productionFiles, tests: testFiles)))" }
}
