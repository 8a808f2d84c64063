import Identifiers
import Testing

/// The calls of the manager that this one replaces, with the results that its documentation and tests gave.
struct FormerNamesTests {
    @Test("C36: the thirteen generators give IDs of their kinds")
    func generators() throws {
        let made = [
            try UnifiedIDManager.generateConnectionID(), try UnifiedIDManager.generateMessageID(),
            try UnifiedIDManager.generateRequestID(), try UnifiedIDManager.generateCorrelationID(),
            try UnifiedIDManager.generateAuditID(), try UnifiedIDManager.generateTestID(),
            try UnifiedIDManager.generateRunID(threadID: "thread_a"), try UnifiedIDManager.generateThreadID(),
            try UnifiedIDManager.generateSessionID(), try UnifiedIDManager.generateContextID(),
            try UnifiedIDManager.generateUserID(), try UnifiedIDManager.generateTraceID(),
            try UnifiedIDManager.generateSpanID(),
        ]
        #expect(made.map(\.kind) == KindTests.kinds)
    }

    @Test("C36: runs are parsed, and their threads extracted")
    func runs() {
        let canonical = UnifiedIDManager.parseRunID("thread_user123_run_1693430400000_a1b2c3d4")
        #expect(canonical?.thread == "user123" && canonical?.milliseconds == 1_693_430_400_000)
        #expect(canonical?.suffix == "a1b2c3d4")
        for (run, thread) in [
            ("run_user123_a1b2c3d4", "user123"),
            ("run_user_with_underscores_e5f6a7b8", "user_with_underscores"),
            ("run_complex_user_session_123_b2c3d4e5", "complex_user_session_123"),
            ("run___triple_underscore_b2c3d4e5", "triple_underscore"),
            ("run_complex__user__session_d4e5f6a7", "complex__user__session"),
        ] {
            #expect(UnifiedIDManager.extractThreadID(run) == thread)
            #expect(UnifiedIDManager.validateRunID(run))
        }
        #expect(UnifiedIDManager.extractThreadID("thread_only_prefix") == nil)
    }

    @Test("C36, G7: both forms of a run name the same thread")
    func sameThread() {
        #expect(
            UnifiedIDManager.extractThreadID("run_u1_a1b2c3d4")
                == UnifiedIDManager.extractThreadID("thread_u1_run_1693430400000_a1b2c3d4"))
    }

    @Test(
        "C36: threads are checked and normalised",
        arguments: [
            ("thread_user123", "user123"), ("user123", "user123"), ("thread_", ""), ("thread_thread_x", "x"),
            ("", ""),
        ])
    func threads(text: String, normal: String) {
        #expect(UnifiedIDManager.normalizeThreadID(text) == normal)
        #expect(UnifiedIDManager.normalizeThreadID(normal) == normal)
    }

    @Test("C36: a thread of today's form keeps its prefix, and a run of today's form is a run")
    func today() throws {
        let thread = try UnifiedIDManager.generateThreadID().description
        #expect(UnifiedIDManager.normalizeThreadID(thread) == thread)
        #expect(UnifiedIDManager.validateThreadID(thread))
        let run = try UnifiedIDManager.generateRunID(threadID: thread).description
        #expect(UnifiedIDManager.validateRunID(run))
        #expect(UnifiedIDManager.extractThreadID(run) == nil)
        #expect(!UnifiedIDManager.validateIDPair(run: run, thread: thread))
    }

    @Test("C36: thread names are plain words")
    func threadNames() {
        for name in ["user123", "session_abc_123", "user-1", "A"] {
            #expect(UnifiedIDManager.validateThreadID(name))
        }
        for name in ["", "_a", "-a", "user123_run_", "user_run_123", "user\n", "a b", "ü", "a/b"] {
            #expect(!UnifiedIDManager.validateThreadID(name))
        }
    }

    @Test("C36, P6: a run and its thread are a pair")
    func pairs() {
        for run in ["thread_user123_run_1693430400000_a1b2c3d4", "run_user123_a1b2c3d4"] {
            #expect(UnifiedIDManager.validateIDPair(run: run, thread: "user123"))
            #expect(UnifiedIDManager.validateIDPair(run: run, thread: "thread_user123"))
            #expect(!UnifiedIDManager.validateIDPair(run: run, thread: "wrong_user"))
            #expect(!UnifiedIDManager.validateIDPair(run: run, thread: ""))
        }
    }

    @Test("C36, G6: the thread comes from the run, else the thread, else the chat")
    func fallback() {
        let run = "thread_from_run_id_run_1693430400000_a1b2c3d4"
        func thread(_ run: String?, _ thread: String?, _ chat: String?) -> String? {
            UnifiedIDManager.extractThreadID(run: run, thread: thread, chatThread: chat)
        }
        #expect(thread(run, "direct", "chat") == "from_run_id")
        #expect(thread("nonsense", "thread_direct", "chat") == "direct")
        #expect(thread(nil, nil, "thread_chat") == "chat")
        #expect(thread(nil, "", nil) == nil)
    }

    @available(*, deprecated)
    @Test("C36, G5: deprecated calls work, and each place that makes them is named once")
    func deprecated() throws {
        for _ in 0..<3 {
            #expect(try UnifiedIDManager.generateRunID(threadID: "t", context: "c").kind == .run)
        }
        #expect(UnifiedIDManager.extractThreadIDFromRunID("run_t_a1b2c3d4") == "t")
        let sites = UnifiedIDManager.deprecatedCallSites.filter { $0.contains("FormerNamesTests") }
        #expect(sites.count == 2)
    }
}
