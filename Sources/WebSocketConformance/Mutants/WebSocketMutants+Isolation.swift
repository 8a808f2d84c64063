internal import Conformance

extension WebSocketMutants {
    /// Whom a scoped event reaches, and what it says.
    static let isolation: [Mutant] = [
        mutant(
            "scoped-event-to-everybody", "A scoped event goes to every connection.",
            fails: "scoped-event-reaches-one-socket", "send-scoped"
        ) { call, workings in
            let answer = await workings.pass(call)
            guard case .value = answer else { return answer }
            for other in workings.open where other.id != call["connection"] {
                await workings.pass(call.redirected(to: other))
            }
            return answer
        },
        mutant(
            "scoped-event-to-the-user", "A scoped event goes to all connections of its user.",
            fails: "scoped-event-reaches-one-socket", "send-scoped"
        ) { call, workings in
            let answer = await workings.pass(call)
            guard case .value = answer else { return answer }
            for other in workings.open(of: call["user"]?.text) where other.id != call["connection"] {
                await workings.pass(call.redirected(to: other))
            }
            return answer
        },
        mutant(
            "method-missing", "The send calls a method that does not exist, once all checks have passed.",
            fails: "scoped-event-reaches-one-socket", "send-scoped"
        ) { call, workings in
            guard let known = workings.known(call), known.end == nil, call["user"]?.text == known.user else {
                return await workings.pass(call)
            }
            return .failed("AttributeError: no attribute 'send_to_connection'")
        },
        mutant(
            "user-check-skipped", "The user of a scoped event is not looked at.",
            fails: "wrong-user-is-refused", "send-scoped"
        ) { call, workings in
            await workings.pass(workings.known(call).map { call.with("user", .text($0.user)) } ?? call)
        },
        mutant(
            "unknown-connections-counted", "Events for unknown connections count as blocked, too.",
            fails: "refused-event-is-counted"
        ) { call, workings in
            let answer = await workings.pass(call)
            if call.operation == "send-scoped", answer.isRefused, workings.known(call) == nil {
                workings.count("blocked")
            }
            return call.operation == "stats"
                ? answer.adding(workings.counted("blocked"), to: "events-blocked") : answer
        },
        mutant(
            "missing-user-passes", "The check is skipped where the event names no user.",
            fails: "missing-user-is-refused", "send-scoped"
        ) { call, workings in
            guard call["user"]?.isTruthy != true, let known = workings.known(call) else {
                return await workings.pass(call)
            }
            return await workings.pass(call.with("user", .text(known.user)))
        },
        mutant(
            "users-compared-as-characters",
            "Users are compared by canonical equivalence, as Swift's texts are.",
            fails: "users-are-told-apart-by-bytes", "send-scoped"
        ) { call, workings in
            guard let known = workings.known(call), call["user"]?.text == known.user else {
                return await workings.pass(call)
            }
            return await workings.pass(call.with("user", .text(known.user)))
        },
        mutant(
            "users-compared-without-case", "Users are compared without regard to case.",
            fails: "users-are-told-apart-by-bytes", "send-scoped"
        ) { call, workings in
            guard let known = workings.known(call),
                call["user"]?.text?.lowercased() == known.user.lowercased()
            else { return await workings.pass(call) }
            return await workings.pass(call.with("user", .text(known.user)))
        },
        mutant(
            "users-found-as-characters", "Users are looked up in a dictionary of Swift's texts.",
            fails: "user-is-looked-up-by-bytes", "send-to-user"
        ) { call, workings in
            let found = workings.open.first { $0.user == call["user"]?.text }
            return await workings.pass(found.map { call.with("user", .text($0.user)) } ?? call)
        },
        mutant(
            "users-found-by-eight-characters", "Users are looked up by the first eight characters.",
            fails: "common-prefix-is-no-common-user", "send-to-user"
        ) { call, workings in
            let name = call["user"]?.text ?? ""
            let answer = await workings.pass(call)
            guard name.utf8.count >= 8 else { return answer }
            for other in workings.open where other.user != name && other.user.hasPrefix(name.prefix(8)) {
                await workings.pass(call.redirected(to: other))
            }
            return answer
        },
        mutant(
            "thread-without-its-user", "An event of a thread goes to all whose thread has that ID.",
            fails: "shared-thread-keeps-users-apart", "send-to-thread"
        ) { call, workings in
            let answer = await workings.pass(call)
            for other in workings.open
            where other.thread == call["thread"]?.text && other.user != call["user"]?.text {
                await workings.pass(call.redirected(to: other))
            }
            return answer
        },
        mutant(
            "thread-not-looked-at", "An event of a thread goes to all connections of its user.",
            fails: "other-thread-is-passed-by", "send-to-thread"
        ) { call, workings in await workings.pass(call.without("thread")) },
        mutant(
            "envelope-without-connection", "Events do not say which connection they are for.",
            fails: "event-names-its-connection", "received"
        ) { call, workings in await workings.pass(call).mapEach { $0.setting("connection", nil) } },
        mutant(
            "payload-over-envelope", "Members of the payload replace those of the envelope.",
            fails: "payload-cannot-forge-the-envelope", "received"
        ) { call, workings in
            await workings.pass(call).mapEach { event in
                var event = event
                for (own, name) in [("user", "user_id"), ("type", "type"), ("connection", "connection_id")] {
                    if let forged = event["payload"]?[name] { event = event.setting(own, forged) }
                }
                return event
            }
        },
        mutant(
            "type-unescaped", "An event's type is written as it is, quotes and all.",
            fails: "event-type-cannot-forge-the-envelope"
        ) { call, workings in
            guard call.operation == "send-scoped", let type = call["type"]?.text, type.contains("\"") else {
                let answer = await workings.pass(call)
                guard call.operation == "received" else { return answer }
                return answer.mapEach { $0["type"] == "x" ? $0.setting("user", "mallory") : $0 }
            }
            return await workings.pass(call.with("type", "x"))
        },
        mutant(
            "scopes-count-together", "Connections number their events by one counter.",
            fails: "scopes-count-for-themselves", "received"
        ) { call, workings in
            let place = workings.connections.firstIndex { $0.id == call["connection"] } ?? 0
            return await workings.pass(call).mapEach {
                $0.setting("sequence", .integer(($0["sequence"]?.integer ?? 0) + Int64(place)))
            }
        },
        mutant(
            "refusals-unrecorded", "Refusals are on no record.", fails: "refusal-is-audited", "audit"
        ) { _, _ in .value([]) },
        mutant(
            "requester-unrecorded", "Refusals are on record without who asked.", fails: "refusal-is-audited",
            "audit"
        ) { call, workings in await workings.pass(call).mapEach { $0.setting("requester", nil) } },
        mutant(
            "handle-of-before-last",
            "An ended connection's ID finds the user's new one, from the second return on.",
            fails: "isolation-holds-in-every-order", "send-scoped"
        ) { call, workings in
            let ended = workings.connections.filter { $0.end != nil && $0.user == call["user"]?.text }
            guard ended.count > 1, workings.isEnded(call),
                let new = workings.open(of: call["user"]?.text).last
            else { return await workings.pass(call) }
            return await workings.pass(call.redirected(to: new))
        },
    ]
}
