public import Connections

/// A manager's statistics for monitoring: Prometheus' text format (version 0.0.4) and JSON.
public enum Exposition {
    struct Figure {
        let name: String
        let isCounter: Bool
        let help: String
        let value: UInt64
    }

    static func figures(_ statistics: Statistics) -> [Figure] {
        func gauge(_ name: String, _ value: Int, _ help: String) -> Figure {
            Figure(name: name, isCounter: false, help: help, value: UInt64(max(0, value)))
        }
        func counter(_ name: String, _ value: UInt64, _ help: String) -> Figure {
            Figure(name: name, isCounter: true, help: help, value: value)
        }
        return [
            gauge("connections", statistics.connections, "Sockets let in."),
            gauge("scoped_connections", statistics.scopedConnections, "Connections with a user and a scope."),
            gauge("users", statistics.users, "Users with connections or kept events."),
            gauge("topics", statistics.topics, "Topics with members or kept events."),
            gauge("events_waiting", statistics.waiting, "Deliveries in the queues of all connections."),
            counter("scopes_created", statistics.scopesCreated, "Scopes created."),
            counter("scopes_cleaned", statistics.scopesCleaned, "Scopes cleaned."),
            counter(
                "events_blocked", statistics.eventsBlocked, "Events for another user's connection, refused."),
            counter("events_queued", statistics.eventsQueued, "Deliveries queued."),
            counter("events_taken", statistics.eventsTaken, "Deliveries taken for writing."),
            counter(
                "events_dropped", statistics.eventsDropped,
                "Deliveries lost to full queues or ended connections."),
            counter("connections_refused", statistics.connectionsRefused, "Connections refused by a limit."),
            counter(
                "connections_evicted", statistics.connectionsEvicted, "Connections closed for a newer one."),
            counter(
                "slow_consumers_closed", statistics.slowConsumersClosed, "Connections closed as too slow."),
            counter("topics_denied", statistics.topicsDenied, "Joins that were not authorised."),
            counter("resumed", statistics.resumed, "Returns that got all they had missed."),
            counter("resume_failed", statistics.resumeFailed, "Returns that could not."),
            counter(
                "backplane_refused", statistics.backplaneRefused, "Messages of the backplane that were none."),
            counter(
                "backplane_duplicates", statistics.backplaneDuplicates,
                "Messages of the backplane seen before."),
            counter(
                "backplane_recovered", statistics.backplaneRecovered,
                "Gaps filled from the backplane's history."),
            counter(
                "backplane_lost", statistics.backplaneLost, "Gaps that could not be: connections sent back."),
        ]
    }

    /// A manager's figures in Prometheus's text format.
    public static func prometheus(_ statistics: Statistics) -> String { prometheus(figures(statistics)) }

    /// A manager's figures as a JSON object.
    public static func json(_ statistics: Statistics) -> String { json(figures(statistics)) }

    static func prometheus(_ figures: [Figure]) -> String {
        figures.map { figure in
            let name = "ssot_\(figure.name)\(figure.isCounter ? "_total" : "")"
            return """
                # HELP \(name) \(figure.help)
                # TYPE \(name) \(figure.isCounter ? "counter" : "gauge")
                \(name) \(figure.value)

                """
        }.joined()
    }

    static func json(_ figures: [Figure]) -> String {
        "{" + figures.map { "\"\($0.name)\":\($0.value)" }.joined(separator: ",") + "}\n"
    }
}
