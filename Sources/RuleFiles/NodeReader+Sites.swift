import Classification
import Findings
import Yams

extension NodeReader {
    // MARK: Sources

    mutating func source(_ fields: [String: Node], _ header: RuleHeader) -> SourceRule? {
        let source = fields["source"].flatMap { siteSource($0) }
        let calls = fields["calls"].flatMap { globs($0, "calls", .dotted) }
        let text = fields["text"].flatMap { node in
            choice(node, "text kind", among: TextKind.allCases.map(\.rawValue), plural: "kinds of text")
        }
        let bits = bits(fields)
        let isFunctionOnly = fields["functions-only"].flatMap { flag($0, "functions-only") } ?? false
        let isCallable = fields["callable"].flatMap { flag($0, "callable") } ?? false
        let demands = fields["demands"].flatMap { texts($0, "demands") } ?? []
        let isIdentifier = fields["identifier"].flatMap { flag($0, "identifier") } ?? false
        guard let source, let calls else { return nil }
        return SourceRule(
            header: header, source: source, calls: calls, isFunctionOnly: isFunctionOnly,
            isCallable: isCallable, isIdentifier: isIdentifier,
            bits: bits, text: text.flatMap(TextKind.init(rawValue:)) ?? .opaque, demands: demands)
    }

    private mutating func siteSource(_ node: Node) -> IdentifierSite.Source? {
        let known = IdentifierSite.Source.allCases.map(\.rawValue)
        return choice(node, "source", among: known, plural: "sources").flatMap(
            IdentifierSite.Source.init(rawValue:))
    }

    private mutating func bits(_ fields: [String: Node]) -> SourceRule.Bits {
        let given = ["bits", "bits-each", "bits-from"].compactMap { key in fields[key].map { (key, $0) } }
        if given.count > 1 { fail(given[1].1, "\(given[1].0) beside \(given[0].0); write one of them") }
        if let node = fields["bits"] { return .fixed(number(node, "bits", in: 0...4096) ?? 0) }
        if let node = fields["bits-each"] {
            let each = number(node, "bits-each", in: 0...64) ?? 0
            let count = fields["default-count"].flatMap { number($0, "default-count", in: 0...4096) } ?? 0
            return .perUnit(each, default: count)
        }
        if let node = fields["bits-from"] {
            let from = choice(node, "bits-from", among: ["range", "choices"], plural: "ways")
            return from == "range" ? .range : .choices
        }
        return .fixed(0)
    }

    // MARK: Sinks

    mutating func sink(_ fields: [String: Node], _ header: RuleHeader) -> SinkRule? {
        let order = fields["order"].flatMap { count($0, "order") }
        let sink = fields["sink"].flatMap { node in
            choice(node, "sink", among: SinkClass.allCases.map(\.rawValue), plural: "sinks")
        }
        let condition = fields["when"].flatMap { sinkCondition($0) }
        guard let order, let sink = sink.flatMap(SinkClass.init(rawValue:)), let condition else { return nil }
        return SinkRule(header: header, order: order, sink: sink, condition: condition)
    }

    private mutating func sinkCondition(_ node: Node) -> SinkCondition? {
        guard let fields = fields(node, of: .sinkCondition) else { return nil }
        if fields.isEmpty {
            fail(node, "condition without a key; a rule that always holds decides everything")
        }
        var condition = SinkCondition()
        condition.lastWords = Set(fields["last-word"].flatMap { words($0, "last-word") } ?? [])
        condition.anyWords = Set(fields["any-word"].flatMap { words($0, "any-word") } ?? [])
        condition.callees = fields["callee"].flatMap { globs($0, "callee", .dotted) } ?? []
        condition.texts = values(fields["text"], "text sign", TextSign.self)
        condition.sources = values(fields["source"], "source", IdentifierSite.Source.self)
        condition.sinks = values(fields["into"], "place", IdentifierSite.Sink.self)
        condition.isIdentifierSource = fields["identifier-source"].flatMap { flag($0, "identifier-source") }
        condition.isUnnamed = fields["unnamed"].flatMap { flag($0, "unnamed") }
        return condition
    }

    private mutating func values<Value: RawRepresentable<String> & CaseIterable & Hashable>(
        _ node: Node?, _ noun: String, _: Value.Type
    ) -> Set<Value> {
        guard let node else { return [] }
        let known = Value.allCases.map(\.rawValue)
        let found = list(node, noun) { $0.choice($1, noun, among: known, plural: noun + "s") }
        return Set((found ?? []).compactMap(Value.init(rawValue:)))
    }
}
