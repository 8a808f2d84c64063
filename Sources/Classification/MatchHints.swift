public import Findings

/// What a definition must show for any of some rules to be worth trying: a cheap sieve that passes everything that
/// a rule could hold for, and little else.
public struct MatchHints: Sendable, Hashable {
    public struct Hint: Sendable, Hashable {
        public enum Place: String, Sendable, Hashable {
            /// `text` stands in the name, both squeezed (see `squeeze`).
            case name
            /// `text` stands in the resolved name of a direct or transitive base.
            case base
            /// `text` stands in the resolved name of a call in the body.
            case call
            /// `text` stands in the squeezed name of a local value that a call makes.
            case binding
            /// An ancestor in the repository is a manager.
            case managerAncestor
            /// A name that says manager is bound to it.
            case managerBinding
            /// It is an alias of a manager.
            case managerTarget
            /// It is a method of the one maker of identifiers.
            case canonicalClass
            /// Its module holds the one maker of identifiers.
            case canonicalModule
            /// It calls the one maker of identifiers.
            case canonicalCall
            /// Nothing cheap is known: any definition of the kinds may match.
            case anywhere
        }
        /// Empty means every kind.
        public var kinds: Set<DefinitionKind>
        public var place: Place
        /// Empty where the place says it all.
        public var text: String
    }

    /// One of these must hold. In order of place and text.
    public let hints: [Hint]

    /// What names and hints are compared as: lower-case ASCII letters, digits, and bytes beyond ASCII; all else,
    /// such as `_`, is dropped. The words of a name, joined.
    public static func squeeze(_ name: some StringProtocol) -> String {
        String(decoding: name.utf8.compactMap(squeeze), as: UTF8.self)
    }

    /// The byte that stands for a byte of a name; nil if it is dropped.
    public static func squeeze(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x41...0x5A: byte | 0x20
        case 0x61...0x7A, 0x30...0x39, 0x80...0xFF: byte
        default: nil
        }
    }

    init(conditions: [Condition], callGroups: [String: [GlobPattern]]) {
        var found: Set<Hint> = []
        for condition in conditions {
            let (kinds, alternatives) = Self.need(of: condition, callGroups)
            for alternative in alternatives ?? [Hint(kinds: [], place: .anywhere, text: "")] {
                var hint = alternative
                if hint.kinds.isEmpty { hint.kinds = kinds }
                found.insert(hint)
            }
        }
        hints = found.sorted {
            ($0.place.rawValue, $0.text, $0.kinds.map(\.rawValue).sorted().joined())
                < ($1.place.rawValue, $1.text, $1.kinds.map(\.rawValue).sorted().joined())
        }
    }

    /// The kinds that a condition asks for (empty: any), and hints one of which must hold (nil: nothing known).
    private static func need(
        of condition: Condition, _ groups: [String: [GlobPattern]]
    ) -> (kinds: Set<DefinitionKind>, hints: [Hint]?) {
        switch condition {
        case .not: return ([], nil)
        case .predicate(let predicate): return (kinds(of: predicate), hints(of: predicate, groups))
        case .all(let conditions):
            var kinds: Set<DefinitionKind> = []
            var best: [Hint]?
            for part in conditions.map({ need(of: $0, groups) }) {
                if !part.kinds.isEmpty { kinds = kinds.isEmpty ? part.kinds : kinds.intersection(part.kinds) }
                guard let hints = part.hints else { continue }
                if best.map({ rank(hints) < rank($0) }) ?? true { best = hints }
            }
            return (kinds, best)
        case .any(let conditions):
            let parts = conditions.map { need(of: $0, groups) }
            let kinds = parts.contains { $0.kinds.isEmpty } ? [] : Set(parts.flatMap(\.kinds))
            var hints: [Hint] = []
            for part in parts {
                guard let own = part.hints else { return (kinds, nil) }
                hints += own.map {
                    Hint(kinds: $0.kinds.isEmpty ? part.kinds : $0.kinds, place: $0.place, text: $0.text)
                }
            }
            return (kinds, hints)
        }
    }

    /// Smaller is cheaper to test and passes less: names before bases, few before many.
    private static func rank(_ hints: [Hint]) -> (Int, Int) {
        (hints.contains { $0.place != .name } ? 1 : 0, hints.count)
    }

    private static func kinds(of predicate: Predicate) -> Set<DefinitionKind> {
        guard predicate.kind.key == "kind", case .choices(let choices) = predicate.argument else { return [] }
        return Set(choices.compactMap(DefinitionKind.init(rawValue:)))
    }

    /// A predicate that is not named here gives no hint: then more is tried than need be, never less.
    private static func hints(of predicate: Predicate, _ groups: [String: [GlobPattern]]) -> [Hint]? {
        func all(_ place: Hint.Place, _ texts: [String]) -> [Hint]? {
            texts.contains("") ? nil : texts.map { Hint(kinds: [], place: place, text: $0) }
        }
        func fact(_ place: Hint.Place) -> [Hint] { [Hint(kinds: [], place: place, text: "")] }
        func calls(_ names: [String]) -> [Hint]? {
            all(.call, names.flatMap { groups[$0] ?? [] }.map(\.longestLiteral))
        }
        switch (predicate.kind.key, predicate.argument) {
        case ("name-words", .words(let list)), ("name-first", .words(let list)),
            ("name-last", .words(let list)),
            ("name-subject", .words(let list)):
            return all(.name, list.words.map(stem))
        case ("name", .globs(let globs)): return all(.name, globs.map { squeeze($0.longestLiteral) })
        case ("base", .globs(let globs)), ("direct-base", .globs(let globs)):
            return all(.base, globs.map(\.longestLiteral))
        case ("calls", .globs(let globs)), ("returns-call", .globs(let globs)):
            return all(.call, globs.map(\.longestLiteral))
        case ("makes", .callGroups(let names)), ("returns-made", .callGroups(let names)),
            ("returns-only-made", .callGroups(let names)):
            return calls(names)
        case ("binds-made", .record(let fields)), ("returns-bound", .record(let fields)):
            guard let words = fields["words"]?.wordList?.words else { return nil }
            return all(.binding, words.map(stem))
        case ("manager-ancestor", .flag(true)), ("manager-ancestor-role", _): return fact(.managerAncestor)
        case ("bound-to-manager-name", .flag(true)): return fact(.managerBinding)
        case ("target-is-manager", .flag(true)): return fact(.managerTarget)
        case ("in-canonical-id-class", .flag(true)): return fact(.canonicalClass)
        case ("beside-canonical-id-class", .flag(true)): return fact(.canonicalModule)
        case ("returns-canonical-call", .flag(true)), ("body-calls-canonical", .flag(true)),
            ("returned-canonical-name-first", _):
            return fact(.canonicalCall)
        default: return nil
        }
    }

    /// What a word and its plural share: policy and policies both hold `polic`.
    private static func stem(_ word: String) -> String {
        word.hasSuffix("y") ? String(word.dropLast()) : word
    }
}
