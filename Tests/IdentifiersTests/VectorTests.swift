import Identifiers
import Testing

struct VectorTests {
    @Test("C6: valid TypeIDs are read and written back", arguments: ValidTypeID.all)
    func valid(vector: ValidTypeID) throws {
        let id = try TypeID(vector.text)
        #expect(id.prefix == vector.prefix)
        #expect(id.description == vector.text)
        let twin = try UnifiedID(.test, high: id.high, low: id.low)
        #expect(twin.text(.uuid) == vector.uuid)
        #expect(try UnifiedIDManager.parse(vector.uuid, as: .test, spelling: .uuid) == twin)
    }

    @Test("C6: invalid TypeIDs are refused", arguments: invalidTypeIDs.keys.sorted())
    func invalid(name: String) throws {
        let text = try #require(invalidTypeIDs[name])
        #expect(throws: IDError.self) { try TypeID(text) }
        #expect(!UnifiedIDManager.isValid(text))
    }

    @Test("C6: UUIDs of RFC 9562 keep their bits and their version", arguments: publishedUUIDs)
    func published(vector: (version: Int, uuid: String, base32: String)) throws {
        let id = try UnifiedIDManager.parse(vector.uuid, as: .message, spelling: .uuid)
        #expect(id.description == "msg_" + vector.base32)
        #expect(id.version == vector.version)
        // The RFC gives one moment for its examples of versions 1, 6 and 7.
        #expect(id.milliseconds == ([1, 6, 7].contains(vector.version) ? 1_645_557_742_000 : nil))
    }

    @Test("C6: valid traceparent headers are read", arguments: validTraceParents)
    func trace(header: String) throws {
        let parent = try TraceParent(header)
        #expect(parent.description == "00" + header.prefix(55).dropFirst(2))
        #expect(parent.isSampled == (header.dropFirst(54).first != "0"))
    }

    @Test("C6: invalid traceparent headers are refused", arguments: invalidTraceParents)
    func badTrace(header: String) {
        #expect(throws: IDError.self) { try TraceParent(header) }
    }

    @Test("C6: ULID's boundary is ours")
    func boundary() throws {
        #expect(try TypeID("7zzzzzzzzzzzzzzzzzzzzzzzzz").high == .max)
        #expect(throws: IDError.overflow) { try TypeID("80000000000000000000000000") }
    }
}
