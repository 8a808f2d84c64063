internal import Glibc
internal import Synchronization

/// Lists the files of a tree.
///
/// Inside a git work tree the regular files are those of `git ls-files -co --exclude-standard`: nested
/// `.gitignore` files up to the top, `.git/info/exclude`, the user's `core.excludesFile`; files that git tracks
/// are listed even if ignored; submodules and untracked nested repositories are passed over.
/// Outside git, `.gitignore` files and the user's excludes hold too, counted from the root, and a repository
/// met on the way is treated by its own rules. A `.ssotignore` file has the same syntax and stands above all
/// of that: what it ignores is not listed even if tracked, what it keeps (`!`) is listed unless the folder
/// around it is ignored. Symbolic links are never followed, except for `root` itself.
///
/// Not honoured: `GIT_DIR` and its kin, `core.worktree`, `core.ignoreCase`, `[include]` in configuration files.
///
/// - Parameter root: a folder, or a single file, which is listed whatever the ignore rules say. A folder that
///   git ignores, and holds no tracked file, is walked as if outside git; `Walk.isRootIgnored` then tells so.
/// - Throws: if `root` is missing, unreadable, or neither a file nor a folder. What cannot be read below it
///   is told in the result.
/// - Complexity: O(entries × rules); one level of the tree after the other, so depth costs no stack.
package func walk(root: String, options: WalkOptions) async throws(WalkError) -> Walk {
    let status: stat
    do {
        status = try Descriptor.status(of: Array(root.utf8))
    } catch {
        throw error.isVanished ? .missing(root: root) : .unreadable(root: root, reason: error.reason)
    }
    guard status.type != S_IFREG else { return singleFile(root, FileStamp(status)) }
    guard status.type == S_IFDIR else { throw .notFileOrFolder(root: root) }

    let descriptor: Descriptor
    do {
        descriptor = try Descriptor(Array(root.utf8), flags: O_RDONLY | O_DIRECTORY)
    } catch {
        throw .unreadable(root: root, reason: error.reason)
    }
    var walk = Walk(base: root)
    var place = WalkPlace(descriptor: descriptor.number, root: absolutePath(root))
    let rules = options.honoursIgnoreFiles ? place.enterWorkTree(options, &walk) : FolderRules()

    var found = FolderFindings()
    var level = [FolderJob(path: [], rules: rules)]
    while !level.isEmpty {
        var next = await read(level, place, options)
        level = next.folders
        next.folders = []
        found.append(next)
    }
    // The folder stays open until every worker is done with it.
    _ = descriptor.number
    walk.take(found)
    return walk
}

/// Reads the folders of one level, on several tasks if there are enough of them.
private func read(_ level: [FolderJob], _ place: WalkPlace, _ options: WalkOptions) async -> FolderFindings {
    let fewest = 8
    guard options.workers > 1, level.count >= fewest else {
        var worker = FolderWorker(place: place, options: options)
        for job in level { worker.read(job) }
        return worker.findings
    }
    let next = Counter()
    return await withTaskGroup(of: FolderFindings.self) { group in
        for _ in 0..<min(options.workers, level.count) {
            group.addTask {
                var worker = FolderWorker(place: place, options: options)
                while let index = next.take(below: level.count) { worker.read(level[index]) }
                return worker.findings
            }
        }
        var all = FolderFindings()
        for await findings in group { all.append(findings) }
        return all
    }
}

/// Hands out the numbers 0, 1, 2… to several tasks.
private final class Counter: Sendable {
    private let next = Atomic(0)

    func take(below limit: Int) -> Int? {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        return index < limit ? index : nil
    }
}

private func singleFile(_ root: String, _ stamp: FileStamp) -> Walk {
    let bytes = Array(root.utf8)
    let cut = bytes.lastIndex(of: UInt8(ascii: "/"))
    let name = cut.map { Array(bytes[($0 + 1)...]) } ?? bytes
    let base = cut.map { $0 == 0 ? "/" : String(decoding: bytes[..<$0], as: UTF8.self) } ?? "."
    var walk = Walk(base: base)
    walk.files = [WalkedFile(bytes: name, kind: .regular, stamp: stamp)]
    return walk
}

/// The path with all links resolved and no final "/"; the path as given if the system does not know.
func absolutePath(_ root: String) -> [UInt8] {
    // realpath gives memory of its own, freed once copied.
    guard let resolved = unsafe realpath(root, nil) else { return Array(root.utf8) }
    defer { unsafe free(resolved) }
    let path = unsafe Array(UnsafeRawBufferPointer(start: resolved, count: strlen(resolved)))
    return path == [UInt8(ascii: "/")] ? [] : path
}

extension Walk {
    /// Puts in order what the workers found in whatever order.
    fileprivate mutating func take(_ found: consuming FolderFindings) {
        files = Self.sorted(found.files)
        irregular = Self.sorted(found.irregular)
        symbolicLinks = found.symbolicLinks
        unreadableFolders = found.unreadableFolders.sorted { $0.path < $1.path }
        ownIgnoreFiles += found.ownIgnoreFiles.sorted { $0.folder.lexicographicallyPrecedes($1.folder) }
        unreadableIgnoreFiles += found.unreadableIgnoreFiles.sorted { $0.path < $1.path }
        nestedRepositories = found.nestedRepositories.sorted { $0.lexicographicallyPrecedes($1) }
            .map { String(decoding: $0, as: UTF8.self) }
    }

    private static func sorted(_ entries: [FolderFindings.Entry]) -> [WalkedFile] {
        entries.sorted { one, other in
            one.path.span.precedes(other.path.span)
        }.map { WalkedFile(bytes: $0.path, kind: $0.kind, stamp: $0.stamp) }
    }
}
