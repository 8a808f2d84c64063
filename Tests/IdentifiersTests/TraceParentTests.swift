import Identifiers
import Testing

struct TraceParentTests {
    @Test("a new trace is random and says so; a child keeps the trace")
    func start() throws {
        let parent = try TraceParent.start(isSampled: true)
        #expect(parent.isSampled && parent.isRandom)
        #expect(parent.description.hasSuffix("-03"))
        #expect(try TraceParent(parent.description) == parent)
        let child = try parent.child()
        #expect(child.traceID == parent.traceID && child.flags == parent.flags)
        #expect(child.parentID != parent.parentID)
        #expect(try TraceParent.start(isSampled: false).flags == 2)
    }

    @Test("an ID's bits serve as a trace-id, flagged as random only where they are")
    func ids() throws {
        let request = try UnifiedIDManager.generateRequestID()
        let parent = try TraceParent.start(for: request, isSampled: false)
        #expect(parent.traceID.description == request.text(.hexadecimal))
        #expect(parent.isRandom)
        let migrated = try UnifiedIDManager.parse("run_0000000000hezvhn8dpf6cg097")
        #expect(try !TraceParent.start(for: migrated, isSampled: false).isRandom)
        #expect(throws: IDError.invalidBits(.trace)) {
            try TraceParent.start(for: UnifiedIDManager.generateSpanID(), isSampled: false)
        }
        let zero = try UnifiedID(.request, high: 0, low: 0)
        #expect(throws: IDError.invalidBits(.trace)) { try TraceParent.start(for: zero, isSampled: false) }
    }

    @Test("a later version's unknown flags and parts are left out")
    func future() throws {
        let parent = try TraceParent("cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-ff-what-ever")
        #expect(parent.description == "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-03")
        #expect(throws: IDError.self) {
            try TraceParent("cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-f")
        }
    }
}
