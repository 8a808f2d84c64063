private import CZlib

/// Unpacks gzip (RFC 1952), members one after the other.
@safe final class Gunzip {
    // Sound: zlib's own memory, made by `init` and freed by `deinit`; buffers are set anew for each call.
    private var stream = unsafe z_stream()
    private var isInMember = false

    init() throws(FormatError) {
        guard unsafe ssot_inflate_init(&stream) == Z_OK else { throw FormatError("no memory to unpack gzip") }
    }

    deinit { unsafe inflateEnd(&stream) }

    /// Whether the bytes so far end with a member.
    var isComplete: Bool { !isInMember }

    /// Unpacks bytes that follow those of the last call.
    func unpack(_ packed: [UInt8], into output: inout [UInt8]) throws(FormatError) {
        var packed = packed
        var fault: String?
        // Sound: zlib keeps the pointers no longer than its call, and both buffers outlive it.
        unsafe packed.withUnsafeMutableBufferPointer { input in
            unsafe stream.next_in = input.baseAddress
            unsafe stream.avail_in = UInt32(input.count)
            while unsafe stream.avail_in > 0, fault == nil {
                isInMember = true
                output += unsafe [UInt8](unsafeUninitializedCapacity: 1 << 18) { room, count in
                    unsafe stream.next_out = room.baseAddress
                    unsafe stream.avail_out = UInt32(room.count)
                    let code = unsafe inflate(&stream, Z_NO_FLUSH)
                    count = unsafe room.count - Int(stream.avail_out)
                    if code == Z_STREAM_END {
                        isInMember = false
                        unsafe inflateReset(&stream)
                    } else if code != Z_OK && code != Z_BUF_ERROR {
                        fault = "damaged gzip data"
                    }
                }
            }
            // What a full buffer left inside zlib.
            while isInMember, fault == nil {
                let rest = unsafe [UInt8](unsafeUninitializedCapacity: 1 << 18) { room, count in
                    unsafe stream.next_out = room.baseAddress
                    unsafe stream.avail_out = UInt32(room.count)
                    let code = unsafe inflate(&stream, Z_NO_FLUSH)
                    count = unsafe room.count - Int(stream.avail_out)
                    if code == Z_STREAM_END {
                        isInMember = false
                        unsafe inflateReset(&stream)
                    }
                }
                if rest.isEmpty { break }
                output += rest
            }
        }
        if let fault { throw FormatError(fault) }
    }
}

/// Packs bytes as gzip members, which ends of members make restartable. The header carries no time and no name, so
/// that equal bytes give equal files.
@safe final class GzipPacker {
    // Sound: zlib's own memory, made by `init` and freed by `deinit`; buffers are set anew for each call.
    private var stream = unsafe z_stream()

    init() throws(FormatError) {
        guard unsafe ssot_deflate_init(&stream) == Z_OK else { throw FormatError("no memory to pack gzip") }
    }

    deinit { unsafe deflateEnd(&stream) }

    /// - Parameter endsMember: whether the member ends with these bytes; the next ones begin another.
    func pack(_ bytes: [UInt8], endsMember: Bool) -> [UInt8] {
        var bytes = bytes
        var packed: [UInt8] = []
        // Sound: zlib keeps the pointers no longer than its call, and both buffers outlive it.
        unsafe bytes.withUnsafeMutableBufferPointer { input in
            unsafe stream.next_in = input.baseAddress
            unsafe stream.avail_in = UInt32(input.count)
            var isFull = true
            while isFull {
                packed += unsafe [UInt8](unsafeUninitializedCapacity: 1 << 18) { room, count in
                    unsafe stream.next_out = room.baseAddress
                    unsafe stream.avail_out = UInt32(room.count)
                    _ = unsafe deflate(&stream, endsMember ? Z_FINISH : Z_NO_FLUSH)
                    count = unsafe room.count - Int(stream.avail_out)
                    isFull = unsafe stream.avail_out == 0
                }
            }
            if endsMember { unsafe deflateReset(&stream) }
        }
        return packed
    }
}
