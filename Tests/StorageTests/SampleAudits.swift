import Digests
import Findings
import Storage

/// SplitMix64, <https://prng.di.unimi.it/splitmix64.c>: the same numbers from the same seed, everywhere.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}

/// Makes audits and scans from seeds: equal seeds give equal values.
struct SampleSource {
    private var generator: SeededGenerator

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    /// Texts that have broken stores: quotes, U+0000, both normal forms of one letter, beyond the BMP.
    private static let words = [
        "", "websocket", "a'b\"c", "x\0y", "\u{e9}", "e\u{301}", "🦉", "%_", "app/ws.py", "run_{}", "\u{feff}",
        "NULL", "1", "tab\tline\n",
    ]

    mutating func text() -> String {
        (0..<Int.random(in: 0...2, using: &generator)).map { _ in pick(Self.words) }.joined(separator: ".")
    }

    mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int.random(in: 0..<elements.count, using: &generator)]
    }

    mutating func number() -> Int {
        pick([0, 1, Int.random(in: 0...10_000, using: &generator), Int.max])
    }

    mutating func flag() -> Bool { Bool.random(using: &generator) }

    mutating func list<Element>(upTo most: Int, _ element: (inout SampleSource) -> Element) -> [Element] {
        (0..<Int.random(in: 0...most, using: &generator)).map { _ in element(&self) }
    }

    mutating func digest() -> Digest {
        let bytes = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        guard let digest = Digest(bytes) else { preconditionFailure("32 bytes make a digest") }
        return digest
    }

    mutating func evidence() -> Evidence {
        Evidence(
            aspect: pick(Evidence.Aspect.allCases), rule: text(),
            weight: pick([0, 0.1, -3.5, 1e300, Double.random(in: 0...10, using: &generator)]), detail: text(),
            line: number())
    }

    mutating func manager() -> ManagerFact {
        ManagerFact(
            symbol: text(), name: text(), qualifiedName: text(), path: text(), line: number(),
            column: number(),
            endLine: number(), kind: pick(DefinitionKind.allCases), language: text(),
            role: pick(Role.allCases), domain: pick(["websocket", "session", text()]), isTestCode: flag(),
            isShadowed: flag(), isCounted: flag(), canonical: pick(CanonicalStatus.allCases),
            target: flag() ? text() : nil, methodCount: number(), productionReferences: number(),
            testReferences: number(), evidence: list(upTo: 4) { $0.evidence() },
            references: list(upTo: 4) {
                ReferenceFact(
                    path: $0.text(), line: $0.number(), scope: $0.text(), count: $0.number(),
                    isTestCode: $0.flag())
            }, service: text(), contents: text(),
            members: list(upTo: 4) { $0.member() },
            imports: list(upTo: 3) {
                ImportedName($0.text(), productionFiles: $0.number(), testFiles: $0.number())
            })
    }

    mutating func member() -> ManagerMember {
        ManagerMember(
            name: text(), kind: pick(ManagerMember.Kind.allCases),
            parameters: list(upTo: 3) {
                MemberParameter(
                    $0.pick(["user_id", "\u{e9}", "e\u{301}"]), $0.pick([.required, .optional, .variadic]))
            }, isAsync: flag(), isInherited: flag())
    }

    mutating func identifier() -> IdentifierFact {
        IdentifierFact(
            symbol: text(), name: text(), qualifiedName: text(), path: text(), line: number(),
            column: number(),
            language: text(), kind: pick(IdentifierKind.allCases), concept: text(), isTestCode: flag(),
            evidence: list(upTo: 4) { $0.evidence() })
    }

    mutating func audit() -> Audit {
        Audit(
            files: FileCounts(
                walked: number(), sources: number(), outlined: number(), withErrors: number(),
                bytes: number(),
                lines: number()),
            definitions: DefinitionCounts(classes: number(), functions: number()),
            managers: list(upTo: 12) { $0.manager() }, identifiers: list(upTo: 6) { $0.identifier() },
            skips: list(upTo: 4) {
                Skip(
                    path: $0.text(), reason: $0.pick(Skip.Reason.allCases), isSource: $0.flag(),
                    detail: $0.text())
            },
            shadowedModules: list(upTo: 3) { ShadowedModule(path: $0.text(), shadowedBy: $0.text()) },
            danglingImports: list(upTo: 3) {
                DanglingImport(path: $0.text(), line: $0.number(), name: $0.text())
            }, duplicates: list(upTo: 4) { $0.group() }, sites: list(upTo: 4) { $0.site() },
            allowances: list(upTo: 2) {
                Allowance(
                    path: $0.text(), line: $0.number(), firstLine: $0.number(), lastLine: $0.number(),
                    rule: $0.text(), reason: $0.text())
            }, findings: list(upTo: 6) { $0.finding() })
    }

    private mutating func group() -> DuplicateGroup {
        DuplicateGroup(
            kind: pick(DefinitionKind.allCases), domain: text(),
            members: list(upTo: 4) {
                DuplicateMember(
                    symbol: $0.text(), name: $0.text(), qualifiedName: $0.text(), path: $0.text(),
                    line: $0.number(), column: $0.number(), endLine: $0.number(), service: $0.text(),
                    role: $0.flag() ? $0.pick(Role.allCases) : nil,
                    canonical: $0.pick(CanonicalStatus.allCases), isTestCode: $0.flag(),
                    isShadowed: $0.flag(), isPlaceholder: $0.flag(), contents: $0.text())
            },
            pairs: list(upTo: 4) {
                DuplicatePair(
                    left: $0.number(), right: $0.number(), kind: $0.pick(DuplicatePair.Kind.allCases),
                    score: $0.pick([0, 0.1, 1, 1 / 3]))
            }, isAcrossServices: flag())
    }

    private mutating func site() -> IdentifierSite {
        IdentifierSite(
            path: text(), line: number(), symbol: text(), scope: text(), sinkName: text(),
            sink: pick(IdentifierSite.Sink.allCases), source: pick(IdentifierSite.Source.allCases),
            bits: number(), format: text(), concept: text(),
            standing: pick(IdentifierSite.Standing.allCases), replacement: text(), isTestCode: flag(),
            evidence: list(upTo: 3) { $0.evidence() })
    }

    private mutating func finding() -> Finding {
        Finding(
            rule: text(), severity: pick(Severity.allCases), domain: text(), symbol: text(),
            qualifiedName: text(), path: text(), line: number(), column: number(), message: text(),
            fix: text(), isTestCode: flag(),
            related: list(upTo: 3) {
                RelatedPlace(symbol: $0.text(), path: $0.text(), line: $0.number(), note: $0.text())
            }, evidence: list(upTo: 3) { $0.evidence() }, contents: text())
    }

    mutating func outlines(count: Int, analyzer: Int) -> [StoredOutline] {
        (0..<count).map { _ in
            let content = digest()
            let bytes: [UInt8] = Array(repeating: pick([0, 1, 65, 255]), count: pick([0, 1, 2_000, 20_000]))
            return StoredOutline(contentHash: content, analyzer: analyzer, bytes: bytes)
        }
    }

    mutating func fileStates(count: Int) -> [FileState] {
        (0..<count).map { index in
            FileState(
                path: "folder/\(index).py", size: Int64(number()), modified: Int64(number()),
                changed: Int64(number()), inode: generator.next(), device: generator.next(),
                contentHash: digest())
        }
    }

    mutating func scan(
        root: String = "/tree", budgets: [String: Int] = [:], outlines: [StoredOutline] = [],
        fileStates: FileStateChanges = .none
    ) -> ScanRecord {
        ScanRecord(
            inputs: digest(), audit: audit(),
            context: ScanContext(
                root: root, startedAt: 1_700_000_000_123, commit: flag() ? "abc123" : nil,
                toolVersion: "0.1", rulesDigest: "rules", configurationDigest: "config",
                scope: "production and tests", pattern: "*Manager"),
            timings: ScanTimings(
                walk: .milliseconds(1), read: .microseconds(2_500), link: .milliseconds(3), classify: .zero),
            work: ScanWork(files: 9, outlined: 8, lexed: 7, reused: 1), budgets: budgets,
            newOutlines: outlines,
            fileStates: fileStates)
    }
}
