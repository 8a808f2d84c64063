internal import Conformance

extension WebSocketMutants {
    /// What happens at once, and to sockets that are slow or broken.
    static let concurrency: [Mutant] = [
        mutant(
            "all-wait-for-one", "While one socket takes nothing, other users get nothing.",
            fails: "stalled-socket-delays-no-other"
        ) { call, workings in
            if call.operation == "stall", let known = workings.known(call) {
                workings.count("stall \(known.user)")
            }
            guard call.operation == "send-to-user",
                workings.open.contains(where: {
                    workings.counted("stall \($0.user)") > 0 && $0.user != call["user"]?.text
                })
            else { return await workings.pass(call) }
            return .value(0)
        },
        mutant(
            "fan-out-ends-at-broken", "A broken socket ends the fan-out to its user.",
            fails: "broken-socket-fails-no-other"
        ) { call, workings in
            if call.operation == "fail-socket", let known = workings.known(call) {
                workings.count("broken \(known.user)")
            }
            guard call.operation == "send-to-user", workings.counted("broken \(call["user"]?.text ?? "")") > 0
            else {
                return await workings.pass(call)
            }
            return .value(0)
        },
        mutant(
            "broken-socket-kept", "A socket that fails stays in all tables.",
            fails: "broken-socket-is-cleaned",
            "fail-socket"
        ) { call, workings in await workings.pass(Call("stall", call.arguments)) },
        mutant(
            "update-lost", "Of connections that come at once one is not counted.",
            fails: "concurrent-connects-lose-none"
        ) { call, workings in
            if call.operation == "connect", workings.lanes?.allSatisfy({ $0.operation == "connect" }) == true
            {
                workings.set("lost", 1)
            }
            let answer = await workings.pass(call)
            return call.operation == "stats"
                ? answer.adding(-workings.counted("lost"), to: "scopes-created") : answer
        },
        mutant(
            "orphan-left", "A connection that comes while another goes leaves a scope behind.",
            fails: "close-racing-connect-leaves-no-orphan"
        ) { call, workings in
            if call.operation == "connect",
                workings.lanes?.contains(where: { $0.operation == "disconnect" }) == true
            {
                workings.count("orphans")
            }
            let answer = await workings.pass(call)
            return call.operation == "stats"
                ? answer.adding(workings.counted("orphans"), to: "scopes-created") : answer
        },
        mutant(
            "one-in-500-lost", "Of 500 events that are sent at once one is lost.",
            fails: "concurrent-events-all-arrive", "send-to-user"
        ) { call, workings in
            if workings.lanes != nil, workings.count("sent") % 500 == 0 { return .value(1) }
            return await workings.pass(call)
        },
        mutant(
            "limit-checked-before", "Those that connect at once all pass the check of the limit.",
            fails: "limits-hold-in-a-race"
        ) { call, workings in
            let answer = await workings.pass(call)
            if call.operation == "connect", answer.isRefused, workings.lanes != nil {
                return .value(.text("conn_extra_\(workings.count("extra"))"))
            }
            return call.operation == "stats"
                ? answer.adding(workings.counted("extra"), to: "connections") : answer
        },
    ]

    /// How many there may be, and what they cost.
    static let limits: [Mutant] = [
        ignoring("max-connections-per-user", fails: "user-limit-is-kept", unless: "when-user-is-full"),
        ignoring("max-connections", fails: "total-limit-is-kept"),
        mutant(
            "replaced-uncleaned", "A connection that makes room is not cleaned.",
            fails: "replaced-connection-is-cleaned"
        ) { call, workings in
            let answer = await workings.pass(call)
            if call.operation == "connect", case .value(let counts) = await workings.pass(Call("stats")),
                (counts["connections"]?.integer ?? 0) == Int64(workings.open.count), !answer.isRefused
            {
                workings.count("replaced")
            }
            return call.operation == "stats"
                ? answer.adding(-workings.counted("replaced"), to: "scopes-cleaned") : answer
        },
        mutant(
            "table-of-500", "Of more than 500 connections the oldest are forgotten.",
            fails: "every-connection-stays-reachable", "connect"
        ) { call, workings in
            let open = workings.open
            if open.count >= 500 {
                await workings.pass(Call("disconnect", ["connection": open[open.count - 500].id]))
            }
            return await workings.pass(call)
        },
        mutant(
            "connections-are-large", "A connection costs 20 kB.", fails: "connections-are-small", "memory"
        ) { call, workings in
            await workings.pass(call).map {
                .integer(($0.integer ?? 0) + 20_000 * Int64(workings.open.count))
            }
        },
    ]
}
