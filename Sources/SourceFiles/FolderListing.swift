internal import Glibc

/// The entries of one folder after the other, read into memory that is reused.
struct FolderListing {
    struct Entry {
        let nameStart: Int
        let nameLength: Int
        /// DT_REG and so on; DT_UNKNOWN where the file system does not say.
        let type: Int
    }

    private(set) var entries: [Entry] = []
    // Every name is followed by a NUL, as the system calls want it.
    private(set) var names: [UInt8] = []

    /// Reads all entries but "." and "..".
    mutating func read(_ stream: borrowing FolderStream) throws(SystemError) {
        entries.removeAll(keepingCapacity: true)
        names.removeAll(keepingCapacity: true)
        while let type = try stream.next(appendingNameTo: &names) {
            let nameStart = entries.last.map { $0.nameStart + $0.nameLength + 1 } ?? 0
            let name = names[nameStart...].dropLast()
            if name.elementsEqual(".".utf8) || name.elementsEqual("..".utf8) {
                names.removeSubrange(nameStart...)
            } else {
                entries.append(Entry(nameStart: nameStart, nameLength: name.count, type: type))
            }
        }
    }

    func name(_ entry: Entry) -> ArraySlice<UInt8> {
        names[entry.nameStart..<(entry.nameStart + entry.nameLength)]
    }

    /// What the file system knows of an entry itself; nil if it has gone.
    func status(_ entry: Entry, in stream: borrowing FolderStream) -> stat? {
        var status = stat()
        let descriptor = stream.descriptor
        // The name is followed by its NUL in the array, which outlives the call.
        let result = unsafe names.withUnsafeBytes { raw in
            guard let start = raw.baseAddress else { return Int32(-1) }
            let name = unsafe (start + entry.nameStart).assumingMemoryBound(to: CChar.self)
            return unsafe fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW)
        }
        return result == 0 ? status : nil
    }
}

/// An open folder, closed when the value goes away.
// Safe to use: the pointer is private, never nil and never outlives the value.
@safe struct FolderStream: ~Copyable {
    private let stream: OpaquePointer

    /// Opens a folder, never through a symbolic link as its last name.
    init(_ path: [UInt8], in folder: Int32) throws(SystemError) {
        let descriptor = try Descriptor(path, in: folder, flags: O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
        // The stream closes what it was made from.
        let own = descriptor.release()
        guard let stream = unsafe fdopendir(own) else {
            let error = SystemError.last
            _ = close(own)
            throw error
        }
        unsafe self.stream = stream
    }

    deinit {
        unsafe closedir(stream)
    }

    var descriptor: Int32 { unsafe dirfd(stream) }

    /// Appends the next entry's name and a NUL; returns its type, nil at the end.
    func next(appendingNameTo names: inout [UInt8]) throws(SystemError) -> Int? {
        errno = 0
        guard let entry = unsafe readdir(stream) else {
            if errno != 0 { throw SystemError.last }
            return nil
        }
        // An entry is shorter than its C type says, so its name is reached by address, not by copying.
        let offset = MemoryLayout<dirent>.offset(of: \.d_name) ?? 19
        let name = unsafe UnsafeRawPointer(entry) + offset
        let length = unsafe strlen(name.assumingMemoryBound(to: CChar.self))
        unsafe names.append(contentsOf: UnsafeRawBufferPointer(start: name, count: Int(length) + 1))
        return Int(unsafe entry.pointee.d_type)
    }
}
