internal import Glibc

/// The patterns of one ignore file, and the folder they count from.
struct IgnoreList: Sendable {
    // git's own limit; more would be an attack on memory.
    fileprivate static let largestFile = 100 << 20

    enum Decision: Sendable {
        case ignored
        case kept
    }

    private let patterns: [IgnorePattern]
    // Bytes of an entry's full path that lead to the folder of this list, its "/" included.
    private let folderLength: Int

    /// - Parameter bytes: the ignore file; LF or CRLF lines, a UTF-8 byte order mark allowed.
    init(_ bytes: [UInt8], folderLength: Int) {
        self.folderLength = folderLength
        let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
        let lines = text.split(separator: 10, omittingEmptySubsequences: true)
        patterns = lines.compactMap { line in
            // One CR before the LF belongs to the line's end; git adds a missing final LF first.
            line.last == 13 ? IgnorePattern(line: line.dropLast()) : IgnorePattern(line: line)
        }
    }

    var isEmpty: Bool { patterns.isEmpty }

    /// The verdict of the last pattern that matches, nil if none does.
    func decision(for path: Span<UInt8>, nameStart: Int, isFolder: Bool) -> Decision? {
        let local = path.extracting(folderLength...)
        for index in patterns.indices.reversed()
        where patterns[index].matches(local, nameStart: nameStart - folderLength, isFolder: isFolder) {
            return patterns[index].isNegated ? .kept : .ignored
        }
        return nil
    }
}

extension [IgnoreList] {
    /// The verdict of the innermost list that has one.
    func decision(for path: Span<UInt8>, nameStart: Int, isFolder: Bool) -> IgnoreList.Decision? {
        for index in indices.reversed() {
            if let decision = self[index].decision(for: path, nameStart: nameStart, isFolder: isFolder) {
                return decision
            }
        }
        return nil
    }

    /// Adds the rules of a file that may be missing.
    ///
    /// - Parameters:
    ///   - folder: what a relative path counts from.
    ///   - flags: further flags of open(2).
    ///   - name: how to name the file if it cannot be read; its path if nil.
    /// - Returns: the file's bytes, where it was read.
    @discardableResult
    mutating func appendRules(
        of file: [UInt8], in folder: Int32 = AT_FDCWD, flags: Int32 = 0, name: String? = nil,
        folderLength: Int, noting unreadable: inout [Walk.Unreadable]
    ) -> [UInt8]? {
        do {
            let bytes = try ReadBuffer.contents(
                of: file, in: folder, flags: flags, limit: IgnoreList.largestFile)
            guard let bytes else { return nil }
            let list = IgnoreList(bytes, folderLength: folderLength)
            if !list.isEmpty { append(list) }
            return bytes
        } catch {
            // ELOOP: the ignore file is a symbolic link, which git too leaves unread, with a warning.
            guard !error.isVanished || error.number == ELOOP else { return nil }
            let path = name ?? String(decoding: file, as: UTF8.self)
            unreadable.append(Walk.Unreadable(path: path, reason: error.reason))
            return nil
        }
    }
}
