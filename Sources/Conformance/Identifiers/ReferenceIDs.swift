internal import Glibc
import Identifiers
internal import Synchronization

/// The Swift reference ID manager as a subject, in this process.
package final class ReferenceIDs: Subject {
    /// What a call works with; a reset makes it anew.
    private struct State {
        /// Nil: the clock of the machine.
        var milliseconds: Int64?
        var generator = IDGenerator()
    }

    private let state = Mutex(State())
    private let copy: @Sendable () -> (any Subject)?

    /// - Parameter copy: makes another one in a process of its own; nil where there is no such way.
    package init(copy: @escaping @Sendable () -> (any Subject)? = { nil }) { self.copy = copy }

    package func restart() async { state.withLock { $0 = State() } }

    package func another() async -> (any Subject)? { copy() }

    package func perform(_ call: Call) async -> Answer {
        do throws(IDError) {
            return try answer(call) ?? Self.legacyAnswer(call) ?? .unsupported("no such operation")
        } catch {
            return .refused(error.description)
        }
    }

    /// Nil for operations that are not about IDs of today's form.
    private func answer(_ call: Call) throws(IDError) -> Answer? {
        switch call.operation {
        case "hello": return .value(Self.description)
        case "reset":
            state.withLock { $0 = State() }
            return .value(true)
        case "generate": return try generate(call)
        case "parse":
            return .value(Self.facts(try Self.parse(call)))
        case "validate": return .value(.bool(UnifiedIDManager.isValid(call.text, as: call.kind)))
        case "normalise":
            return .value(.text(try UnifiedIDManager.normalize(call.text, as: call.kind).description))
        case "format":
            let id = try Self.parse(call)
            return .value(.text(id.text(call["to"]?.text.flatMap(IDSpelling.init(rawValue:)) ?? .typeID)))
        case "memory": return .value(.integer(Self.residentBytes))
        default: return nil
        }
    }

    // MARK: Making

    private func generate(_ call: Call) throws(IDError) -> Answer {
        guard let kind = call.kind else { return .refused("no such kind") }
        let count = Int(call["count"]?.integer ?? 1)
        let spelling = call.spelling ?? kind.canonicalSpelling
        let generator = state.withLock { $0.generator }
        var ids: [Value] = []
        ids.reserveCapacity(count)
        for _ in 0..<count { ids.append(.text(try generator.generate(kind).text(spelling))) }
        return .value(.list(ids))
    }

    // MARK: Facts

    private static func parse(_ call: Call) throws(IDError) -> UnifiedID {
        guard let kind = call.kind else { return try UnifiedIDManager.parse(call.text) }
        return try UnifiedIDManager.parse(call.text, as: kind, spelling: call.spelling)
    }

    private static var description: Value {
        [
            "name": "ssot reference", "typeid": true,
            "kinds": .list(
                IDKind.all.map { kind in
                    let isHexadecimal = kind.canonicalSpelling == .hexadecimal
                    return [
                        "name": .text(kind.name), "prefix": isHexadecimal ? nil : .text(kind.prefix),
                        "shape": isHexadecimal
                            ? .text("{hex:\(kind == .span ? 16 : 32)}") : .text(kind.prefix + "_{base32:26}"),
                        "ordered": .bool(kind.form == .ordered), "timed": .bool(kind.form == .ordered),
                    ]
                }),
        ]
    }

    /// What an ID tells.
    static func facts(_ id: UnifiedID) -> Value {
        [
            "kind": .text(id.kind.name), "canonical": .text(id.description),
            "version": id.version.map { .integer(Int64($0)) } ?? nil,
            "milliseconds": id.milliseconds.map(Value.integer) ?? nil,
        ]
    }

    /// How much memory the process holds (proc(5), statm).
    package static var residentBytes: Int64 {
        guard let file = unsafe fopen("/proc/self/statm", "r") else { return 0 }
        defer { unsafe fclose(file) }
        var buffer = [UInt8](repeating: 0, count: 256)
        let count = unsafe buffer.withUnsafeMutableBytes { unsafe fread($0.baseAddress, 1, $0.count, file) }
        let pages = String(decoding: buffer.prefix(count), as: UTF8.self).split(separator: " ").dropFirst()
            .first
        return (pages.flatMap { Int64($0) } ?? 0) * Int64(sysconf(Int32(_SC_PAGESIZE)))
    }
}

extension Call {
    var text: String { self["text"]?.text ?? "" }
    var kind: IDKind? { self["kind"]?.text.flatMap(IDKind.init(named:)) }
    var spelling: IDSpelling? { self["spelling"]?.text.flatMap(IDSpelling.init(rawValue:)) }
}
