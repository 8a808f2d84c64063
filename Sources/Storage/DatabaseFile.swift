internal import Glibc

/// What the file at a path is, judged before SQLite may open it: SQLite would write beside a file, or roll
/// back its journal, before anyone could ask whose it is.
enum DatabaseFile {
    case absent
    /// A file of no bytes, which a scan leaves behind that is killed while it makes the database.
    case empty
    case ours
    case foreign
    case noDatabase
    case unreadable(reason: String)

    /// Reads the first 100 bytes: SQLite's file header, <https://www.sqlite.org/fileformat2.html#the_database_header>.
    init(at path: String) {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else {
            self = errno == ENOENT ? .absent : .unreadable(reason: Self.lastSystemError)
            return
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            self = .unreadable(reason: "not a regular file")
            return
        }
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            self = .unreadable(reason: Self.lastSystemError)
            return
        }
        defer { close(descriptor) }
        var header = [UInt8](repeating: 0, count: 100)
        // the C call fills a buffer of its own choosing of length, which is the array's
        let count = unsafe header.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
        switch count {
        case ..<0: self = .unreadable(reason: Self.lastSystemError)
        case 0: self = .empty
        case 100 where header.starts(with: "SQLite format 3\0".utf8):
            let mark = header[68..<72].reduce(0) { $0 << 8 | Int32($1) }
            self = mark == Schema.applicationID ? .ours : .foreign
        default: self = .noDatabase
        }
    }

    /// Makes the folder that the file is to stand in, with the folders above it.
    static func makeFolder(of path: String) throws(StoreError) {
        guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return }
        let folder = String(path[..<slash])
        guard unsafe access(folder, F_OK) != 0 else { return }
        try makeFolder(of: folder)
        guard unsafe mkdir(folder, 0o777) == 0 || errno == EEXIST else {
            throw .cannotOpen(path: path, reason: "\(folder): \(lastSystemError)")
        }
    }

    /// Bytes of the file at the path; 0 where there is none.
    static func size(of path: String) -> Int {
        var status = stat()
        return unsafe stat(path, &status) == 0 ? Int(status.st_size) : 0
    }

    private static var lastSystemError: String {
        // strerror's text lives until the next call on this thread; it is copied here
        unsafe String(cString: strerror(errno)).lowercased()
    }
}
