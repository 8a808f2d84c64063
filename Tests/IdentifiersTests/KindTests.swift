import Testing

@testable import Identifiers

struct KindTests {
    static let kinds: [IDKind] = [
        .connection, .message, .request, .correlation, .audit, .test, .run, .thread, .session, .context,
        .user, .trace, .span,
    ]

    @Test("C1, C3, F3: every kind has one shape, in lower-case ASCII", arguments: kinds)
    func shape(kind: IDKind) throws {
        for _ in 0..<1000 {
            let text = try UnifiedIDManager.generate(kind).description
            switch kind {
            case .trace: #expect(text.wholeMatch(of: /[0-9a-f]{32}/) != nil)
            case .span: #expect(text.wholeMatch(of: /[0-9a-f]{16}/) != nil)
            default:
                #expect(text.hasPrefix(kind.prefix + "_"))
                #expect(
                    text.dropFirst(kind.prefix.count + 1).wholeMatch(of: /[0-7][0-9a-hjkmnp-tv-z]{25}/) != nil
                )
                #expect((26...90).contains(text.utf8.count))
            }
        }
    }

    @Test("C2: no trace or span is all zero, whatever the source gives")
    func zeros() throws {
        let generator = IDGenerator(ScriptedSources(milliseconds: { 0 }, random: { 0 }))
        #expect(throws: IDError.entropyUnavailable(number: 0)) { try generator.generate(.trace) }
        #expect(throws: IDError.entropyUnavailable(number: 0)) { try generator.generate(.span) }
        #expect(throws: IDError.invalidBits(.trace)) {
            try UnifiedIDManager.parse(String(repeating: "0", count: 32), as: .trace)
        }
        #expect(throws: IDError.invalidBits(.span)) {
            try UnifiedIDManager.parse(String(repeating: "0", count: 16), as: .span)
        }
    }

    @Test("C4: prefixes and names are unique and well formed")
    func registry() {
        #expect(Set(Self.kinds.map(\.prefix)).count == 13)
        #expect(Set(Self.kinds.map(\.name)).count == 13)
        #expect(Array(IDKind.all.prefix(13)) == Self.kinds)
        for kind in Self.kinds {
            #expect(kind.prefix.wholeMatch(of: /[a-z][a-z_]{1,61}[a-z]/) != nil)
            #expect(IDKind(named: kind.name) == kind)
        }
    }

    @Test("C4: a registered kind works as the built-in ones do; the same registration again gives it again")
    func registering() throws {
        let order = try IDKind.register(prefix: "shop_order", named: "order")
        #expect(try IDKind.register(prefix: "shop_order", named: "order") == order)
        let first = try UnifiedIDManager.generate(order)
        let second = try UnifiedIDManager.generate(order)
        #expect(first < second)
        #expect(first.description.hasPrefix("shop_order_"))
        #expect(try UnifiedIDManager.parse(first.description) == first)
        #expect(try UnifiedIDManager.parse(first.description, as: order) == first)

        let voucher = try IDKind.register(prefix: "voucher", isOrdered: false)
        #expect(try UnifiedIDManager.generate(voucher).version == 4)
        #expect(throws: IDError.wrongKind(expected: voucher, found: order)) {
            try UnifiedIDManager.parse(first.description, as: voucher)
        }
        #expect(IDKind.all.contains(order) && IDKind.all.contains(voucher))
    }

    @Test(
        "C4: prefixes that clash are refused", arguments: ["req", "req_late", "thread_x", "run_id", "trace"])
    func clash(prefix: String) {
        #expect(throws: IDError.self) { try IDKind.register(prefix: prefix, named: "other-" + prefix) }
    }

    @Test(
        "C27, F6: prefixes that could carry anything are refused",
        arguments: [
            "", "ab", "../x", "a\"b", "a'b", "a\r\nSet-Cookie: x", "<script>", "Upper", "a1b", "_abc", "abc_",
            "äbc",
            "a b", String(repeating: "a", count: 64), "abc\0",
        ])
    func injection(prefix: String) {
        #expect(throws: IDError.self) { try IDKind.register(prefix: prefix) }
    }

    @Test(
        "C27: names that could carry anything are refused", arguments: ["", "a b", "a\u{1b}[31m", "ä", "a\n"])
    func names(name: String) {
        #expect(throws: IDError.self) { try IDKind.register(prefix: "named", named: name) }
    }

    @Test("C4: an unknown prefix is refused and named")
    func unknown() {
        #expect(throws: IDError.unknownPrefix("invoice")) {
            try UnifiedIDManager.parse("invoice_01h455vb4pex5vsknk084sn02q")
        }
        #expect(throws: IDError.unknownPrefix("")) {
            try UnifiedIDManager.parse("01h455vb4pex5vsknk084sn02q")
        }
    }

    @Test("C5: version and variant are those of the kind")
    func versions() throws {
        for kind in Self.kinds where kind.form == .ordered || kind.form == .random {
            let id = try UnifiedIDManager.generate(kind)
            #expect(id.low >> 62 == 2)
            #expect(id.high >> 12 & 0xf == (kind.form == .ordered ? 7 : 4))
        }
        let migrated = try UnifiedIDManager.parse("run_0000000000hezvhn8dpf6cg097")
        #expect(migrated.version == 8)
    }
}
