internal import Conformance

extension WebSocketMutants {
    /// In which order events come, and which come at all.
    static let order: [Mutant] = [
        mutant(
            "long-batch-turned", "Two events of a batch of thirty change places.", fails: "order-is-kept",
            "received"
        ) { call, workings in
            await workings.pass(call).map { value in
                var events = value.list ?? []
                if events.count >= 30 { events.swapAt(1, 2) }
                return .list(events)
            }
        },
        mutant(
            "queue-overtaken", "What comes when a socket reads again overtakes what waited.",
            fails: "waiting-events-keep-their-order"
        ) { call, workings in
            let answer = await workings.pass(call)
            switch call.operation {
            case "resume-reading": workings.set("resumed", 1)
            case "send-to-user" where workings.counted("resumed") > 0: workings.set("overtaken", 1)
            case "received" where workings.counted("overtaken") > 0:
                return answer.map { .list(Array(($0.list ?? []).suffix(1) + ($0.list ?? []).dropLast())) }
            default: break
            }
            return answer
        },
        Mutant(
            "last-sender-first", breaks: "each-senders-order-is-kept",
            "Of what one sends while others send, the last goes first."
        ) { reference, _ in
            BrokenConnections(
                reference,
                lanes: { $0.allSatisfy { $0.operation == "send-scoped" } ? $0.reversed() : $0 },
                { call, workings in await workings.pass(call) })
        },
        mutant(
            "numbers-left-out", "Only every second number is given to an event.",
            fails: "sequence-shows-gaps",
            "received"
        ) { call, workings in
            await workings.pass(call).mapEach {
                $0.setting("sequence", .integer(2 * ($0["sequence"]?.integer ?? 0)))
            }
        },
        mutant(
            "replay-twice", "The first event that was missed comes twice.",
            fails: "return-gets-what-was-missed"
        ) { call, workings in
            let answer = await workings.pass(call)
            if call.operation == "connect", call["after"] != nil, case .value(let id) = answer {
                workings.count("replayed \(id.text ?? "")")
            }
            guard call.operation == "received",
                workings.counted("replayed \(call["connection"]?.text ?? "")") > 0
            else { return answer }
            return answer.map { .list(($0.list ?? []).prefix(1) + ($0.list ?? [])) }
        },
        mutant(
            "loss-untold", "Whoever returns is told that nothing was missed.",
            fails: "return-too-late-is-told",
            "recovered"
        ) { _, _ in .value(true) },
        ignoring("max-queued", fails: "queue-is-bounded", unless: "overflow"),
        overflow("drop-oldest", by: "drop-newest", fails: "full-queue-drops-the-oldest"),
        overflow("drop-newest", by: "drop-oldest", fails: "full-queue-drops-the-newest"),
        overflow("disconnect", by: "drop-newest", fails: "slow-reader-is-closed"),
    ]

    private static func overflow(_ policy: Value, by other: Value, fails requirement: String) -> Mutant {
        mutant(
            "\(policy.text ?? "")-done-as-\(other.text ?? "")",
            "A full queue is dealt with by another policy.",
            fails: requirement, "reset"
        ) { call, workings in
            await workings.pass(
                call.option("overflow") == policy ? call.withOption("overflow", other) : call)
        }
    }
}
