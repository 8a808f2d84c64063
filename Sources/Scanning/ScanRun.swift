package import Auditing
import Digests
package import Findings
package import GitObjects
import Linking
import Outlines
package import SourceFiles
package import Storage

/// One scan from the walk to the stored audit.
package struct ScanRun: Sendable {
    package var options: ScanOptions
    package var policy: AuditPolicy
    package var context: ScanContext
    package var budgets: [String: Int]
    /// Called with the number of files done and of all files, from any thread.
    package var progress: @Sendable (Int, Int) -> Void = { _, _ in }

    package init(options: ScanOptions, policy: AuditPolicy, context: ScanContext, budgets: [String: Int]) {
        self.options = options
        self.policy = policy
        self.context = context
        self.budgets = budgets
    }

    /// What a scan came to.
    package struct Outcome: Sendable {
        package var audit: Audit
        /// The `.ssotignore` files that the tree was walked by: a revision is compared by the same.
        package var ownIgnoreFiles: [OwnIgnoreRules.File]
        package var timings: ScanTimings
        package var work: ScanWork
        package var elapsed: Duration
        /// What the scan worked on: who ends the process now keeps it, since freeing it takes time.
        package var remains: [any Sendable]
    }

    package enum Failure: Error {
        case store(StoreError)
        case git(GitError)
        /// The scope holds no source file that could be read: a count of it would say nothing.
        case noSources(walked: Int, skips: [Skip])
    }

    /// A walk of the tree, and when it was made.
    package struct TimedWalk: Sendable {
        var walk: Walk
        var start: ContinuousClock.Instant
        var end: ContinuousClock.Instant

        package init(_ options: ScanOptions) async throws(WalkError) {
            start = .now
            walk = try await options.walk()
            end = .now
        }
    }

    /// Scans and stores. Files whose content is known are not read again, contents that were outlined before are
    /// not lexed again, and a tree that was audited before under the same rules is not judged again.
    ///
    /// - Parameter walked: a walk by the same options: it needs no rules, and can be made while they are read.
    package func run(of walked: TimedWalk, into database: AuditDatabase) async throws(Failure) -> Outcome {
        let clock = ContinuousClock()
        var timings = ScanTimings(
            walk: walked.start.duration(to: walked.end), read: .zero, link: .zero, classify: .zero)
        let start = clock.now
        let scanner = Scanner(options)
        let list = scanner.list(walked.walk)

        let states = try stored { () throws(StoreError) in try database.fileStates(root: context.root) }
        var tree = SourceTree(list, known: states)
        try await readUnread(&tree, scanner, database)
        guard tree.outlinedCount > 0 else { throw .noSources(walked: list.walked, skips: tree.skips) }
        timings.read = start.duration(to: clock.now)

        let inputs = inputsDigest(tree)
        let known = try stored { () throws(StoreError) in try database.audit(forInputs: inputs) }
        var contents: [OutlinedContent?] = []
        if known == nil {
            contents = try await self.contents(of: &tree, database) { tree, damaged in
                await scanner.read(
                    damaged.map { tree.list.sources[$0] }, base: tree.list.walk.base,
                    isStored: { _ in false }, progress: { _ in })
            }
        }
        let fileStates = FileStateChanges(from: states, to: tree.states(before: context.startedAt))
        let (newOutlines, root) = (tree.newOutlines, context.root)
        // One worker would only be slowed down.
        let isAhead = known == nil && options.jobs > 1
        async let prepared = Result { () throws(StoreError) in
            isAhead ? try database.prepare(newOutlines, fileStates, root: root) : .zero
        }
        let audit: Audit
        var remains: [any Sendable] = [tree]
        if let known {
            audit = known
        } else {
            let mark = clock.now
            let units = await concurrentMap(Array(zip(list.sources, contents)), jobs: options.jobs) { item in
                item.1.map { scanner.unit(item.0, $0) }
            }
            let linked = await LinkedTree(
                units.compactMap { $0 }, opaque: tree.opaque, jobs: options.jobs)
            timings.link = mark.duration(to: clock.now)
            remains.append(linked)
            let judge = AuditBuilder(linked, policy, jobs: options.jobs)
            var facts = await judge.facts()
            let outlinesStored = await prepared
            timings.store = try stored(outlinesStored.get)
            let factsAudit = completed(facts.audit, tree)
            async let factsPrepared = Result { () throws(StoreError) in
                isAhead ? try database.prepare(factsAudit, inputs: inputs) : .zero
            }
            let duplicates = await judge.duplicates(among: facts)
            facts.audit.duplicates = duplicates
            let factsStored = await factsPrepared
            timings.store += try stored(factsStored.get)
            async let duplicatesPrepared = Result { () throws(StoreError) in
                isAhead ? try database.prepare(duplicates) : .zero
            }
            audit = completed(await judge.verdict(on: facts), tree)
            remains.append(facts)
            timings.classify = mark.duration(to: clock.now) - timings.link
            let duplicatesStored = await duplicatesPrepared
            timings.store += try stored(duplicatesStored.get)
        }
        let work = ScanWork(
            files: list.walked, outlined: tree.outlinedCount, lexed: tree.lexedCount,
            reused: tree.outlinedCount - tree.lexedCount)
        let record = ScanRecord(
            inputs: inputs, audit: audit, context: context, timings: timings, work: work, budgets: budgets,
            newOutlines: isAhead ? [] : newOutlines, fileStates: isAhead ? .none : fileStates)
        _ = try stored { () throws(StoreError) in try database.record(record) }
        return Outcome(
            audit: audit, ownIgnoreFiles: list.walk.ownIgnoreFiles, timings: timings, work: work,
            elapsed: walked.start.duration(to: clock.now), remains: remains)
    }

    func stored<Value>(_ body: () throws(StoreError) -> Value) throws(Failure) -> Value {
        do { return try body() } catch { throw .store(error) }
    }

    /// Reads the files whose content the database does not know, and outlines contents that it does not hold.
    private func readUnread(
        _ tree: inout SourceTree, _ scanner: Scanner, _ database: AuditDatabase
    ) async throws(Failure) {
        let unread = tree.unread
        guard !unread.isEmpty else { return }
        let held = try stored { () throws(StoreError) in
            try database.outlineHashes(analyzer: Outline.version)
        }
        let total = unread.count
        let progress = progress
        let readings = await scanner.read(
            unread.map { tree.list.sources[$0] }, base: tree.list.walk.base, isStored: { held.contains($0) },
            progress: { progress($0, total) })
        for (index, reading) in zip(unread, readings) { tree.set(index, reading) }
    }

    /// The outline of each source, nil for skipped ones. Stored outlines are loaded; where one turns out to be
    /// damaged, its file is read again.
    ///
    /// - Parameter reread: reads the sources at some indices, whatever is stored.
    func contents(
        of tree: inout SourceTree, _ database: AuditDatabase,
        reread: (SourceTree, [Int]) async throws(Failure) -> [Reading]
    ) async throws(Failure) -> [OutlinedContent?] {
        let stored = tree.stored
        let loaded = try self.stored { () throws(StoreError) in
            try database.loadOutlines(Array(stored.keys), analyzer: Outline.version)
        }
        let decoded = await Self.decode(Array(loaded), jobs: options.jobs)
        let missing = stored.filter { decoded[$0.key] == nil }.values.joined().sorted()
        if !missing.isEmpty {
            let readings = try await reread(tree, missing)
            for (index, reading) in zip(missing, readings) { tree.set(index, reading) }
        }
        return tree.readings.map { reading in
            switch reading {
            case .outlined(let content): content
            case .stored(let digest): decoded[digest]
            case .skipped, nil: nil
            }
        }
    }

    private static func decode(
        _ stored: [(key: Digest, value: [UInt8])], jobs: Int
    ) async -> [Digest: OutlinedContent] {
        let share = max(1, (stored.count + jobs - 1) / max(1, jobs))
        return await withTaskGroup(of: [OutlinedContent].self) { group in
            for start in stride(from: 0, to: stored.count, by: share) {
                let part = stored[start..<min(start + share, stored.count)]
                group.addTask {
                    part.compactMap { digest, bytes in
                        Outline(decoding: bytes).map { OutlinedContent(digest, $0) }
                    }
                }
            }
            var contents: [Digest: OutlinedContent] = [:]
            for await part in group {
                for content in part { contents[content.digest] = content }
            }
            return contents
        }
    }

    /// Everything that the audit depends on: equal digests, equal audits.
    func inputsDigest(_ tree: SourceTree) -> Digest { Digest(of: fixedInputs + tree.fingerprint) }

    /// What an audit depends on besides the tree.
    var fixedInputs: [String] {
        [
            context.toolVersion, "\(Outline.version)", context.rulesDigest, context.configurationDigest,
            "\(options.sizeLimit)",
        ]
    }

    func completed(_ audit: Audit, _ tree: SourceTree) -> Audit {
        var audit = audit
        audit.files.walked = tree.list.walked
        audit.files.sources = tree.list.sources.count + tree.list.skips.count { $0.isSource }
        audit.skips = tree.skips
        return audit
    }
}
