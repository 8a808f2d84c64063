import Glibc
import Identifiers
import Testing

struct PrivacyTests {
    @Test("C28: what callers say about users, threads and prefixes is not in the ID")
    func users() throws {
        let user = "alice.example.user@example.org"
        let thread = "threadof_bobalice"
        let ids = [
            try UnifiedIDManager.generateConnectionID(userID: user, prefix: "../x"),
            try UnifiedIDManager.generateSessionID(userID: user),
            try UnifiedIDManager.generateUserID(prefix: "a\r\nSet-Cookie: x"),
            try UnifiedIDManager.generateTestID(prefix: "<script>"),
            try UnifiedIDManager.generateRunID(threadID: thread),
        ]
        #expect(ids.map(\.kind) == [.connection, .session, .user, .test, .run])
        for id in ids {
            #expect(UnifiedIDManager.isValid(id.description))
            for secret in ["alice", "example", "bobalice", "..", "Set", "script"] {
                #expect(!id.description.contains(secret))
            }
        }
    }

    @Test("C28: neither the process's number nor the host's name is in the bits")
    func process() throws {
        // 16 bits that were always there would be there in all of these.
        let ids = try UnifiedIDManager.generate(.message, count: 64)
        let own = UInt64(getpid())
        for shift in 0..<48 as Range<UInt64> {
            #expect(!ids.allSatisfy { $0.low >> shift & 0xffff == own & 0xffff })
        }
    }

    @Test(
        "C29: session, context and user IDs do not tell when they were made",
        arguments: [IDKind.session, .context, .user])
    func time(kind: IDKind) throws {
        let ids = try UnifiedIDManager.generate(kind, count: 20_000)
        #expect(ids.allSatisfy { $0.milliseconds == nil })
        // How often a later ID is the greater one: half of the time, within 5 σ.
        let rising = zip(ids, ids.dropFirst()).count { $0 < $1 }
        #expect(abs(Double(rising) - 10_000) < 5 * (Double(ids.count) / 12).squareRoot())
    }

    @Test("C32: a generator's text shows no key and no buffer")
    func debugging() throws {
        let generator = IDGenerator()
        _ = try generator.generate(.message)
        var dumped = ""
        dump(generator, to: &dumped)
        // The names of the two options.
        #expect(dumped.split(separator: "\n").count == 3)
        #expect(dumped.contains("clock: Identifiers.IDClock.coarse"))
    }
}
