import Identifiers
import Testing

struct SecretTests {
    @Test("C30: a secret has 256 bits, is its own type, and does not print")
    func printing() throws {
        let secret = try Secret.generate()
        let text = secret.reveal()
        #expect(text.wholeMatch(of: /[0-9a-f]{64}/) != nil)
        var dumped = ""
        dump(secret, to: &dumped)
        for shown in [
            "\(secret)", String(describing: secret), String(reflecting: secret), dumped,
            "\([secret])", "\(Optional(secret) as Any)",
        ] {
            #expect(!shown.contains(text.prefix(16)))
            #expect(!shown.contains("words"))
        }
        // What a compiler refuses: no initialiser takes an ID, and no function for IDs takes a secret.
        #expect(!(secret as Any is UnifiedID))
    }

    @Test("C30: secrets are equal where all bits are, and read only from what they reveal")
    func comparing() throws {
        let secret = try Secret.generate()
        #expect(Secret(secret.reveal()) == secret)
        var seen: Set<String> = []
        for _ in 0..<1000 { #expect(seen.insert(try Secret.generate().reveal()).inserted) }
        for position in 0..<64 {
            var digits = Array(secret.reveal())
            digits[position] = digits[position] == "0" ? "1" : "0"
            #expect(Secret(String(digits)) != secret)
        }
        for text in [
            "", "x", secret.reveal() + "0", secret.reveal() + "\n", secret.reveal().uppercased() + "G",
        ] {
            #expect(Secret(text) == nil)
        }
        #expect(Secret(try UnifiedIDManager.generateSessionID().description) == nil)
    }
}
