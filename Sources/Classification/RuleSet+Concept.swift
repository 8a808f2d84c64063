extension RuleSet {
    /// What the function's identifiers identify: the word before the identifier's own word in the function's name,
    /// or in the name that a made value is bound to, or else the name's last word that says anything.
    func concept(of reading: inout Reading) -> String {
        let names = [reading.nameWords] + reading.boundMakings.map { IdentifierWords.split($0) }
        for words in names {
            if let concept = concept(before: words) { return concept }
        }
        let telling = reading.nameWords.last {
            !voting.concept.skip.contains($0) && !voting.concept.identifier.contains($0)
        }
        return telling ?? "other"
    }

    /// What a value of a name identifies: the word before the identifier's own; nil where no such word stands there.
    public func concept(inName name: String) -> String? {
        concept(before: IdentifierWords.split(name)).map { voting.concept.aliases[$0] ?? $0 }
    }

    /// The last word of a name that says anything; nil where none does.
    public func tellingWord(ofName name: String) -> String? {
        let words = IdentifierWords.split(name)
        let telling = words.last {
            !voting.concept.skip.contains($0) && !voting.concept.identifier.contains($0)
                && !voting.concept.owners.contains($0) && $0.utf8.contains { $0 > UInt8(ascii: "9") }
        }
        return telling.map { voting.concept.aliases[$0] ?? IdentifierWords.singular($0) }
    }

    private func concept(before words: [String]) -> String? {
        var last: String?
        for word in words {
            let isIdentifier =
                voting.concept.identifier.contains(word)
                || voting.concept.identifier.contains(IdentifierWords.singular(word))
            if isIdentifier, let last { return IdentifierWords.singular(last) }
            if !voting.concept.skip.contains(word) { last = word }
        }
        return nil
    }
}
