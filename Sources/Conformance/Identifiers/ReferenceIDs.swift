import IDMigration
import Identifiers
internal import Synchronization

/// The Swift reference ID manager as a subject, in this process.
package final class ReferenceIDs: Subject {
    /// What calls work with; a reset makes it anew.
    private struct State {
        var generator = IDGenerator()
        /// Nil: the clock of the machine.
        var clock: ScriptedClock?
    }

    private let state = Mutex(State())
    private let copy: @Sendable () -> (any Subject)?

    /// - Parameter copy: makes another one in a process of its own; nil where there is no such way.
    package init(copy: @escaping @Sendable () -> (any Subject)? = { nil }) { self.copy = copy }

    package func restart() async { state.withLock { $0 = State() } }

    package func another() async -> (any Subject)? { copy() }

    package func perform(_ call: Call) async -> Answer {
        do throws(IDError) {
            if let answer = try answer(call) { return answer }
            if let answer = try Self.formerAnswer(call) { return answer }
            return Self.legacyAnswer(call) ?? .unsupported("no such operation")
        } catch {
            return .refused(error.description)
        }
    }

    /// Nil for operations that are not about IDs of today's form.
    private func answer(_ call: Call) throws(IDError) -> Answer? {
        switch call.operation {
        case "hello": return .value(Self.description)
        case "reset": return reset(call)
        case "set-clock":
            guard let clock = state.withLock({ $0.clock }), let time = call["milliseconds"]?.integer else {
                return .unsupported("the clock is the machine's")
            }
            clock.set(time)
            return .value(true)
        case "generate": return try generate(call)
        case "parse": return .value(Self.facts(try Self.parse(call)))
        case "validate": return .value(.bool(UnifiedIDManager.isValid(call.text, as: call.kind)))
        case "normalise":
            return .value(.text(try UnifiedIDManager.normalize(call.text, as: call.kind).description))
        case "format": return try format(call)
        case "typeid":
            let id = try TypeID(call.text)
            let twin = try UnifiedID(.test, high: id.high, low: id.low)
            return .value([
                "prefix": .text(id.prefix), "uuid": .text(twin.text(.uuid)), "text": .text(id.description),
            ])
        case "traceparent":
            let parent = try TraceParent(call.text)
            return .value([
                "trace": .text(parent.traceID.description), "parent": .text(parent.parentID.description),
                "sampled": .bool(parent.isSampled), "text": .text(parent.description),
            ])
        case "register":
            let kind = try IDKind.register(
                prefix: call["prefix"]?.text ?? "", isOrdered: call["ordered"]?.isTruthy ?? true)
            return .value(Self.facts(kind))
        case "memory": return .value(.integer(ProcessMemory.residentBytes(of: ["self"])))
        default: return nil
        }
    }

    // MARK: Making

    private func reset(_ call: Call) -> Answer {
        let clock = call["clock"]?.integer.map { ScriptedClock($0) }
        let seed = call["seed"]?.integer
        var state = State(clock: clock)
        switch call["entropy"]?.text {
        case nil where seed == nil && clock != nil:
            state.generator = IDGenerator(
                ScriptedSources(
                    milliseconds: { clock?.milliseconds ?? 0 }, random: { .random(in: .min ... .max) }))
        case nil where seed != nil:
            let words = Mutex(SeededRandom(UInt64(bitPattern: seed ?? 1)))
            state.generator = IDGenerator(
                ScriptedSources(
                    milliseconds: { clock?.milliseconds ?? 0 }, random: { words.withLock { $0.next() } }))
        case nil: break
        case "zeros":
            state.generator = IDGenerator(
                ScriptedSources(milliseconds: { clock?.milliseconds ?? 0 }, random: { 0 }))
        case "none":
            state.generator = IDGenerator(
                ScriptedSources(
                    milliseconds: { clock?.milliseconds ?? 0 },
                    random: { () throws(IDError) in throw .entropyUnavailable(number: 5) }))
        case let other?: return .unsupported("no entropy \"\(other)\"")
        }
        self.state.withLock { $0 = state }
        return .value(true)
    }

    private func generate(_ call: Call) throws(IDError) -> Answer {
        guard let kind = call.kind else { return .refused("no such kind") }
        let spelling = call.spelling ?? kind.canonicalSpelling
        let generator = state.withLock { $0.generator }
        var ids: [Value] = []
        for _ in 0..<(call["count"]?.integer ?? 1) {
            ids.append(.text(try generator.generate(kind).text(spelling)))
        }
        return .value(.list(ids))
    }

    // MARK: Reading

    private static func parse(_ call: Call) throws(IDError) -> UnifiedID {
        guard let kind = call.kind else { return try UnifiedIDManager.parse(call.text) }
        return try UnifiedIDManager.parse(call.text, as: kind, spelling: call.spelling)
    }

    private func format(_ call: Call) throws(IDError) -> Answer {
        guard let kind = call.kind, let target = call["to"]?.text.flatMap(IDSpelling.init(rawValue:)) else {
            return .refused("no such kind or spelling")
        }
        var texts: [Value] = []
        for text in call["texts"]?.list ?? [] {
            let id = try UnifiedIDManager.parse(text.text ?? "", as: kind, spelling: call.spelling)
            texts.append(.text(id.text(target)))
        }
        return .value(.list(texts))
    }

    private static var description: Value {
        [
            "name": "ssot reference", "protocol": 1, "trace-context": true,
            "kinds": .list(builtIn.map(facts)),
        ]
    }

    /// Not those that a requirement registered.
    private static let builtIn: [IDKind] = [
        .connection, .message, .request, .correlation, .audit, .test, .run, .thread, .session, .context,
        .user, .trace, .span,
    ]

    private static func facts(_ kind: IDKind) -> Value {
        let isHexadecimal = kind.canonicalSpelling == .hexadecimal
        let isOrdered = kind.form == .ordered
        return [
            "name": .text(kind.name), "prefix": isHexadecimal ? nil : .text(kind.prefix + "_"),
            "shape": .text(
                isHexadecimal ? "{hex:\(kind == .span ? 16 : 32)}" : kind.prefix + "_{base32:26}"),
            "ordered": .bool(isOrdered), "timed": .bool(isOrdered), "random": 14,
            "version": isHexadecimal ? nil : .integer(isOrdered ? 7 : 4),
        ]
    }

    /// What an ID tells.
    private static func facts(_ id: UnifiedID) -> Value {
        [
            "kind": .text(id.kind.name), "canonical": .text(id.description),
            "version": id.version.map { .integer(Int64($0)) } ?? nil,
            "milliseconds": id.milliseconds.map(Value.integer) ?? nil,
        ]
    }
}

/// A clock that stands where it is set.
private final class ScriptedClock: Sendable {
    private let time: Atomic<Int64>

    init(_ milliseconds: Int64) { time = Atomic(milliseconds) }

    var milliseconds: Int64 { time.load(ordering: .relaxed) }
    func set(_ milliseconds: Int64) { time.store(milliseconds, ordering: .relaxed) }
}

extension Call {
    var text: String { self["text"]?.text ?? "" }
    var kind: IDKind? { self["kind"]?.text.flatMap(IDKind.init(named:)) }
    var spelling: IDSpelling? { self["spelling"]?.text.flatMap(IDSpelling.init(rawValue:)) }
}
