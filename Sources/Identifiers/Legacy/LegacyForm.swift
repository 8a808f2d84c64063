/// A family of texts that served as IDs before: the rows of the legacy grammar.
public enum LegacyForm: String, CaseIterable, Sendable {
    /// `thread_THREAD_run_MS_h8`
    case runOfThread = "L1"
    /// `run_THREAD_h8`
    case shortRun = "L2"
    /// `session_MS_h8`, `thread_session_MS_h8`: names of threads, whatever they say
    case sessionThread = "L3"
    /// `conn_MS_h8`, `conn_USER_MS_h8`, `ws_…`
    case connection = "L4"
    /// `sess_MS_h8`, `sess_USER_MS_h8`, `sess_` and 32 digits
    case session = "L5"
    /// `req_MS_h8`, `req_` and 8 or 12 digits or a UUID
    case request = "L6"
    /// `trace_` and 16 digits, `span_` and 8, bare W3C IDs
    case trace = "L7"
    /// `PREFIX_MS_h8`, `ctx_` and 16 digits
    case timed = "L8"
    /// A UUID with or without hyphens, or its first 8 digits
    case uuid = "L9"
    /// A time and nothing that tells two at the same time apart
    case timeOnly = "L10"
    /// An address, a process number, a shortened digest
    case derived = "L11"
    /// `PREFIX_MS_COUNTER_h8`, `TYPE_COUNTER_h8`
    case counted = "L12"
    /// A user's number at another service, or a placeholder
    case foreign = "L13"
    /// Made in a browser: `x_MS_RANDOM`, `TXN-MS`, `SPAN-RANDOM`
    case client = "L14"

    /// What texts of the form are, in a few words.
    public var summary: String {
        switch self {
        case .runOfThread: "run with its thread and time"
        case .shortRun: "run with its thread"
        case .sessionThread: "thread with its time, named session"
        case .connection: "connection, with user or time"
        case .session: "session, with user or time"
        case .request: "request"
        case .trace: "trace or span"
        case .timed: "prefix, time and 8 digits"
        case .uuid: "UUID, or a piece of one"
        case .timeOnly: "time and nothing else that is unique"
        case .derived: "address, process number or shortened digest"
        case .counted: "counter and 8 digits"
        case .foreign: "another service's user number, or a placeholder"
        case .client: "made in a browser"
        }
    }
}
