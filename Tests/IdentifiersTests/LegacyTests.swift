import Identifiers
import TestKit
import Testing

/// A legacy text that has one reading.
struct LegacyCase: CustomStringConvertible {
    var text: String
    var form: LegacyForm
    var kind: IDKind?
    var milliseconds: Int64?
    var thread: String?
    var user: String?
    var bits = 32

    var description: String { text }

    private static let time: Int64 = 1_693_430_400_000

    static let all = [
        // L1, with the examples of the former manager's own tests.
        LegacyCase(
            text: "thread_user123_run_1693430400000_a1b2c3d4", form: .runOfThread, kind: .run,
            milliseconds: time,
            thread: "user123"),
        LegacyCase(
            text: "thread__run_1693430400000_a1b2c3d4", form: .runOfThread, kind: .run, milliseconds: time,
            thread: ""),
        LegacyCase(
            text: "thread____run_1693430400000_A1B2C3D4", form: .runOfThread, kind: .run, milliseconds: time,
            thread: "__"),
        LegacyCase(
            text: "thread_user__session_run_1693430400000_a1b2c3d4", form: .runOfThread, kind: .run,
            milliseconds: time, thread: "user__session"),
        LegacyCase(
            text: "thread_thread_u_run_1_a1b2c3d4", form: .runOfThread, kind: .run, milliseconds: 1,
            thread: "u"),
        // L2
        LegacyCase(text: "run_user123_a1b2c3d4", form: .shortRun, kind: .run, thread: "user123"),
        LegacyCase(text: "run_simple_user_a1b2c3d4", form: .shortRun, kind: .run, thread: "simple_user"),
        LegacyCase(text: "run__empty_prefix_a1b2c3d4", form: .shortRun, kind: .run, thread: "empty_prefix"),
        LegacyCase(
            text: "run_user__double_middle_c3d4e5f6", form: .shortRun, kind: .run,
            thread: "user__double_middle"),
        LegacyCase(text: "run___e5f6a7b8", form: .shortRun, kind: .run, thread: ""),
        LegacyCase(text: "run__e5f6a7b8", form: .shortRun, kind: .run, thread: ""),
        // L3
        LegacyCase(
            text: "session_1693430400000_a1b2c3d4", form: .sessionThread, kind: .thread, milliseconds: time),
        LegacyCase(
            text: "thread_session_1693430400000_a1b2c3d4", form: .sessionThread, kind: .thread,
            milliseconds: time),
        // L4
        LegacyCase(
            text: "conn_1693430400000_a1b2c3d4", form: .connection, kind: .connection, milliseconds: time),
        LegacyCase(
            text: "conn_a_b@c.org_1693430400000_a1b2c3d4", form: .connection, kind: .connection,
            milliseconds: time, user: "a_b@c.org"),
        LegacyCase(
            text: "ws_conn_bob_1693430400000_a1b2c3d4", form: .connection, kind: .connection,
            milliseconds: time,
            user: "bob"),
        LegacyCase(text: "conn_bob_a1b2c3d4", form: .connection, kind: .connection, user: "bob"),
        // L5
        LegacyCase(text: "sess_1693430400000_a1b2c3d4", form: .session, kind: .session, milliseconds: time),
        LegacyCase(
            text: "sess_a_b_1693430400000_a1b2c3d4", form: .session, kind: .session, milliseconds: time,
            user: "a_b"),
        LegacyCase(
            text: "sess_919108f752d143209bacf847db4148a8", form: .session, kind: .session, bits: 122),
        // L6
        LegacyCase(text: "req_1693430400000_a1b2c3d4", form: .request, kind: .request, milliseconds: time),
        LegacyCase(text: "req_a1b2c3d4", form: .request, kind: .request),
        LegacyCase(text: "req_a1b2c3d4e5f6", form: .request, kind: .request, bits: 48),
        LegacyCase(
            text: "req_919108f7-52d1-4320-9bac-f847db4148a8", form: .request, kind: .request, bits: 122),
        // L7
        LegacyCase(text: "trace_4bf92f3577b34da6", form: .trace, kind: .trace, bits: 60),
        LegacyCase(
            text: "trace_919108f7-52d1-4320-9bac-f847db4148a8", form: .trace, kind: .trace, bits: 122),
        LegacyCase(text: "span_a1b2c3d4", form: .trace, kind: .span),
        LegacyCase(text: "span_00f067aa0ba902b7", form: .trace, kind: .span, bits: 60),
        // L8
        LegacyCase(text: "audit_1693430400000_a1b2c3d4", form: .timed, kind: .audit, milliseconds: time),
        LegacyCase(text: "user_1693430400000_a1b2c3d4", form: .timed, kind: .user, milliseconds: time),
        LegacyCase(text: "test_1693430400000_a1b2c3d4", form: .timed, kind: .test, milliseconds: time),
        LegacyCase(text: "demo_1693430400000_a1b2c3d4", form: .timed, kind: nil, milliseconds: time),
        LegacyCase(text: "ctx_4bf92f3577b34da6", form: .timed, kind: .context, bits: 60),
        // L9
        LegacyCase(text: "919108f7-52d1-4320-9bac-f847db4148a8", form: .uuid, kind: nil, bits: 122),
        LegacyCase(text: "919108F7-52D1-4320-9BAC-F847DB4148A8", form: .uuid, kind: nil, bits: 122),
        LegacyCase(text: "abcdefab-cdef-4bcd-abcd-abcdefabcdef", form: .uuid, kind: nil, bits: 122),
        // L10
        LegacyCase(
            text: "run_alice_1693430400000", form: .timeOnly, kind: .run, milliseconds: time, user: "alice",
            bits: 0),
        LegacyCase(text: "triage_1693430400000", form: .timeOnly, kind: nil, milliseconds: time, bits: 0),
        LegacyCase(text: "alert_1693430400", form: .timeOnly, kind: nil, milliseconds: time, bits: 0),
        LegacyCase(
            text: "alert_1693430400.25", form: .timeOnly, kind: nil, milliseconds: time + 250, bits: 0),
        LegacyCase(
            text: "backup_20230830_212000", form: .timeOnly, kind: nil, milliseconds: time, bits: 0),
        LegacyCase(
            text: "event_2023-08-30T21:20:00.125+00:00", form: .timeOnly, kind: nil, milliseconds: time + 125,
            bits: 0),
        LegacyCase(
            text: "event_2023-08-30T23:20:00+02:00", form: .timeOnly, kind: nil, milliseconds: time, bits: 0),
        // L11
        LegacyCase(text: "140234567890", form: .derived, kind: nil, bits: 0),
        LegacyCase(text: "4242", form: .derived, kind: nil, bits: 0),
        LegacyCase(text: "org_a1b2c3d4e5f6", form: .derived, kind: nil, bits: 48),
        // L12
        LegacyCase(
            text: "msg_chat_1693430400000_17_a1b2c3d4", form: .counted, kind: .message, milliseconds: time,
            user: "chat"),
        LegacyCase(
            text: "ws_conn_alice123_1693430400000_17_a1b2c3d4", form: .counted, kind: .connection,
            milliseconds: time, user: "alice123"),
        LegacyCase(text: "thread_context_17_a1b2c3d4", form: .counted, kind: .thread),
        LegacyCase(text: "req_context_18_a1b2c3d4", form: .counted, kind: .request),
        LegacyCase(text: "user_17_a1b2c3d4", form: .counted, kind: .user),
        LegacyCase(text: "metric_17_a1b2c3d4", form: .counted, kind: nil),
        // L13
        LegacyCase(text: "105945141827451681156", form: .foreign, kind: .user, bits: 64),
        LegacyCase(text: "pending_auth", form: .foreign, kind: .user, bits: 0),
        LegacyCase(text: "temp_auth_x1", form: .foreign, kind: .user, bits: 0),
        LegacyCase(
            text: "defensive_auth_105945141827451681156_prelim", form: .foreign, kind: .user, bits: 0),
        LegacyCase(text: "invalid_user", form: .foreign, kind: .user, bits: 0),
        LegacyCase(text: "fake_session", form: .foreign, kind: .session, bits: 0),
        LegacyCase(text: "test-user-123", form: .foreign, kind: .user, bits: 0),
        LegacyCase(text: "thread-456", form: .foreign, kind: .thread, bits: 0),
        LegacyCase(text: "e2e-staging_release-v1.2.3", form: .foreign, kind: nil, bits: 0),
        LegacyCase(text: "user_0", form: .foreign, kind: .user, bits: 0),
        LegacyCase(text: "mock_session_456", form: .foreign, kind: .session, bits: 0),
        // L14
        LegacyCase(
            text: "msg_1693430400000_k3x9z", form: .client, kind: .message, milliseconds: time, bits: 25),
        LegacyCase(text: "TXN-1693430400000", form: .client, kind: nil, milliseconds: time, bits: 0),
        LegacyCase(text: "SPAN-k3x9z", form: .client, kind: .span, bits: 25),
    ]
}

struct LegacyTests {
    @Test("C33, G1, G2: every row of the legacy grammar is read with its facts", arguments: LegacyCase.all)
    func rows(legacy: LegacyCase) throws {
        let readings = UnifiedIDManager.legacyReadings(of: legacy.text)
        try #require(readings.count == 1, "\(readings)")
        #expect(readings[0].form == legacy.form)
        #expect(readings[0].kind == legacy.kind)
        #expect(readings[0].milliseconds == legacy.milliseconds)
        #expect(readings[0].thread == legacy.thread)
        #expect(readings[0].user == legacy.user)
        #expect(readings[0].randomBits == legacy.bits)
    }

    @Test("C33: every row has a case")
    func coverage() {
        #expect(Set(LegacyCase.all.map(\.form)) == Set(LegacyForm.allCases))
    }

    @Test(
        "C35: what can be meant in several ways gets all of them",
        arguments: [
            ("run_1693430400000_a1b2c3d4", [LegacyForm.shortRun, .timed]),
            ("run_user_12345_a1b2c3d4", [.shortRun, .counted]),
            ("run_complex_user_session_123_b2c3d4e5", [.shortRun, .counted]),
            ("thread_a_run_b_run_5_a1b2c3d4", [.runOfThread, .runOfThread]),
            ("run_x_run_y_a1b2c3d4", [.shortRun, .shortRun]),
            ("run_1693430400_a1b2c3d4", [.shortRun]),
            ("run_op_1693430400_a1b2c3d4", [.shortRun, .counted, .timeOnly]),
            ("metric_1693430400_a1b2c3d4", [.counted, .timeOnly]),
            ("919108f752d143209bacf847db4148a8", [.uuid, .trace]),
            ("4bf92f3577b34da6", [.trace, .derived]),
            ("a1b2c3d4", [.uuid, .derived]),
            ("140234567890123", [.foreign, .derived]),
            ("demo_alice_1693430400000_a1b2c3d4", [.timed, .connection]),
            ("1693430400000", [.derived, .timeOnly]),
        ])
    func ambiguous(text: String, forms: [LegacyForm]) {
        let readings = UnifiedIDManager.legacyReadings(of: text)
        var found = readings.map(\.form)
        for form in forms {
            #expect(found.contains(form), "\(text) \(readings)")
            if let index = found.firstIndex(of: form) { found.remove(at: index) }
        }
        #expect(readings.count >= forms.count)
        #expect(Set(readings).count == readings.count)
    }

    @Test(
        "C33, F6, P3: what the former manager let through is no ID",
        arguments: [
            "", "abc", "run_", "run_incomplete", "thread_only_prefix", "thread_user_run_",
            "thread_user_run_timestamp",
            "run_a_a1b2c3d4\n", "run_a\n_a1b2c3d4", "run_../../etc/passwd_deadbeef", "run_<script>_deadbeef",
            "thread_a b_run_1_a1b2c3d4", "thread_a_run_١٢٣_a1b2c3d4", "thread_a_run_1_a1b2c3dg",
            "run_é_a1b2c3d4",
            "conn_a\r\nSet-Cookie: x_1693430400000_a1b2c3d4", "run_a_a1b2c3d4\0", "\u{FEFF}run_a_a1b2c3d4",
            "thread_a_run_1000000000000000000000000000000_a1b2c3d4", "919108f7-52d1-4320-9bac-f847db4148a",
            "919108f7-52d1-4320-9bacf847-db4148a8", "{919108f7-52d1-4320-9bac-f847db4148a8}",
            "event_2023-13-30T21:20:00", "backup_20231330_212000",
        ])
    func refused(text: String) {
        #expect(UnifiedIDManager.legacyReadings(of: text) == [])
        #expect(!UnifiedIDManager.validateRunID(text))
    }

    @Test("C26: a legacy ID is its bytes: no two spellings of one letter are one ID")
    func canonicalEquivalence() {
        let composed = "caf\u{e9}"
        let decomposed = "cafe\u{301}"
        #expect(composed == decomposed)
        let run = { (thread: String) in "run_\(thread)_a1b2c3d4" }
        #expect(UnifiedIDManager.legacyReadings(of: run(composed)) == [])
        #expect(!UnifiedIDManager.validateIDPair(run: run("cafe"), thread: decomposed))
    }

    @Test(
        "C34: no ID of today's form is a legacy ID, not even one of digits only", arguments: KindTests.kinds)
    func disjoint(kind: IDKind) throws {
        for id in try UnifiedIDManager.generate(kind, count: 2000 * effort) {
            #expect(UnifiedIDManager.legacyReadings(of: id.text(.typeID)) == [])
        }
        let digits = kind.prefix + "_01234567890123456789012345"
        #expect(UnifiedIDManager.legacyReadings(of: digits) == [])
    }

    @Test("C34: no legacy ID is one of today's form")
    func disjointToo() {
        for legacy in LegacyCase.all { #expect(!UnifiedIDManager.isValid(legacy.text)) }
        for kind in KindTests.kinds where kind != .trace && kind != .span {
            for legacy in LegacyCase.all { #expect(!UnifiedIDManager.isValid(legacy.text, as: kind)) }
        }
    }

    @Test("C25: damaged legacy IDs never crash, and facts are pieces of the text")
    func fuzz() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var generator = SplitMix(seed: seed)
        var mutation = Mutation(seed: seed)
        var accepted = 0
        for _ in 0..<5000 * effort {
            let bytes = mutation.damage(Array(generator.pick(LegacyCase.all).text.utf8))
            let text = String(decoding: bytes, as: UTF8.self)
            for reading in UnifiedIDManager.legacyReadings(of: bytes.span) {
                accepted += 1
                for fact in [reading.thread, reading.user, reading.prefix] {
                    #expect(fact.map { $0.isEmpty || text.contains($0) } ?? true, "seed \(seed)")
                }
                let number = reading.milliseconds.map { $0 >= 0 && $0 < 1 << 46 } ?? true
                #expect(number, "seed \(seed): \(text)")
                #expect(bytes.count <= 255 && bytes.allSatisfy { $0 > 0x20 && $0 < 0x7f }, "seed \(seed)")
            }
            #expect(!(UnifiedIDManager.isValid(text) && !UnifiedIDManager.legacyReadings(of: text).isEmpty))
        }
        #expect(accepted > 100)
    }

    @Test("C22: a megabyte of legacy is refused unread")
    func huge() {
        #expect(UnifiedIDManager.legacyReadings(of: "run_" + String(repeating: "a_", count: 1 << 19)) == [])
    }
}
