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
