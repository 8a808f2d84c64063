package import Digests
package import Findings
import Lexing
package import Linking
package import Outlines
package import SourceFiles

/// What a scan reads, and how.
package struct ScanOptions: Sendable {
    package var root: String
    package var honoursIgnoreFiles = true
    /// Workers; at least 1.
    package var jobs = 1
    /// Files longer than this are skipped, in bytes.
    package var sizeLimit = 4 << 20
    /// Whether the audit covers a path below the root.
    package var covers: @Sendable (String) -> Bool = { _ in true }
    /// Whether a path below the root is test code.
    package var isTestCode: @Sendable (String) -> Bool = { _ in false }

    package init(root: String) { self.root = root }

    /// Walks the tree, which takes nothing of what the rules or the configuration say.
    package func walk() async throws(WalkError) -> Walk {
        try await SourceFiles.walk(
            root: root, options: WalkOptions(honoursIgnoreFiles: honoursIgnoreFiles, workers: jobs))
    }
}

/// The source files of a tree, as a walk found them.
package struct SourceList: Sendable {
    package var walk: Walk
    /// Regular files in a language that the audit reads, covered by the configuration, in order of path.
    package var sources: [Source]
    /// Covered files of all kinds.
    package var walked: Int
    /// Covered files that are imported like sources, and hold none.
    var extensionModules: [String]
    /// Files that are not read, found by the walk.
    package var skips: [Skip]

    /// Adds a covered regular file; files come in order of path.
    mutating func add(_ file: WalkedFile) {
        walked += 1
        if let language = Language.of(fileName: file.path) {
            sources.append(Source(file: file, language: language))
        }
        if [".so", ".pyd", ".pyx"].contains(where: file.path.hasSuffix) {
            extensionModules.append(file.path)
        }
    }

    package struct Source: Sendable {
        package var file: WalkedFile
        var language: Language
    }
}

/// A content and its outline. A reference, since outlines are large and pass through several hands.
package final class OutlinedContent: Sendable {
    let digest: Digest
    let outline: Outline

    /// - Parameter outline: kept as it is: one that shares the outliner's memory is compacted first.
    init(_ digest: Digest, _ outline: Outline) {
        self.digest = digest
        self.outline = outline
    }
}

/// The outcome of reading one source file.
package enum Reading: Sendable {
    /// A content whose outline is not stored yet.
    case outlined(OutlinedContent)
    /// A content whose outline is stored.
    case stored(Digest)
    case skipped(Skip)
}

/// Runs the stages of a scan over a tree, on all cores, with results in order of path whatever the timing.
package struct Scanner: Sendable {
    package let options: ScanOptions

    package init(_ options: ScanOptions) { self.options = options }

    /// Lists the sources of the tree.
    ///
    /// - Throws: `WalkError` where the root does not exist or cannot be read.
    package func list() async throws(WalkError) -> SourceList { list(try await options.walk()) }

    /// The sources among what a walk of the tree found.
    package func list(_ walk: Walk) -> SourceList {
        var skips: [Skip] = []
        for file in walk.irregular where options.covers(file.path) {
            skips.append(
                Skip(path: file.path, reason: .notRegular, isSource: Language.of(fileName: file.path) != nil))
        }
        for folder in walk.unreadableFolders + walk.unreadableIgnoreFiles {
            // What an unreadable folder holds is not known: it may be source.
            skips.append(Skip(path: folder.path, reason: .unreadable, isSource: true, detail: folder.reason))
        }
        var list = SourceList(
            walk: walk, sources: [], walked: skips.count, extensionModules: [], skips: skips)
        for file in walk.files where options.covers(file.path) { list.add(file) }
        return list
    }

    /// Reads and outlines sources.
    ///
    /// - Parameters:
    ///   - sources: the files to read.
    ///   - isStored: whether the outline of a content is stored, so that the file need not be outlined again.
    ///   - progress: called with the number of files done, from any worker.
    /// - Returns: one reading a source, in the order of the sources.
    package func read(
        _ sources: [SourceList.Source], base: String, isStored: @escaping @Sendable (Digest) -> Bool,
        progress: @escaping @Sendable (Int) -> Void
    ) async -> [Reading] {
        let limit = options.sizeLimit
        return await work(sources, base: base, progress: progress) { source, reader, outliner in
            do throws(ReadError) {
                _ = try reader.read(source.file, limit: limit)
                return reader.withBytes { bytes in
                    let digest = Digest(of: bytes)
                    if isStored(digest) { return .stored(digest) }
                    let outline = outliner.outline(bytes, language: source.language).compacted()
                    return .outlined(OutlinedContent(digest, outline))
                }
            } catch {
                return .skipped(Self.skip(source.file.path, error, limit: limit))
            }
        } missing: {
            .skipped(Skip(path: $0.file.path, reason: .vanished, isSource: true))
        }
    }

    /// What `transform` makes of the outline of each source, prints left out, in the order of the sources.
    package func map<Value: Sendable>(
        _ sources: [SourceList.Source], base: String,
        _ transform: @escaping @Sendable (SourceList.Source, Outline) -> Value
    ) async -> [Result<Value, Skipped>] {
        let limit = options.sizeLimit
        let silence: @Sendable (Int) -> Void = { _ in }
        return await work(sources, base: base, makesPrints: false, progress: silence) {
            source, reader, outliner in
            do throws(ReadError) {
                _ = try reader.read(source.file, limit: limit)
                return .success(
                    reader.withBytes { transform(source, outliner.outline($0, language: source.language)) })
            } catch {
                return .failure(Skipped(skip: Self.skip(source.file.path, error, limit: limit)))
            }
        } missing: {
            .failure(Skipped(skip: Skip(path: $0.file.path, reason: .vanished, isSource: true)))
        }
    }

    /// A source that could not be read.
    package struct Skipped: Error { package var skip: Skip }

    /// Hands sources to workers, the largest first so that no worker ends alone with a long one. Each worker has
    /// its own buffers, which serve one file after another.
    private func work<Value: Sendable>(
        _ sources: [SourceList.Source], base: String, makesPrints: Bool = true,
        progress: @escaping @Sendable (Int) -> Void,
        _ body: @escaping @Sendable (SourceList.Source, inout FileReader, inout Outliner) -> Value,
        missing: (SourceList.Source) -> Value
    ) async -> [Value] {
        let sizes = sources.map(\.file.size)
        let order = sources.indices.sorted { (-sizes[$0], $0) < (-sizes[$1], $1) }
        let next = Position()
        return await withTaskGroup(of: [(Int, Value)].self) { group in
            for _ in 0..<max(1, min(options.jobs, sources.count)) {
                group.addTask {
                    var done: [(Int, Value)] = []
                    var outliner = Outliner(makesPrints: makesPrints)
                    guard var reader = try? FileReader(base: base) else { return done }
                    while true {
                        let position = next.take()
                        guard position < order.count else { return done }
                        done.append((order[position], body(sources[order[position]], &reader, &outliner)))
                        progress(position + 1)
                    }
                }
            }
            var values = [Value?](repeating: nil, count: sources.count)
            for await part in group {
                for (index, value) in part { values[index] = value }
            }
            return sources.indices.map { values[$0] ?? missing(sources[$0]) }
        }
    }

    /// A source as the linker takes it.
    package func unit(_ source: SourceList.Source, _ content: OutlinedContent) -> SourceUnit {
        SourceUnit(
            path: source.file.path, language: source.language.id,
            isTestCode: options.isTestCode(source.file.path), outline: content.outline)
    }
}

extension Scanner {
    static func skip(_ path: String, _ error: ReadError, limit: Int) -> Skip {
        switch error {
        case .vanished: Skip(path: path, reason: .vanished, isSource: true)
        case .unreadable(let reason): Skip(path: path, reason: .unreadable, isSource: true, detail: reason)
        case .tooLarge(let size):
            Skip(
                path: path, reason: .tooLarge, isSource: true,
                detail: "\(size) bytes, over the limit of \(limit)")
        case .notRegular: Skip(path: path, reason: .notRegular, isSource: true)
        case .binary: Skip(path: path, reason: .binary, isSource: true, detail: "NUL byte in its first 8 KiB")
        }
    }
}
