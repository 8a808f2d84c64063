import Foundation
import Glibc

/// What others take for an ID's text, on this machine and in this run.
struct IDPeer {
    let name: String
    /// Nanoseconds an ID; nil where it could not be measured.
    let nanoseconds: Double?

    static func measureAll(python: String) -> [IDPeer] {
        [
            IDPeer(name: "Foundation UUID().uuidString", nanoseconds: foundation),
            IDPeer(name: "libuuid uuid_generate_random, unparse", nanoseconds: libuuid),
            IDPeer(
                name: "CPython str(uuid.uuid4())",
                nanoseconds: run(python, ["-c", script("import uuid", "str(uuid.uuid4())")])),
            IDPeer(
                name: "PyPI uuid_utils str(uuid4())",
                nanoseconds: run(python, ["-c", script("import uuid_utils as uuid", "str(uuid.uuid4())")])),
            IDPeer(
                name: "PyPI uuid_utils str(uuid7())",
                nanoseconds: run(python, ["-c", script("import uuid_utils as uuid", "str(uuid.uuid7())")])),
            IDPeer(name: "Node crypto.randomUUID()", nanoseconds: run("node", ["-e", node])),
            IDPeer(name: "Java UUID.randomUUID().toString()", nanoseconds: java),
        ]
    }

    private static var foundation: Double {
        CallTiming.best(batches: 20, of: 2000) { count in
            var sum: UInt64 = 0
            for _ in 0..<count { sum &+= UInt64(UUID().uuidString.utf8.count) }
            return sum
        }.nanoseconds
    }

    /// Found at run time, so that nobody has to have it.
    private static var libuuid: Double? {
        typealias Generate = @convention(c) (UnsafeMutablePointer<UInt8>) -> Void
        typealias Unparse = @convention(c) (UnsafePointer<UInt8>, UnsafeMutablePointer<CChar>) -> Void
        guard let library = unsafe dlopen("libuuid.so.1", RTLD_NOW),
            let generate = unsafe dlsym(library, "uuid_generate_random"),
            let unparse = unsafe dlsym(library, "uuid_unparse_lower")
        else { return nil }
        // Sound: these are the functions' types in uuid.h, and both buffers have the size that it names.
        let calls = unsafe (
            unsafeBitCast(generate, to: Generate.self), unsafeBitCast(unparse, to: Unparse.self)
        )
        return unsafe withUnsafeTemporaryAllocation(byteCount: 64, alignment: 16) { memory in
            guard let start = memory.baseAddress else { return nil }
            let bytes = unsafe start.bindMemory(to: UInt8.self, capacity: 16)
            let text = unsafe (start + 16).bindMemory(to: CChar.self, capacity: 37)
            return CallTiming.best(batches: 20, of: 2000) { count in
                for _ in 0..<count {
                    unsafe calls.0(bytes)
                    unsafe calls.1(bytes, text)
                }
                return UInt64(unsafe bytes[0])
            }.nanoseconds
        }
    }

    private static func script(_ preparation: String, _ expression: String) -> String {
        """
        time = __import__('time')
        \(preparation)
        def batch(n=20000):
            start = time.thread_time()
            for _ in range(n): \(expression)
            return (time.thread_time() - start) / n * 1e9
        print(min(batch() for _ in range(15)))
        """
    }

    private static let node = """
        const { randomUUID } = require('crypto');
        let best = Infinity, sum = 0;
        for (let b = 0; b < 30; b++) {
            const start = process.hrtime.bigint();
            for (let i = 0; i < 50000; i++) sum += randomUUID().length;
            best = Math.min(best, Number(process.hrtime.bigint() - start) / 50000);
        }
        console.log(best);
        """

    private static var java: Double? {
        guard let folder = try? TemporaryFolder() else { return nil }
        defer { folder.remove() }
        let file = folder.path + "/Peer.java"
        let source = """
            public class Peer {
                public static void main(String[] arguments) {
                    double best = 1e9;
                    long sum = 0;
                    for (int b = 0; b < 30; b++) {
                        long start = System.nanoTime();
                        for (int i = 0; i < 50000; i++) sum += java.util.UUID.randomUUID().toString().length();
                        best = Math.min(best, (System.nanoTime() - start) / 50000.0);
                    }
                    System.out.println(best + (sum == 7 ? 1 : 0));
                }
            }
            """
        guard (try? Data(source.utf8).write(to: URL(filePath: file))) != nil else { return nil }
        return run("java", [file])
    }

    /// The number that a program prints.
    private static func run(_ program: String, _ arguments: [String]) -> Double? {
        guard let path = program.contains("/") ? program : ProgramSearch(first: []).find(program) else {
            return nil
        }
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return nil }
        let data = (try? output.fileHandleForReading.readToEnd()) ?? Data()
        process.waitUntilExit()
        let text = String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        return Double(text)
    }
}
