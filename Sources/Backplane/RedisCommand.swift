internal import NIOCore

/// One command: its name and arguments, as an array of blobs.
struct RedisCommand: Sendable {
    enum Argument: Sendable {
        case text(String)
        case number(Int64)
        case bytes(ByteBuffer)
    }

    var arguments: [Argument]

    init(_ arguments: [Argument]) { self.arguments = arguments }

    init(_ words: String...) { arguments = words.map { .text($0) } }

    /// About how many bytes it takes.
    var byteCount: Int {
        arguments.reduce(16) { sum, argument in
            switch argument {
            case .text(let text): sum + text.utf8.count + 16
            case .number: sum + 32
            case .bytes(let bytes): sum + bytes.readableBytes + 16
            }
        }
    }

    func write(into output: inout ByteBuffer) {
        output.writeString("*\(arguments.count)\r\n")
        for argument in arguments {
            switch argument {
            case .text(let text): Self.write(text, into: &output)
            case .number(let number): Self.write(String(number), into: &output)
            case .bytes(let bytes):
                output.writeString("$\(bytes.readableBytes)\r\n")
                output.writeImmutableBuffer(bytes)
                output.writeString("\r\n")
            }
        }
    }

    private static func write(_ text: String, into output: inout ByteBuffer) {
        output.writeString("$\(text.utf8.count)\r\n")
        output.writeString(text)
        output.writeString("\r\n")
    }
}
