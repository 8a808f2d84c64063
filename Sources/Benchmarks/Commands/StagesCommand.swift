import ArgumentParser
import Auditing
import Classification
import DefaultRules
import Digests
import Findings
import Lexing
import Linking
import Outlines
import RuleFiles
import Scanning
import SourceFiles

/// Each stage of a scan alone, on one thread.
struct StagesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stages", abstract: "Time each stage of a scan alone, on one thread.",
        discussion: """
            Prints the best of n runs by processor time. MB are millions of bytes of source; MB/s a core are bytes by \
            processor seconds, user and system. All stages but the reading work on what is in memory. Rules are the \
            default ones; no configuration is read.
            """)

    @ArgumentParser.Argument(help: "The folder to read.") var path: String
    @Option(help: ArgumentHelp("How often each stage runs.", valueName: "n")) var runs = 5

    func validate() throws {
        guard runs >= 1 else { throw ValidationError("--runs takes a number from 1") }
    }

    func run() async throws {
        let list = try await Scanner(ScanOptions(root: path)).list()
        let files = try SourceText.read(list)
        guard !files.isEmpty else { throw ValidationError("\(path): no source file") }
        let byteCount = files.reduce(0) { $0 + $1.bytes.count }
        print("\(files.count) Python files, \(fixed(Double(byteCount) / 1e6, 1)) MB, best of \(runs) runs")

        var table = StageTable(byteCount: byteCount)
        table.add("read", try await Cost.best(of: runs) { try read(list) }, "bytes")
        table.add("hash (SHA-256)", await Cost.best(of: runs) { hash(files) }, "distinct contents")
        table.add("lex", await Cost.best(of: runs) { lex(files) }, "tokens")
        table.add("lex and outline", await Cost.best(of: runs) { countDefinitions(files) }, "definitions")
        let outlines = outline(files)
        let encoding = await Cost.best(of: runs) { outlines.map { $0.encoded() } }
        table.add("encode outlines", (encoding.cost, encoding.value.sum(\.count)), "bytes")
        let decoding = await Cost.best(of: runs) { encoding.value.count { Outline(decoding: $0) != nil } }
        table.add("decode outlines", decoding, "outlines")
        try await judge(files, outlines, encoding.value, &table)
        print(table.text)
    }

    /// The stages that see the whole tree.
    private func judge(
        _ files: [SourceText], _ outlines: [Outline], _ encoded: [[UInt8]], _ table: inout StageTable
    ) async throws {
        let loading = try await Cost.best(of: runs) { try RuleSet.load(files: DefaultRules.files) }
        let rules = loading.value
        table.add("load rules", (loading.cost, rules.ids.count), "rules")
        let units = zip(files, outlines).map { file, outline in
            let path = file.source.file.path
            return SourceUnit(
                path: path, language: file.language.id, isTestCode: rules.isTestCode(path: path),
                outline: outline)
        }
        let linking = await Cost.best(of: runs) { await LinkedTree(units) }
        table.add("link", (linking.cost, units.count), "files")
        let judging = await Cost.best(of: runs) {
            await AuditBuilder(linking.value, AuditPolicy(rules: rules)).build()
        }
        let audit = judging.value
        table.add(
            "classify", (judging.cost, audit.managers.count + audit.identifiers.count),
            "managers and ID functions")
        let store = StoreRun(files, encoded: encoded, audit: audit, rulesDigest: rules.digest)
        table.add("store in a new database", try await Cost.best(of: runs) { try store.run() }, "bytes")
    }

    private func read(_ list: SourceList) throws -> Int {
        var count = 0
        try SourceText.forEach(list) { count += $2.count }
        return count
    }

    private func hash(_ files: [SourceText]) -> Int { Set(files.map { Digest(of: $0.bytes.span) }).count }

    private func lex(_ files: [SourceText]) -> Int {
        var buffer = TokenBuffer()
        return files.reduce(0) { count, file in
            file.language.tokenize(file.bytes.span, &buffer)
            return count + buffer.tokens.count
        }
    }

    /// Outlines one file after another and lets each go, so that they share the outliner's memory.
    private func countDefinitions(_ files: [SourceText]) -> Int {
        var outliner = Outliner()
        return files.reduce(0) {
            $0 + outliner.outline($1.bytes.span, language: $1.language).definitions.count
        }
    }

    private func outline(_ files: [SourceText]) -> [Outline] {
        var outliner = Outliner()
        return files.map { outliner.outline($0.bytes.span, language: $0.language).compacted() }
    }
}

extension Sequence {
    fileprivate func sum(_ count: (Element) -> Int) -> Int { reduce(0) { $0 + count($1) } }
}
