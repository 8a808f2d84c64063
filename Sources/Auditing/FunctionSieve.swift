import Classification
import Linking
import Outlines

/// Picks the functions that identifier rules may hold for: by their names, by the calls inside the values that they
/// return or keep, and by the names that made values are kept under. It passes more than the rules do, never less.
struct FunctionSieve: Sendable {
    private let tree: LinkedTree
    /// Whether some rule says nothing that could be looked for: then every function passes.
    private let passesAll: Bool
    /// By distinct name.
    private let facts: [NameFacts]

    /// What a name may mean for identifiers.
    private struct NameFacts: OptionSet {
        let rawValue: UInt8
        static let namesIdentifier = NameFacts(rawValue: 1)
        static let keepsIdentifier = NameFacts(rawValue: 2)
        static let makesIdentifier = NameFacts(rawValue: 4)
    }

    /// - Parameter canonicalMethods: the names of the methods of the one maker of identifiers.
    init(_ hints: MatchHints, canonicalMethods: Set<String>, _ tree: LinkedTree, jobs: Int) async {
        var names: [[UInt8]] = []
        var bindings: [[UInt8]] = []
        var calls = Array(canonicalMethods)
        var passesAll = false
        for hint in hints.hints {
            switch hint.place {
            case .name: names.append(Array(hint.text.utf8))
            case .binding: bindings.append(Array(hint.text.utf8))
            case .call:
                calls.append(hint.text.split(separator: ".").last.map(String.init) ?? "")
            // By the file, or the methods' names.
            case .canonicalClass, .canonicalModule, .canonicalCall: break
            case .base, .managerAncestor, .managerBinding, .managerTarget, .anywhere: passesAll = true
            }
        }
        self.tree = tree
        self.passesAll = passesAll
        let words = Words(names: names, bindings: bindings)
        // By their last parts.
        let isMaker = tree.distinctNames(among: calls)
        let starts = Array(stride(from: 0, to: tree.distinctNameLimit, by: Self.share))
        facts = await concurrentMap(starts, jobs: jobs) { start in
            var text: [UInt8] = []
            return (start..<min(start + Self.share, tree.distinctNameLimit)).map {
                let facts = words.facts(tree.distinctName($0), squeezed: &text)
                return isMaker[$0] ? facts.union(.makesIdentifier) : facts
            }
        }.flatMap { $0 }
    }

    /// Names that are looked at with one buffer.
    private static let share = 1024

    /// - Parameter isBeside: whether the file holds the one maker of identifiers: then every function of it passes.
    /// - Returns: indices of definitions, ascending.
    func candidates(_ file: Int32, isBeside: Bool) -> [Int] {
        let unit = tree.units[Int(file)]
        let functions = unit.outline.definitions.indices.filter {
            unit.outline.definitions[$0].kind == .function
        }
        if passesAll || isBeside { return functions }
        var isCandidate = [Bool](repeating: false, count: unit.outline.definitions.count)
        for index in functions where has(.namesIdentifier, unit.outline.definitions[index].name, file) {
            isCandidate[index] = true
        }
        let counters = unit.outline.counters(in: unit.outline.uses.indices)
        for value in unit.outline.values where value.scope >= 0 && value.uses.count > 0 {
            guard !isCandidate[Int(value.scope)] else { continue }
            let isKept =
                value.target != NamePath.none
                && has(.keepsIdentifier, unit.outline.paths[Int(value.target)].name, file)
            if isKept, counters[value.scope] != nil { isCandidate[Int(value.scope)] = true }
            for use in unit.outline.uses[value.uses.range] where use.kind == .call {
                if isKept || has(.makesIdentifier, unit.outline.paths[Int(use.path)].name, file) {
                    isCandidate[Int(value.scope)] = true
                    break
                }
            }
        }
        return functions.filter { isCandidate[$0] }
    }

    private func has(_ fact: NameFacts, _ name: NameTable.ID, _ file: Int32) -> Bool {
        facts[tree.distinctID(of: name, in: file)].contains(fact)
    }

    /// What the rules look for.
    private struct Words: Sendable {
        private let names: [[UInt8]]
        private let bindings: [[UInt8]]
        private let nameSearch: TextSearch
        private let bindingSearch: TextSearch

        init(names: [[UInt8]], bindings: [[UInt8]]) {
            self.names = names
            self.bindings = bindings
            nameSearch = TextSearch(names)
            bindingSearch = TextSearch(bindings)
        }

        /// What each byte of a name is squeezed to; 0 where it is dropped.
        private static let squeezed: [UInt8] = (0...255).map { MatchHints.squeeze(UInt8($0)) ?? 0 }

        /// - Parameter text: a buffer that serves one name after another.
        func facts(_ name: ArraySlice<UInt8>, squeezed text: inout [UInt8]) -> NameFacts {
            let table = Self.squeezed
            text.removeAll(keepingCapacity: true)
            for byte in name where table[Int(byte)] != 0 { text.append(table[Int(byte)]) }
            var found: NameFacts = []
            if nameSearch.finds(in: text), holds(names, name, text) { found.insert(.namesIdentifier) }
            if bindingSearch.finds(in: text), holds(bindings, name, text) { found.insert(.keepsIdentifier) }
            return found
        }

        /// Whether one of the texts is a word of a name, or neighbouring words joined; "id" stands inside many
        /// words.
        private func holds(_ texts: [[UInt8]], _ name: ArraySlice<UInt8>, _ squeezed: [UInt8]) -> Bool {
            // Where words begin in the squeezed name, which holds them one behind the other, and where the last ends.
            var starts = [0]
            IdentifierWords.forEachWord(of: Array(name)) {
                starts.append(starts[starts.count - 1] + $0.count)
            }
            return (0..<starts.count - 1).contains { index in
                texts.contains { text in
                    guard squeezed[starts[index]...].starts(with: text) else { return false }
                    // A plural adds at most three letters to what the word and it share: polic, policies.
                    return starts[(index + 1)...].prefix(3).contains {
                        (text.count...text.count + 3).contains($0 - starts[index])
                    }
                }
            }
        }
    }
}
