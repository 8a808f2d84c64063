import Digests
import Testing

struct DigestTests {
    private func hexadecimal(_ text: String) -> String {
        let bytes = Array(text.utf8)
        return Digest(of: bytes.span).hexadecimal
    }

    @Test(
        "SHA-256 of the known texts of FIPS 180-4",
        arguments: [
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
            ),
        ])
    func knownTexts(text: String, digest: String) { #expect(hexadecimal(text) == digest) }

    @Test("bytes and digits speak of the same digest, leading zeros included")
    func forms() throws {
        let bytes = [UInt8](repeating: 0, count: 31) + [0x0f]
        let digest = try #require(Digest(bytes))
        #expect(digest.bytes == bytes)
        #expect(digest.hexadecimal == String(repeating: "0", count: 63) + "f")
        #expect(Digest([UInt8](repeating: 0, count: 31)) == nil)
        #expect(Digest([UInt8](repeating: 0, count: 33)) == nil)
    }

    @Test(
        "base64 as `openssl dgst -sha256 -binary | base64` prints it",
        arguments: [
            ("", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="),
            ("abc", "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="),
        ])
    func base64(text: String, digest: String) {
        let bytes = Array(text.utf8)
        #expect(Digest(of: bytes.span).base64 == digest)
    }

    @Test("rows of texts that join to one text differ")
    func rows() {
        let rows = [["ab", "c"], ["a", "bc"], ["abc"], ["abc", ""], ["", "abc"], []]
        #expect(Set(rows.map { Digest(of: $0) }).count == rows.count)
    }
}
