internal import Conformance

extension WebSocketMutants {
    /// Whom events for users, topics and managers reach, and who is let in.
    static let audiences: [Mutant] = [
        mutant(
            "one-connection-a-user", "Of a user's connections the first alone is known.",
            fails: "user-event-reaches-all-own-connections", "send-to-user"
        ) { call, workings in
            guard call["manager"] == nil, let first = workings.open(of: call["user"]?.text).first else {
                return await workings.pass(call)
            }
            let answer = await workings.pass(call.redirected(to: first))
            return answer.map { _ in 1 }
        },
        mutant(
            "connection-named-by-message", "A client's message goes to the connection that it names.",
            fails: "message-names-no-recipient", "publish"
        ) { call, workings in
            let answer = await workings.pass(call)
            for other in workings.open where other.id == call["claims"]?["connection_id"] {
                await workings.pass(call.redirected(to: other))
            }
            return answer
        },
        mutant(
            "user-named-by-message", "A client's message goes to the user that it names.",
            fails: "message-names-no-recipient", "publish"
        ) { call, workings in
            guard let user = call["claims"]?["user_id"] else { return await workings.pass(call) }
            return await workings.pass(
                Call("send-to-user", ["user": user, "payload": call["payload"] ?? nil]))
        },
        mutant(
            "user-named-by-payload",
            "Where a thread has nobody, the user that the payload names gets the event.",
            fails: "payload-names-no-recipient", "send-to-thread"
        ) { call, workings in
            let answer = await workings.pass(call)
            guard answer == .value(0), let user = call["payload"]?["user_id"] else { return answer }
            return await workings.pass(call.with("user", user).without("thread"))
        },
        mutant(
            "user-changed-by-credential", "A later credential makes the connection its user's.",
            fails: "connection-keeps-its-user"
        ) { call, workings in
            switch call.operation {
            case "authenticate":
                workings.count("authenticated")
                return .value(true)
            case "send-scoped" where workings.counted("authenticated") > 0:
                return await workings.pass(
                    workings.known(call).map { call.with("user", .text($0.user)) } ?? call)
            default: return await workings.pass(call)
            }
        },
        mutant(
            "claimed-user-believed", "The user that a handshake names is believed.",
            fails: "claimed-user-is-ignored", "connect"
        ) { call, workings in
            await workings.pass(call["claims"].map { call.with("user", $0).without("claims") } ?? call)
        },
        mutant(
            "credential-not-looked-at", "Whatever credential is shown is taken.",
            fails: "wrong-credential-is-refused", "connect"
        ) { call, workings in await workings.pass(call.without("credential")) },
        mutant(
            "origin-not-looked-at", "Pages of all sites may connect.", fails: "foreign-origin-is-refused",
            "connect"
        ) { call, workings in await workings.pass(call.without("origin")) },
        mutant(
            "topic-of-users", "An event of a topic goes to all connections of a user who has joined.",
            fails: "topic-event-reaches-members-only"
        ) { call, workings in
            let answer = await workings.pass(call)
            if call.operation == "join", let known = workings.known(call) {
                workings.count("join \(known.id)")
            }
            guard call.operation == "send-to-topic" else { return answer }
            for other in workings.open where workings.counted("join \(other.id)") == 0 {
                let own = workings.open(of: other.user)
                if own.contains(where: { workings.counted("join \($0.id)") > 0 }) {
                    await workings.pass(call.redirected(to: other))
                }
            }
            return answer
        },
        mutant(
            "leaving-ignored", "Who leaves a topic stays in it.", fails: "left-topic-is-silent", "leave"
        ) { _, _ in .value(true) },
        ignoring("topics", fails: "topic-needs-permission"),
        mutant(
            "one-table-for-all", "What one manager sends reaches the other's connections.",
            fails: "managers-share-nothing", "send-to-user"
        ) { call, workings in
            let answer = await workings.pass(call)
            if call["manager"] == nil { await workings.pass(call.with("manager", "second")) }
            return answer
        },
        ignoring("scoping", in: "another-manager", fails: "second-manager-has-its-options"),
    ]
}
