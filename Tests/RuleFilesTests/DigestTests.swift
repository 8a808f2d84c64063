import Classification
import DefaultRules
import Testing

@testable import RuleFiles

/// The digest stands beside every figure: equal rules have to have an equal one.
struct DigestTests {
    private func digest(_ path: String, _ word: String, disabling disabled: Set<String> = []) throws -> String
    {
        let text = """
            id: payments
            title: Payments
            rationale: Charges cards.
            words: {\(word): 10}
            examples:
              match: ["class PaymentManager: pass"]
              ignore: ["class RedisManager: pass"]
            """
        return try RuleSet.load(files: DefaultRules.files, adding: [(path, text)], disabling: disabled).digest
    }

    @Test("added rules have one digest wherever their repository lies")
    func place() throws {
        let here = try digest("/home/me/shop/audit/Domains/payments.yml", "payment")
        #expect(try digest("/tmp/copy/audit/Domains/payments.yml", "payment") == here)
    }

    @Test("another text or a disabled rule gives another digest")
    func content() throws {
        let path = "audit/Domains/payments.yml"
        let digests = [
            try digest(path, "payment"), try digest(path, "invoice"),
            try digest(path, "payment", disabling: ["mcp"]),
            try RuleSet.load(files: DefaultRules.files).digest,
        ]
        #expect(Set(digests).count == 4)
    }
}
