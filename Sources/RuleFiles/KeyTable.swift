/// The keys that a mapping may have: the one list behind the reader, its messages and the test of the JSON Schemas.
struct KeyTable: Sendable {
    /// What the mapping is, in messages: `rule`.
    let noun: String
    let required: [String]
    let optional: [String]

    init(_ noun: String, required: [String] = [], optional: [String] = []) {
        self.noun = noun
        self.required = required
        self.optional = optional
    }

    var names: [String] { required + optional }
    func contains(_ key: String) -> Bool { required.contains(key) || optional.contains(key) }

    static let header = ["id", "title", "rationale"]
    static let managers = KeyTable(
        "manager rule", required: header + ["when", "examples"], optional: ["order", "languages"])
    static let roles = KeyTable(
        "role rule", required: header + ["order", "role", "when", "examples"], optional: ["languages"])
    static let candidates = KeyTable(
        "candidate rule", required: header + ["when", "examples"], optional: ["order", "languages"])
    static let identifiers = KeyTable(
        "identifier rule", required: header + ["order", "identifier", "when", "examples"],
        optional: ["languages"])
    static let domains = KeyTable(
        "domain", required: header + ["examples"],
        optional: ["words", "modules", "members", "languages", "only-places"])
    static let votes = KeyTable(
        "votes", required: header + ["places", "default"],
        optional: [
            "caps", "threshold", "head-words", "generic-words", "excluded", "bonuses", "canonical-id-class",
            "concept",
        ])
    static let scopes = KeyTable("scope", required: header + ["paths"])
    static let calls = KeyTable("calls", required: header + ["calls"], optional: ["languages", "converters"])

    static let findings = KeyTable(
        "finding rule", required: header + ["severity", "fix", "examples"],
        optional: ["advice", "languages", "settings"])

    static let interfaces = KeyTable(
        "interface", required: header + ["domain", "members"], optional: ["options", "languages"])
    static let interfaceMember = KeyTable(
        "member of an interface", required: ["term", "level", "names"], optional: ["parameters"])
    static let interfaceOption = KeyTable("option of an interface", required: ["term", "names"])

    static let sources = KeyTable(
        "source", required: header + ["source", "calls", "examples"],
        optional: [
            "languages", "functions-only", "callable", "identifier", "bits", "bits-each", "default-count",
            "bits-from", "text", "demands",
        ])
    static let sinks = KeyTable(
        "sink", required: header + ["order", "sink", "when", "examples"], optional: ["languages"])
    static let sinkCondition = KeyTable(
        "condition of a sink",
        optional: [
            "last-word", "any-word", "callee", "text", "source", "into", "identifier-source", "unnamed",
        ])

    static let examples = KeyTable("examples", required: ["match", "ignore"])
    static let exclusion = KeyTable("exclusion", required: ["domain", "roles"])
    static let bonus = KeyTable(
        "bonus", required: ["title", "domain", "weight"], optional: ["roles", "when"])
    static let canonicalClass = KeyTable(
        "canonical ID class", required: ["makers-at-least", "subject-words", "role-words"],
        optional: ["maker-subject-words", "maker-verbs"])
    static let concept = KeyTable(
        "concept", required: ["id-words", "skip-words"], optional: ["record-words", "short-forms"])

    static let configuration = KeyTable(
        "configuration",
        optional: [
            "version", "include", "exclude", "test-code", "canonical", "budgets", "counted-roles", "rules",
            "disabled-rules", "services", "test-double-budgets", "gate", "waivers",
            "contracts", "conformance",
        ])
    static let contract = KeyTable("contract", optional: ["members"])
    static let gate = KeyTable(
        "gate", optional: ["fail-on", "severities", "floors", "tolerate-skips", "baseline", "stale-baseline"])
    static let floors = KeyTable(
        "floors", optional: ["definition", "usage", "identifiers", "domains"])
    static let waiver = KeyTable(
        "waiver", required: ["rule", "owner", "reason", "expires"], optional: ["symbol", "path"])

    static let server = KeyTable(
        "server",
        optional: [
            "version", "host", "port", "admin-port", "event-loops", "paths", "authentication", "origins",
            "subprotocols", "tls", "topics", "limits", "times", "compression", "history", "overflow",
            "connection-scoping",
        ])
    static let serverUnderTest = KeyTable(
        "server under test", required: ["url"],
        optional: [
            "version", "name", "users", "headers", "greeting", "ready", "refused", "connection-member",
            "answers",
            "options",
            "quiet-milliseconds", "calls", "events",
        ])
    static let socketCall = KeyTable(
        "call", optional: ["send", "request", "body", "yes", "no", "read"])
    static let socketEvents = KeyTable(
        "events",
        optional: [
            "after", "type", "payload", "user", "connection", "thread", "topic", "sequence", "ignore",
        ])
    static let authentication = KeyTable(
        "authentication", optional: ["tokens", "secret-file", "first-message"])
    static let tls = KeyTable("tls", required: ["certificate", "key"])
    static let serverLimits = KeyTable(
        "limits",
        optional: [
            "connections", "connections-per-address", "connections-per-user", "when-user-is-full",
            "queued-messages", "queued-bytes", "message-bytes", "fragments", "messages-per-second",
        ])
    static let serverTimes = KeyTable(
        "times",
        optional: [
            "handshake", "authentication", "heartbeat", "pong", "idle", "close", "message",
        ])
    static let compression = KeyTable(
        "compression",
        optional: ["server-window-bits", "client-window-bits", "keeps-context", "level", "from-bytes"])
    static let history = KeyTable("history", required: ["events"], optional: ["bytes", "seconds"])

    static let requirement = KeyTable(
        "requirement",
        required: ["id", "contract", "numbers", "level", "statement", "why", "scenario"],
        optional: ["claim", "needs"])
    static let interleaving = KeyTable("interleave", required: ["places", "moves", "schedules"])
    /// The kinds of steps; the first key of each is that which no other has.
    static let steps = [
        KeyTable(
            "call", required: ["call"], optional: ["with", "expect", "save", "collect", "when"]),
        KeyTable("let", required: ["let"], optional: ["when"]),
        KeyTable("check", required: ["check", "expect"], optional: ["when"]),
        KeyTable("repeat", required: ["repeat", "steps"], optional: ["when"]),
        KeyTable("interleave", required: ["interleave"], optional: ["when"]),
        KeyTable("for-each", required: ["for-each", "steps"], optional: ["when"]),
        KeyTable("concurrently", required: ["concurrently"], optional: ["steps", "apart", "save", "when"]),
        KeyTable("restart", required: ["restart"], optional: ["when"]),
    ]

    static let migration = KeyTable("migration", required: ["inputs"], optional: ["version"])
    static let migrationInput = KeyTable(
        "input", required: ["path", "columns"], optional: ["format", "delimiter"])
    static let migrationColumn = KeyTable(
        "column", optional: ["kind", "composite", "json", "key", "references"])
}
