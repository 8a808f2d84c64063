import Classification
import Outlines

/// Picks the functions of a file that identifier rules may hold for: by their names, by the calls inside the values
/// that they return or keep, and by the names that made values are kept under. It passes more than the rules do,
/// never less.
struct FunctionSieve: Sendable {
    /// Whether some rule says nothing that could be looked for: then every function passes.
    private let passesAll: Bool
    private let names: [[UInt8]]
    private let bindings: [[UInt8]]
    /// The last parts of the dotted names of calls.
    private let calls: Set<[UInt8]>

    init(_ hints: MatchHints) {
        var names: [[UInt8]] = []
        var bindings: [[UInt8]] = []
        var calls: Set<[UInt8]> = []
        var passesAll = false
        for hint in hints.hints {
            switch hint.place {
            case .name: names.append(Array(hint.text.utf8))
            case .binding: bindings.append(Array(hint.text.utf8))
            case .call: calls.insert(Array(hint.text.utf8.split(separator: UInt8(ascii: ".")).last ?? []))
            case .canonicalClass, .canonicalModule, .canonicalCall: break  // known by the file or the method names
            case .base, .managerAncestor, .managerBinding, .managerTarget, .anywhere: passesAll = true
            }
        }
        self.names = names
        self.bindings = bindings
        self.calls = calls
        self.passesAll = passesAll
    }

    /// - Parameters:
    ///   - canonicalMethods: the names of the methods of the one maker of identifiers.
    ///   - isBeside: whether the file holds that class: then every function of it passes.
    /// - Returns: indices of definitions, ascending.
    func candidates(_ outline: Outline, _ canonicalMethods: Set<String>, isBeside: Bool) -> [Int] {
        let functions = outline.definitions.indices.filter { outline.definitions[$0].kind == .function }
        if passesAll || isBeside { return functions }
        var isCandidate = [Bool](repeating: false, count: outline.definitions.count)
        var facts = [NameFacts](repeating: [], count: outline.names.count)
        for index in functions {
            let name = outline.definitions[index].name
            if learn(name, outline, canonicalMethods, &facts).contains(.namesIdentifier) {
                isCandidate[index] = true
            }
        }
        for value in outline.values where value.scope >= 0 && value.uses.count > 0 {
            guard !isCandidate[Int(value.scope)] else { continue }
            let isKept =
                value.target != NamePath.none
                && learn(outline.paths[Int(value.target)].name, outline, canonicalMethods, &facts)
                    .contains(.keepsIdentifier)
            for use in outline.uses[value.uses.range] where use.kind == .call {
                let name = outline.paths[Int(use.path)].name
                if isKept || learn(name, outline, canonicalMethods, &facts).contains(.makesIdentifier) {
                    isCandidate[Int(value.scope)] = true
                    break
                }
            }
        }
        return functions.filter { isCandidate[$0] }
    }

    /// What a name may mean for identifiers.
    private struct NameFacts: OptionSet {
        let rawValue: UInt8
        static let isKnown = NameFacts(rawValue: 1)
        static let namesIdentifier = NameFacts(rawValue: 2)
        static let keepsIdentifier = NameFacts(rawValue: 4)
        static let makesIdentifier = NameFacts(rawValue: 8)
    }

    private func learn(
        _ id: NameTable.ID, _ outline: Outline, _ canonicalMethods: Set<String>, _ facts: inout [NameFacts]
    ) -> NameFacts {
        let known = facts[Int(id)]
        if known.contains(.isKnown) { return known }
        var found: NameFacts = .isKnown
        let bytes = Array(outline.names.bytes[outline.names.range(id)])
        let squeezed = bytes.compactMap { MatchHints.squeeze($0) }
        if holdsWord(squeezed, names, id, outline) { found.insert(.namesIdentifier) }
        if holdsWord(squeezed, bindings, id, outline) { found.insert(.keepsIdentifier) }
        if calls.contains(bytes) || !canonicalMethods.isEmpty && canonicalMethods.contains(outline.names[id])
        {
            found.insert(.makesIdentifier)
        }
        facts[Int(id)] = found
        return found
    }

    /// Whether one of the texts is a word of a name, or neighbouring words joined; "id" stands inside many words.
    private func holdsWord(
        _ squeezed: [UInt8], _ texts: [[UInt8]], _ id: NameTable.ID, _ outline: Outline
    ) -> Bool {
        guard texts.contains(where: { Self.contains(squeezed, $0) }) else { return false }
        let words = IdentifierWords.split(outline.names[id])
        return words.indices.contains { index in
            (1...3).contains { length in
                guard index + length <= words.count else { return false }
                let run = words[index..<index + length].joined()
                return texts.contains { run.utf8.starts(with: $0) && run.utf8.count <= $0.count + 3 }
            }
        }
    }

    private static func contains(_ text: [UInt8], _ part: [UInt8]) -> Bool {
        guard let first = part.first, text.count >= part.count else { return false }
        var start = 0
        while start <= text.count - part.count {
            if text[start] == first, text[start..<start + part.count].elementsEqual(part) { return true }
            start += 1
        }
        return false
    }
}
