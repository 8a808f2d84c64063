internal import Conformance

extension WebSocketMutants {
    /// What is wrong with a call, a peer or a message.
    static let health: [Mutant] = [
        mutant(
            "unknown-connection-raises", "A scope of an unknown connection is a KeyError.",
            fails: "unknown-connection-is-refused", "scope"
        ) { call, workings in
            workings.known(call) == nil ? .failed("KeyError") : await workings.pass(call)
        },
        mutant(
            "encoder-raises", "A payload that is no JSON raises where it is sent.",
            fails: "unserialisable-payload-is-refused", "send-unserialisable"
        ) { _, _ in .failed("TypeError: not JSON serializable") },
        mutant(
            "pongs-not-awaited", "Whether a ping is answered is not looked at.",
            fails: "silent-peer-is-closed",
            "silence"
        ) { _, _ in .value(true) },
        mutant(
            "pongs-not-counted", "Who sends no message for five minutes is closed, pongs or not.",
            fails: "answering-peer-stays"
        ) { call, workings in
            if call.operation == "publish" { workings.set("silent", 0) }
            if call.operation == "advance",
                workings.count("silent", Int(call["seconds"]?.integer ?? 0)) > 300
            {
                for known in workings.open {
                    await workings.pass(Call("disconnect", ["connection": known.id]))
                }
            }
            return await workings.pass(call)
        },
        mutant(
            "pong-without-payload", "A pong is empty, whatever the ping.", fails: "ping-is-answered",
            "client-ping"
        ) { call, workings in await workings.pass(call).map { _ in 0 } },
        mutant(
            "long-ping-answered", "A ping of any length is answered.", fails: "long-ping-ends-the-connection",
            "client-ping"
        ) { call, workings in
            (call["bytes"]?.integer ?? 0) > 125
                ? .value(call["bytes"] ?? nil) : await workings.pass(call)
        },
        ignoring("max-message-bytes", fails: "oversized-message-ends-the-connection"),
        mutant(
            "utf8-unchecked", "Text that is no UTF-8 is taken.", fails: "invalid-utf8-ends-the-connection",
            "client-bytes"
        ) { _, _ in .value(true) },
        mutant(
            "loop-of-all-ends", "A message that is nested deep ends the loop that serves all.",
            fails: "malformed-message-harms-nobody", "client-text"
        ) { call, workings in
            if call["text"]?.text?.hasPrefix("[[") == true {
                for known in workings.open { await workings.pass(Call("drop", ["connection": known.id])) }
            }
            return await workings.pass(call)
        },
        mutant(
            "tests-told-by-name",
            "Events for threads whose names begin with test_ are dropped, with success.",
            fails: "names-decide-nothing", "send-to-thread"
        ) { call, workings in
            call["thread"]?.text?.hasPrefix("test_") == true ? .value(true) : await workings.pass(call)
        },
        mutant(
            "always-success", "A send that reaches nobody is a success.",
            fails: "undeliverable-event-is-no-success",
            "send-to-user"
        ) { call, workings in await workings.pass(call).map { $0 == 0 ? true : $0 } },
        mutant(
            "blocked-never-written", "The counter of blocked events is never written.",
            fails: "counters-agree",
            "stats"
        ) { call, workings in await workings.pass(call).map { $0.setting("events-blocked", 0) } },
    ]
}
