public import Connections

/// Why an event was not handed to the other nodes.
public enum BackplaneError: Error, Hashable, Sendable {
    /// There is no connection to the engine. Nothing was published.
    case backplaneUnavailable
    /// The connection ended before the engine answered. The event may have been published, or not.
    case outcomeUnknown
    /// As many commands as may be are under way. Nothing was published.
    case overloaded
    /// The engine refused, in these words.
    case engineRefused(String)
    /// The engine answered what no engine answers.
    case malformedAnswer
    /// The event itself cannot be sent. Nothing was published.
    case invalid(SendError)
}
