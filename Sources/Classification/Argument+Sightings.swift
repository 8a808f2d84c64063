/// The questions that rows of the predicate table share. A value of another form than the row's answers no.
extension Argument {
    var wordList: WordList? { if case .words(let list) = self { list } else { nil } }

    var groups: [String] { if case .callGroups(let groups) = self { groups } else { [] } }

    /// A binding whose target ends in one of the record's words and whose value a call of its groups makes.
    func madeBinding(in reading: Reading, where isMeant: (Binding) -> Bool) -> Sighting? {
        guard let words = self["words"]?.wordList, let groups = self["groups"]?.groups else { return nil }
        for binding in reading.subject.bindings where isMeant(binding) {
            guard words.findLast(in: IdentifierWords.split(binding.target.lastComponent)) != nil,
                let making = reading.making(of: binding.value, by: groups)
            else { continue }
            return Sighting("\(binding.target) bound to \(making)", line: binding.value.line)
        }
        return nil
    }

    func match(_ name: String) -> Bool {
        guard case .globs(let globs) = self else { return false }
        return globs.contains { $0.matches(name) }
    }

    func first(in uses: [Use], _ noun: String) -> Sighting? {
        for use in uses where match(use.name) { return Sighting("\(noun) \(use.name)", line: use.line) }
        return nil
    }

    func sight(_ value: String, _ noun: String, line: Int) -> Sighting? {
        guard case .choices(let choices) = self, choices.contains(value) else { return nil }
        return Sighting("\(noun) \(value)", line: line)
    }

    func sight(_ value: Bool, yes: String, no: String) -> Sighting? {
        guard case .flag(value) = self else { return nil }
        return Sighting(value ? yes : no)
    }

    func atLeast(_ count: Int, _ noun: String) -> Sighting? {
        guard case .count(let least) = self, count >= least else { return nil }
        return Sighting("\(count) \(noun)")
    }

    func atMost(_ count: Int, _ noun: String) -> Sighting? {
        guard case .count(let most) = self, count <= most else { return nil }
        return Sighting("\(count) \(noun)")
    }

    /// Whether a value is among the choices.
    func picks(_ value: String) -> Bool {
        if case .choices(let choices) = self { choices.contains(value) } else { false }
    }

    /// The part of a record; nil where the rule leaves it out.
    subscript(key: String) -> Argument? { if case .record(let fields) = self { fields[key] } else { nil } }

    /// Holds if the share of the elements that are counted is at least this fraction, of one element or more.
    func share<Element>(of elements: [Element], _ noun: String, where isCounted: (Element) -> Bool)
        -> Sighting?
    {
        guard case .fraction(let least) = self, !elements.isEmpty else { return nil }
        let count = elements.count(where: isCounted)
        guard Double(count) >= least * Double(elements.count) else { return nil }
        return Sighting("\(count) of \(elements.count) \(noun)")
    }

    func phrase(in text: [String], _ noun: String) -> Sighting? {
        guard case .phrases(let phrases) = self, let phrase = phrases.first(in: text) else { return nil }
        return Sighting("\(noun) says \"\(phrase.joined(separator: " "))\"")
    }
}

extension [[String]] {
    /// The first of these phrases that stands in the text.
    /// - Complexity: O(n) in the words of the text for each phrase of bounded length.
    func first(in text: [String]) -> [String]? {
        first { phrase in
            guard phrase.count <= text.count else { return false }
            return (0...(text.count - phrase.count)).contains { start in
                text[start] == phrase[0] && text[start..<(start + phrase.count)].elementsEqual(phrase)
            }
        }
    }
}
