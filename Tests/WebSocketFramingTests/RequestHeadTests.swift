import Testing
import WebSocketFraming

/// Reads a head in pieces; its status where it is refused.
func read(
    _ text: String, cuts: [Int] = [], limits: RequestHead.Limits = RequestHead.Limits()
) throws(HandshakeRefusal) -> (head: RequestHead, end: Int?) {
    let bytes = Array(text.utf8)
    var head = RequestHead(limits: limits)
    var start = 0
    for end in cuts + [bytes.count] {
        let offset = try unsafe head.read(bytes[start..<end].span.bytes)
        if let offset { return (head, start + offset) }
        start = end
    }
    return (head, nil)
}

func status(_ text: String, cuts: [Int] = [], limits: RequestHead.Limits = RequestHead.Limits()) -> Int {
    do throws(HandshakeRefusal) {
        return try read(text, cuts: cuts, limits: limits).end == nil ? 0 : 200
    } catch {
        return error.status
    }
}

/// A request and the status a strict server answers with; 200 where it is read whole, 0 where it goes on.
struct Request: Sendable, CustomTestStringConvertible {
    var name: String
    var text: String
    var status: Int

    init(_ name: String, _ text: String, _ status: Int) {
        self.name = name
        self.text = text
        self.status = status
    }

    var testDescription: String { name }

    static func get(_ fields: String, line: String = "GET / HTTP/1.1") -> String {
        "\(line)\r\nHost: a.example\r\n\(fields)\r\n"
    }

    static let rules: [Request] = [
        Request("plain", get(""), 200),
        Request("query and port", "GET /a/b?c=d%20 HTTP/1.1\r\nHost: [::1]:8080\r\n\r\n", 200),
        Request("blanks around a value, none before it", get("A: \t b c \t\r\nB:d\r\nC:\r\n"), 200),
        Request("HEAD", get("", line: "HEAD / HTTP/1.1"), 200),
        Request("not ended", "GET / HTTP/1.1\r\nHost: a\r\n", 0),
        Request("Content-Length: 0", get("Content-Length: 0\r\n"), 200),
        Request("beyond ASCII in a value", get("A: é\r\n"), 200),

        Request("bare line feed after the request line", "GET / HTTP/1.1\nHost: a\r\n\r\n", 400),
        Request("bare line feed after a field", "GET / HTTP/1.1\r\nHost: a\n\r\n", 400),
        Request("bare line feed at the end", "GET / HTTP/1.1\r\nHost: a\r\n\n", 400),
        Request("bare carriage return", get("A: b\rc\r\n"), 400),
        Request("folded line", get("A: b\r\n c\r\n"), 400),
        Request("folded first line", "GET / HTTP/1.1\r\n Host: a\r\n\r\n", 400),
        Request("NUL in a value", get("A: b\0c\r\n"), 400),
        Request("NUL in a name", get("A\0: b\r\n"), 400),
        Request("escape in a value", get("A: \u{1B}[2J\r\n"), 400),
        Request("blank before the colon", get("A : b\r\n"), 400),
        Request("tab before the colon", get("A\t: b\r\n"), 400),
        Request("no colon", get("A\r\n"), 400),
        Request("no name", get(": b\r\n"), 400),
        Request("brackets in a name", get("A[0]: b\r\n"), 400),
        Request("letters beyond ASCII in a name", get("É: b\r\n"), 400),
        Request("empty first line", "\r\n" + get(""), 400),

        Request("two Hosts", get("Host: b.example\r\n"), 400),
        Request("the same Host twice", get("host: a.example\r\n"), 400),
        Request("no Host", "GET / HTTP/1.1\r\n\r\n", 400),
        Request("empty Host", "GET / HTTP/1.1\r\nHost:\r\n\r\n", 400),
        Request("Host with a path", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 400),
        Request("Host with a user", "GET / HTTP/1.1\r\nHost: a@b\r\n\r\n", 400),

        Request("both lengths", get("Content-Length: 4\r\nTransfer-Encoding: chunked\r\n"), 400),
        Request("two lengths", get("Content-Length: 4\r\nContent-Length: 5\r\n"), 400),
        Request("length of a sign", get("Content-Length: +4\r\n"), 400),
        Request("length of a list", get("Content-Length: 4, 4\r\n"), 400),
        Request("a body", get("Content-Length: 4\r\n"), 413),
        Request("a chunked body", get("Transfer-Encoding: chunked\r\n"), 413),
        Request("an expectation", get("Expect: 100-continue\r\n"), 417),

        Request("POST", get("", line: "POST / HTTP/1.1"), 405),
        Request("lower-case get", get("", line: "get / HTTP/1.1"), 405),
        Request("CONNECT", get("", line: "CONNECT a:443 HTTP/1.1"), 405),
        Request("HTTP/1.0", get("", line: "GET / HTTP/1.0"), 505),
        Request("HTTP/2.0", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505),
        Request("HTTP/0.9", "GET /\r\n\r\n", 400),
        Request("lower-case http", get("", line: "GET / http/1.1"), 400),
        Request("two digits of version", get("", line: "GET / HTTP/1.10"), 400),
        Request("two blanks", get("", line: "GET  / HTTP/1.1"), 400),
        Request("blank at the end", get("", line: "GET / HTTP/1.1 "), 400),
        Request("tabs", get("", line: "GET\t/\tHTTP/1.1"), 400),
        Request("absolute-form", get("", line: "GET http://a.example/ HTTP/1.1"), 400),
        Request("asterisk", get("", line: "GET * HTTP/1.1"), 400),
        Request("fragment", get("", line: "GET /#a HTTP/1.1"), 400),
        Request("target beyond ASCII", get("", line: "GET /é HTTP/1.1"), 400),
        Request("TLS", "\u{16}\u{03}\u{01}\0\n", 400),

        Request("64 fields", get((1...63).map { "A\($0): b\r\n" }.joined()), 200),
        Request("65 fields", get((1...64).map { "A\($0): b\r\n" }.joined()), 431),
        Request("64 KiB of one field", get("A: " + String(repeating: "b", count: 65536) + "\r\n"), 431),
        Request(
            "request line too long",
            get("", line: "GET /" + String(repeating: "b", count: 8192) + " HTTP/1.1"), 414),
        Request("endless request line", "GET /" + String(repeating: "b", count: 20000), 414),
        Request(
            "endless fields", get("A: b\r\n").dropLast(2) + "B: " + String(repeating: "b", count: 20000), 431),
    ]
}

@Suite struct RequestHeadTests {
    @Test("A request gets its status", arguments: Request.rules)
    func rule(_ request: Request) {
        #expect(status(request.text) == request.status)
    }

    @Test("Cut at any byte, and into single bytes, the status is the same", arguments: Request.rules)
    func cuts(_ request: Request) {
        let count = request.text.utf8.count
        for cut in stride(from: 0, through: count, by: max(1, count / (count > 3000 ? 10 : 200))) {
            #expect(status(request.text, cuts: [cut]) == request.status, "cut at \(cut)")
        }
        #expect(
            status(request.text, cuts: Array(stride(from: 0, to: count, by: max(1, count / 3000))))
                == request.status)
    }

    @Test("What follows the head is left where it begins")
    func surplus() throws {
        let head = Request.get("")
        for cut in 0...(head.utf8.count + 3) {
            let end = try read(head + "abc", cuts: [cut]).end
            #expect(end == head.utf8.count)
        }
    }

    @Test("Limits hold to the byte")
    func limits() {
        let text = Request.get("A: b\r\n")
        let count = text.utf8.count
        #expect(status(text, limits: RequestHead.Limits(maxBytes: count)) == 200)
        #expect(status(text, limits: RequestHead.Limits(maxBytes: count - 1)) == 431)
        #expect(status(text, limits: RequestHead.Limits(maxRequestLineBytes: 14)) == 200)
        #expect(status(text, limits: RequestHead.Limits(maxRequestLineBytes: 13)) == 414)
    }

    @Test("Names are looked up whatever their case, values without the blanks around them")
    func lookUp() throws {
        let head = try read(Request.get("X-A:  1 \r\nx-a: 2\r\nEmpty:\r\n", line: "GET /p/q?r=s HTTP/1.1"))
            .head
        #expect(head["x-a"] == "1")
        #expect(head.count(of: "x-a") == 2)
        #expect(head["empty"] == "")
        #expect(head["absent"] == nil)
        #expect(head.target == "/p/q?r=s")
        #expect(head.path == "/p/q")
        #expect(head.method == .get)
        #expect(head.isComplete)
    }
}
