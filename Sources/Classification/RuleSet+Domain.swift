public import Findings

extension RuleSet {
    /// The domain that a manager of this role serves: the one with the greatest sum of votes, the first in order of
    /// id among equals; the default domain if no sum reaches the threshold. Every vote is returned, the weightiest
    /// first, also those for other domains.
    ///
    /// - Parameter imports: the `votingImports` of the subject's file, where they are known.
    /// - Complexity: O(n) in the words of the subject.
    public func domain(
        of subject: Subject, role: Role, in surroundings: Surroundings = Surroundings(),
        imports: [VotingImport]? = nil
    ) -> (domain: String, evidence: [Evidence]) {
        var reading = reading(of: subject, in: surroundings)
        var ballot = Ballot(places: votes.places[role] ?? [])
        castWords(&reading, &ballot)
        castImports(imports ?? votingImports(subject.imports), &ballot)
        castMembers(reading.members, &ballot)
        castBonuses(&reading, role, &ballot)

        var best: (domain: Int, total: Double)?
        for index in domainRules.indices {
            guard let total = ballot.total(of: index, caps: voting.caps), total > best?.total ?? -.infinity
            else { continue }
            best = (index, total)
        }
        let evidence = ballot.votes.map {
            Evidence(
                aspect: .domain, rule: domainRules[$0.domain].header.id, weight: rounded($0.weight),
                detail: $0.detail, line: $0.line)
        }
        let sorted = evidence.sorted {
            (-abs($0.weight), $0.rule, $0.detail, $0.line) < (-abs($1.weight), $1.rule, $1.detail, $1.line)
        }
        guard let best, best.total >= voting.threshold else { return (voting.defaultDomain, sorted) }
        return (domainRules[best.domain].header.id, sorted)
    }

    private func castWords(_ reading: inout Reading, _ ballot: inout Ballot) {
        let subject = reading.subject
        castName(reading.nameWords, subject.line, &ballot)
        if subject.fileStem != "__init__" { cast(WordRow(reading.fileWords), .pathFile, 0, &ballot) }
        for folder in subject.folders { cast(WordRow(splitting: folder), .pathFolder, 0, &ballot) }
        for base in subject.bases {
            let words = IdentifierWords.split(base.name.lastComponent)
            cast(WordRow(words), voting.hasHead(words) ? .base : .baseOther, base.line, &ballot)
        }
        if let target = subject.target {
            cast(WordRow(splitting: target.lastComponent), .base, subject.line, &ballot)
        }
        let summary = RunningText.summary(subject.docstring)
        cast(WordRow(splitting: summary), .docstring, subject.line, &ballot)
        let moduleSummary = RunningText.summary(subject.moduleDocstring)
        cast(WordRow(splitting: moduleSummary), .moduleDocstring, 1, &ballot)
        cast(WordRow(reading.enclosingWords), .enclosing, subject.line, &ballot)
        for member in reading.members { cast(WordRow(splitting: member.name), .member, member.line, &ballot) }
        // A word votes once at a place, so that a call that comes again changes nothing.
        var calls: Set<String> = []
        for call in subject.calls where calls.insert(call.name).inserted {
            cast(WordRow(splitting: call.name), .call, call.line, &ballot)
        }
    }

    /// A run of words that a domain names, by its position among the words of a place.
    private struct Hit {
        /// By position in the table.
        var word: Int
        var start: Int
        var count: Int
    }

    /// The named runs, longest first, none overlapping a longer or earlier one; in order of position.
    private func hits(in row: WordRow) -> [Hit] {
        var found: [Hit] = []
        for start in 0..<row.count {
            votes.words.matches(in: row, from: start) { found.append(Hit(word: $1, start: start, count: $0)) }
        }
        guard found.count > 1 else { return found }
        found.sort { ($1.count, $0.start) < ($0.count, $1.start) }
        var isCovered = [Bool](repeating: false, count: row.count)
        var hits: [Hit] = []
        for hit in found where !isCovered[hit.start..<(hit.start + hit.count)].contains(true) {
            for index in hit.start..<(hit.start + hit.count) { isCovered[index] = true }
            hits.append(hit)
        }
        return hits.sorted { $0.start < $1.start }
    }

    private func cast(_ row: WordRow, _ place: Voting.Place, _ line: Int, _ ballot: inout Ballot) {
        guard let factor = voting.factors[place], factor != 0 else { return }
        for hit in hits(in: row) { cast(hit, place, factor, line, &ballot) }
    }

    private func cast(
        _ hit: Hit, _ place: Voting.Place, _ factor: Double, _ line: Int, _ ballot: inout Ballot
    ) {
        let word = votes.words.words[hit.word]
        ballot.cast(
            votes.wordVotes[hit.word], place, word, factor,
            detail: "word \"\(word)\" in \(place.rawValue)", line: line)
    }

    /// The words of the name, where the subject counts for more: the last named run before the head with none but
    /// generic words between.
    private func castName(_ words: [String], _ line: Int, _ ballot: inout Ballot) {
        let head = words.lastIndex { voting.headWords.contains($0) } ?? words.count
        var genericStart = head
        while genericStart > 0, voting.genericWords.contains(words[genericStart - 1]) { genericStart -= 1 }
        for hit in hits(in: WordRow(words)) {
            let end = hit.start + hit.count
            let place: Voting.Place =
                end <= head && end >= genericStart ? .nameLast : hit.start > head ? .nameAfter : .name
            guard let factor = voting.factors[place], factor != 0 else { continue }
            cast(hit, place, factor, line, &ballot)
        }
    }

    /// The modules with votes that imports name or stand inside. Each once: a module votes once for a subject.
    public func votingImports(_ imports: [String]) -> [VotingImport] {
        var found: [VotingImport] = []
        var seen: Set<String> = []
        for name in imports {
            let dots = name.utf8.indices.filter { name.utf8[$0] == UInt8(ascii: ".") }
            for end in dots + [name.endIndex] {
                let module = String(name[..<end])
                guard votes.modules[module] != nil, seen.insert(module).inserted else { continue }
                found.append(VotingImport(module: module, name: name))
            }
        }
        return found
    }

    private func castImports(_ imports: [VotingImport], _ ballot: inout Ballot) {
        guard let factor = voting.factors[.import], factor != 0 else { return }
        for item in imports {
            ballot.cast(
                votes.modules[item.module] ?? [], .import, item.module, factor,
                detail: "import \(item.name)", line: 0)
        }
    }

    private func castMembers(_ members: [Use], _ ballot: inout Ballot) {
        guard let factor = voting.factors[.member], factor != 0 else { return }
        for member in members {
            ballot.cast(
                votes.members[member.name] ?? [], .member, member.name, factor,
                detail: "member \(member.name)", line: member.line)
            for index in votes.memberPatterns.indices where votes.memberPatterns[index].matches(member.name) {
                let (pattern, vote) = (votes.memberPatterns[index].text, votes.patternVotes[index])
                ballot.cast(
                    domain: vote.domain, .member, pattern, weight: vote.weight * factor,
                    detail: "member \(member.name) (\(pattern))", line: member.line)
            }
        }
    }

    private func castBonuses(_ reading: inout Reading, _ role: Role, _ ballot: inout Ballot) {
        for bonus in voting.bonuses where bonus.roles.isEmpty || bonus.roles.contains(role) {
            var sightings: [Sighting] = []
            guard let domain = domainRules.firstIndex(where: { $0.header.id == bonus.domain }),
                bonus.condition?.holds(for: &reading, &sightings) ?? true
            else { continue }
            let seen = sightings.map(\.detail).joined(separator: ", ")
            ballot.cast(
                domain: domain, .bonus, bonus.title, weight: bonus.weight, detail: "\(bonus.title): \(seen)",
                line: sightings.first { $0.line != 0 }?.line ?? 0)
        }
    }
}

/// A module that domains have votes for, and the first import of a file that names it or stands inside it.
public struct VotingImport: Sendable {
    fileprivate let module: String
    fileprivate let name: String
}

/// The votes for one subject: one for each domain, place and word, however often the word stands there.
private struct Ballot {
    struct Vote {
        var domain: Int
        var weight: Double
        var detail: String
        var line: Int
    }

    private struct Key: Hashable {
        var domain: Int
        var place: Voting.Place
        var word: String
    }

    private(set) var votes: [Vote] = []
    private var cast: Set<Key> = []
    /// By domain and place; nil where nothing was cast.
    private var sums: [Double?]
    /// The places whose votes count, by domain; a bonus always counts.
    private let places: [CaseSet<Voting.Place>]

    init(places: [CaseSet<Voting.Place>]) {
        sums = Array(repeating: nil, count: places.count * Voting.Place.allCases.count)
        self.places = places
    }

    mutating func cast(
        domain: Int, _ place: Voting.Place, _ word: String, weight: Double, detail: @autoclosure () -> String,
        line: Int
    ) {
        guard place == .bonus || places[domain].contains(place),
            cast.insert(Key(domain: domain, place: place, word: word)).inserted
        else { return }
        let index = domain * Voting.Place.allCases.count + place.ordinal
        sums[index] = (sums[index] ?? 0) + weight
        votes.append(Vote(domain: domain, weight: weight, detail: detail(), line: line))
    }

    /// Casts what domains have for one word, times the factor of the place.
    mutating func cast(
        _ votes: [VoteTable.Vote], _ place: Voting.Place, _ word: String, _ factor: Double,
        detail: @autoclosure () -> String, line: Int
    ) {
        for vote in votes {
            cast(
                domain: vote.domain, place, word, weight: vote.weight * factor, detail: detail(), line: line)
        }
    }

    /// nil for a domain without a vote. Rounded, so that equal votes in another order stay equal.
    func total(of domain: Int, caps: [Voting.Place: Double]) -> Double? {
        let sums = sums[(domain * Voting.Place.allCases.count)...].prefix(Voting.Place.allCases.count)
        guard sums.contains(where: { $0 != nil }) else { return nil }
        let total = zip(Voting.Place.allCases, sums).reduce(0.0) { total, item in
            total + min(item.1 ?? 0, caps[item.0] ?? .infinity)
        }
        return rounded(total)
    }
}

/// To six decimals: beyond them are only the errors of binary fractions.
private func rounded(_ value: Double) -> Double { (value * 1_000_000).rounded() / 1_000_000 }

extension String {
    /// `c` of `a.b.c`.
    var lastComponent: Substring { split(separator: ".").last ?? "" }

    /// Whether this dotted name is one of a module's own names: `a.b` of `a`.
    func isDirectly(inside module: String) -> Bool {
        guard let dot = utf8.lastIndex(of: UInt8(ascii: ".")) else { return false }
        return self[..<dot] == module
    }
}

extension Subject {
    fileprivate var folders: ArraySlice<Substring> { path.split(separator: "/").dropLast() }
    fileprivate var fileStem: Substring {
        let file = path.split(separator: "/").last ?? ""
        return file.lastIndex(of: ".").map { file[..<$0] } ?? file
    }
}
