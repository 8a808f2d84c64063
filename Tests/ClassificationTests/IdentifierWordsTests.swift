import Classification
import Testing

struct IdentifierWordsTests {
    @Test(
        "names are cut where people read a new word",
        arguments: [
            ("WebSocketManager", ["web", "socket", "manager"]), ("LLMManager", ["llm", "manager"]),
            ("send_to_user", ["send", "to", "user"]), ("OAuth2Manager", ["o", "auth2", "manager"]),
            ("L3Manager", ["l3", "manager"]), ("APIKeyManager", ["api", "key", "manager"]), ("IDs", ["ids"]),
            ("userIDsByName", ["user", "ids", "by", "name"]), ("HTTP2Server", ["http2", "server"]),
            ("__init__", ["init"]), ("_x", ["x"]), ("", []), ("___", []),
            ("a-b.c/d e", ["a", "b", "c", "d", "e"]),
            ("GrößeManager", ["größe", "manager"]), ("ABC", ["abc"]), ("getX", ["get", "x"]),
            ("uuid4", ["uuid4"]),
        ])
    func split(name: String, words: [String]) { #expect(IdentifierWords.split(name) == words) }

    @Test("the words of a name, joined, are the name in lower case without punctuation")
    func joined() {
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<2000 {
            let name = String(
                (0..<Int.random(in: 0..<12, using: &generator)).map { _ in
                    "aZbQs_9.S-é".randomElement(using: &generator) ?? "a"
                })
            #expect(IdentifierWords.split(name).joined() == MatchHints.squeeze(name), "\(name)")
        }
    }

    @Test(
        "a plural loses its ending, a word that only looks like one keeps it",
        arguments: [
            ("users", "user"), ("policies", "policy"), ("access", "access"), ("redis", "redis"),
            ("corpus", "corpus"),
            ("alias", "alias"), ("ids", "id"), ("is", "is"), ("s", "s"), ("ies", "ie"), ("", ""),
        ])
    func singular(word: String, expected: String) { #expect(IdentifierWords.singular(word) == expected) }
}

/// The same numbers for the same seed (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
