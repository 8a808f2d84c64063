internal import Conformance

extension WebSocketMutants {
    /// How connections begin and end.
    static let lifeCycle: [Mutant] = [
        mutant(
            "scope-without-thread", "A scope does not know its thread.", fails: "connection-has-a-scope",
            "scope"
        ) { call, workings in await workings.pass(call).map { $0.setting("thread", nil) } },
        mutant(
            "ids-used-again", "A user who comes back gets the ID of the connection before.",
            fails: "connection-ids-are-distinct", "connect"
        ) { call, workings in
            let answer = await workings.pass(call)
            let old = workings.connections.last { $0.end != nil && $0.user == call["user"]?.text }
            return answer.map { old?.id ?? $0 }
        },
        mutant(
            "user-in-id", "A connection's ID begins with its user's name.",
            fails: "connection-id-does-not-name-the-user"
        ) { call, workings in
            let mark = "~"
            var inner = call
            if let text = call["connection"]?.text, let end = text.lastIndex(of: "~") {
                inner = call.with("connection", .text(String(text[text.index(after: end)...])))
            }
            let answer = await workings.pass(inner)
            switch call.operation {
            case "connect":
                return answer.map { .text((call["user"]?.text ?? "") + mark + ($0.text ?? "")) }
            case "received":
                return answer.mapEach {
                    $0["connection"]?.text == nil ? $0 : $0.setting("connection", call["connection"] ?? nil)
                }
            case "scope": return answer.map { $0.setting("connection", call["connection"] ?? nil) }
            case "audit":
                return answer.mapEach { record in
                    let known = workings.connections.first {
                        $0.id.text?.hasSuffix(record["connection"]?.text ?? "?") == true
                    }
                    return record.setting("connection", known?.id ?? nil)
                }
            default: return answer
            }
        },
        mutant(
            "closing-by-user", "The end of one connection closes all of its user.",
            fails: "closing-one-leaves-the-others", "disconnect"
        ) { call, workings in
            if let known = workings.known(call), known.end == nil {
                for other in workings.open(of: known.user) where other.id != known.id {
                    await workings.pass(Call("disconnect", ["connection": other.id]))
                }
            }
            return await workings.pass(call)
        },
        mutant(
            "cleaned-at-every-end", "A socket that is lost after its connection was closed is cleaned again.",
            fails: "closing-twice-cleans-once"
        ) { call, workings in
            if call.operation == "drop", workings.isEnded(call) { workings.count("again") }
            let answer = await workings.pass(call)
            return call.operation == "stats"
                ? answer.adding(workings.counted("again"), to: "scopes-cleaned") : answer
        },
        mutant(
            "cleaned-by-each-closer", "Of many that close at once, each cleans.",
            fails: "racing-closes-clean-once"
        ) { call, workings in
            let answer = await workings.pass(call)
            if call.operation == "disconnect", answer.isRefused, workings.lanes != nil {
                workings.count("again")
            }
            return call.operation == "stats"
                ? answer.adding(workings.counted("again"), to: "scopes-cleaned") : answer
        },
        mutant(
            "scope-stays", "A connection that was closed still gives its scope.",
            fails: "closed-connection-has-no-scope", "scope"
        ) { call, workings in
            guard let known = workings.known(call), known.end == "disconnect" else {
                return await workings.pass(call)
            }
            return .value(["user": .text(known.user), "connection": known.id, "thread": nil])
        },
        mutant(
            "scope-finds-new-connection", "A scope that is held finds the user's new connection.",
            fails: "held-scope-ends-with-its-connection", "scope-send"
        ) { call, workings in
            let answer = await workings.pass(call)
            guard answer.isRefused, let new = workings.open(of: call["scope"]?["user"]?.text).last else {
                return answer
            }
            return await workings.pass(call.redirected(to: new))
        },
        mutant(
            "id-finds-new-connection", "The ID of a connection that was lost finds the user's new one.",
            fails: "old-id-reaches-nobody", "send-scoped"
        ) { call, workings in
            guard let known = workings.known(call), known.end == "drop",
                let new = workings.open(of: known.user).last
            else { return await workings.pass(call) }
            return await workings.pass(call.redirected(to: new))
        },
        mutant(
            "lost-socket-unnoticed", "A socket that is lost is not cleaned.", fails: "lost-socket-is-cleaned",
            "drop"
        ) { _, _ in .value(true) },
        mutant(
            "written-after-close", "Events for a user go to connections that have been closed, too.",
            fails: "nothing-comes-after-the-close"
        ) { call, workings in
            let answer = await workings.pass(call)
            switch call.operation {
            case "send-to-user":
                for ended in workings.connections
                where ended.end == "disconnect" && ended.user == call["user"]?.text {
                    workings.count("late \(ended.id.text ?? "")")
                }
                return answer
            case "received":
                let late: [Value] = Array(
                    repeating: ["type": "event", "payload": "late"],
                    count: workings.counted("late \(call["connection"]?.text ?? "")"))
                return answer.map { .list(($0.list ?? []) + late) }
            default: return answer
            }
        },
        mutant(
            "one-in-fifty-leaks", "Of fifty lost sockets one is not counted as cleaned.",
            fails: "every-scope-is-cleaned"
        ) { call, workings in
            if call.operation == "drop" { workings.count("drops") }
            let answer = await workings.pass(call)
            return call.operation == "stats"
                ? answer.adding(-(workings.counted("drops") / 50), to: "scopes-cleaned") : answer
        },
        mutant(
            "shutdown-without-code", "A shutdown cuts its connections without a close frame.",
            fails: "shutdown-closes-with-1001"
        ) { call, workings in
            if call.operation == "shutdown" { workings.count("shutdowns") }
            let answer = await workings.pass(call)
            guard call.operation == "state", workings.counted("shutdowns") > 0 else { return answer }
            return answer.map { $0["open"] == false ? $0.setting("code", 1006) : $0 }
        },
        mutant(
            "open-after-shutdown", "A manager that has shut down lets in who comes.",
            fails: "shutdown-lets-nobody-in"
        ) { call, workings in
            if call.operation == "shutdown" { workings.count("shutdowns") }
            if call.operation == "connect", workings.counted("shutdowns") > 0 { return .value("conn_late") }
            return await workings.pass(call)
        },
        mutant(
            "expires-by-age", "Connections are forgotten three minutes after they began.",
            fails: "active-connection-stays"
        ) { call, workings in
            if call.operation == "advance",
                workings.count("seconds", Int(call["seconds"]?.integer ?? 0)) > 180
            {
                for known in workings.open {
                    await workings.pass(Call("disconnect", ["connection": known.id]))
                }
            }
            return await workings.pass(call)
        },
        ignoring("idle-seconds", fails: "idle-connection-ends"),
        ignoring("scoping", fails: "scoping-off-is-defined"),
        mutant(
            "credential-outlived", "A connection outlives its credential.",
            fails: "expired-credential-ends-the-connection", "connect"
        ) { call, workings in await workings.pass(call.without("expires-in")) },
        mutant(
            "callbacks-pile-up", "Each connection that a user has lost adds a copy of every event.",
            fails: "reconnecting-piles-nothing-up", "send-to-user"
        ) { call, workings in
            let answer = await workings.pass(call)
            for lost in workings.connections where lost.end == "drop" && lost.user == call["user"]?.text {
                await workings.pass(call)
            }
            return answer
        },
    ]
}
