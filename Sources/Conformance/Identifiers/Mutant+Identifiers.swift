// One broken ID manager a requirement.

extension Mutant {
    static let identifiers: [Mutant] = making + spelling + order + privacy + parsing + legacy + resources

    /// Calls of one operation are answered otherwise.
    private static func on(
        _ operation: String, _ id: String, breaks requirement: String, _ fault: String,
        _ answer: @escaping @Sendable (Call, Answer, MutantScene) -> Answer
    ) -> Mutant {
        Mutant(id, breaks: requirement, fault) { scene in
            MutantChange(call: { call, reference in
                let right = await reference.perform(call)
                return call.operation == operation ? answer(call, right, scene) : right
            })
        }
    }

    /// The IDs of a kind come out otherwise.
    private static func making(
        _ kind: String, _ id: String, breaks requirement: String, _ fault: String,
        _ change: @escaping @Sendable (Call, [String]) -> [String]
    ) -> Mutant {
        on("generate", id, breaks: requirement, fault) { call, answer, _ in
            guard call["kind"]?.text == kind, let ids = answer.value.list else { return answer }
            return .value(.list(change(call, ids.map { $0.text ?? "" }).map(Value.text)))
        }
    }

    /// A call reaches the reference otherwise.
    private static func asking(
        _ operation: String, _ id: String, breaks requirement: String, _ fault: String,
        _ change: @escaping @Sendable (inout Call) -> Void
    ) -> Mutant {
        Mutant(id, breaks: requirement, fault) { _ in
            MutantChange(call: { call, reference in
                guard call.operation == operation else { return await reference.perform(call) }
                var changed = call
                change(&changed)
                return await reference.perform(changed)
            })
        }
    }

    /// The parser, and what validates by it, take more than they should, and say that the text is canonical.
    private static func forgiving(
        _ id: String, breaks requirement: String, _ fault: String,
        _ repair: @escaping @Sendable (String, String) -> String
    ) -> Mutant {
        Mutant(id, breaks: requirement, fault) { _ in
            MutantChange(call: { call, reference in
                guard ["parse", "validate"].contains(call.operation), let text = call["text"]?.text else {
                    return await reference.perform(call)
                }
                var changed = call
                changed.arguments["text"] = .text(repair(text, call["kind"]?.text ?? ""))
                let answer = await reference.perform(changed)
                guard case .value(.record(var facts)) = answer else { return answer }
                facts["canonical"] = .text(text)
                return .value(.record(facts))
            })
        }
    }

    // MARK: Making

    private static let making: [Mutant] = [
        on(
            "hello", "shape-of-another-length", breaks: "generated-ids-have-their-kinds-shape",
            "an audit ID is a character longer than its kind says"
        ) { _, answer, _ in answer.changing(kind: "audit", "shape", to: "audit_{base32:25}") },
        making(
            "span", "span-repeats", breaks: "ids-of-a-kind-are-distinct", "a span comes twice in 500"
        ) { _, ids in ids.count < 500 ? ids : ids.dropLast() + [ids[0]] },
        Mutant(
            "lanes-share-an-id", breaks: "ids-of-threads-are-distinct", "two threads get one span"
        ) { _ in
            MutantChange(lanes: { calls, answers in
                guard calls.first?.first?["kind"] == "span", let twin = answers.first?.first else {
                    return answers
                }
                return answers.dropLast() + [[twin]]
            })
        },
        Mutant(
            "processes-begin-alike", breaks: "ids-of-processes-are-distinct",
            "every process counts from the same number"
        ) { scene in
            MutantChange(call: { call, reference in
                let answer = await reference.perform(call)
                guard scene.isCopy, call.operation == "generate" else { return answer }
                return .value(scene.shared.first(call["kind"]?.text ?? "", answer.value))
            })
        },
        Mutant(
            "counter-in-memory", breaks: "ids-after-a-restart-are-distinct",
            "after a restart, the first IDs come again"
        ) { scene in
            MutantChange(call: { call, reference in
                let answer = await reference.perform(call)
                switch call.operation {
                case "reset": scene["restarted"] = nil
                case "restart": scene["restarted"] = true
                case "generate" where scene["restarted"] != nil:
                    return .value(scene[call["kind"]?.text ?? ""] ?? answer.value)
                case "generate": scene[call["kind"]?.text ?? ""] = answer.value
                default: break
                }
                return answer
            })
        },
        Mutant(
            "seed-that-is-no-secret", breaks: "a-restart-with-an-earlier-clock-repeats-nothing",
            "random bits follow from nothing but the time"
        ) { _ in
            MutantChange(call: { call, reference in
                var changed = call
                switch call.operation {
                case "reset" where call["clock"] != nil && call["seed"] == nil:
                    changed.arguments["seed"] = 1
                case "set-clock" where (call["milliseconds"]?.integer ?? 0) > 1_800_000_000_000:
                    changed = Call("reset", ["clock": call["milliseconds"] ?? 0, "seed": 1])
                default: break
                }
                return await reference.perform(changed)
            })
        },
        making(
            "message", "counter-runs-over", breaks: "a-burst-within-one-millisecond-is-distinct",
            "the counter of a millisecond begins anew when it is full"
        ) { _, ids in ids.count < 2500 ? ids : ids.dropLast() + [ids[0]] },
        making(
            "span", "fixed-digits", breaks: "kinds-without-a-time-have-64-random-bits",
            "two digits of a span are always the same"
        ) { _, ids in ids.map { "77" + $0.dropFirst(2) } },
        on(
            "generate", "even-numbers", breaks: "random-bits-are-even", "the last bit is always 0"
        ) { call, answer, _ in
            guard call["spelling"] == "hex", let ids = answer.value.list else { return answer }
            return .value(.list(ids.map { .text(($0.text ?? "").dropLast() + "8") }))
        },
        Mutant(
            "zeros-for-random-bits", breaks: "no-random-bits-no-id",
            "a source that gives nothing is taken for one that gives zeros"
        ) { scene in
            MutantChange(call: { call, reference in
                if call.operation == "reset" { scene["entropy"] = call["entropy"] }
                guard call.operation == "generate", scene["entropy"] != nil else {
                    return await reference.perform(call)
                }
                let id = Value.text("msg_00000000000000000000000000")
                return .value(.list(Array(repeating: id, count: Int(call["count"]?.integer ?? 1))))
            })
        },
        asking(
            "reset", "seed-is-ignored", breaks: "a-seeded-source-repeats-itself", "a seed changes nothing"
        ) { $0.arguments["seed"] = nil },
        on(
            "register", "prefix-goes-on", breaks: "a-bad-prefix-is-not-registered",
            "a prefix may go on where another ends"
        ) { call, answer, _ in call["prefix"] == "ticket_sub" ? .value(["name": "ticket_sub"]) : answer },
        on(
            "former", "missing-generator", breaks: "former-names-still-make-ids", "one generator is not there"
        ) { call, answer, _ in
            call["name"] == "generate_span_id" ? .failed("no attribute generate_span_id") : answer
        },
        on(
            "deprecated", "warns-at-every-call", breaks: "deprecated-calls-work-and-warn-once",
            "each deprecated call is told"
        ) { call, answer, _ in answer.changing("warnings", to: call["times"] ?? nil) },
    ]

    // MARK: Spelling

    private static let spelling: [Mutant] = [
        Mutant(
            "colon-for-underscore", breaks: "ids-are-safe-in-logs-urls-and-queries",
            "the prefix of a context ends in a colon"
        ) { _ in
            MutantChange(call: { call, reference in
                var changed = call
                if let text = call["text"]?.text, text.hasPrefix("ctx:") {
                    changed.arguments["text"] = .text("ctx_" + text.dropFirst(4))
                }
                let answer = await reference.perform(changed)
                let isHello = call.operation == "hello"
                return isHello
                    ? answer.changing(kind: "context", "shape", to: "ctx:{base32:26}")
                        .changing(kind: "context", "prefix", to: "ctx:")
                    : answer.replacing("ctx_", by: "ctx:")
            })
        },
        Mutant(
            "short-trace", breaks: "traces-and-spans-are-those-of-w3c", "a trace has 16 digits"
        ) { scene in
            MutantChange(call: { call, reference in
                var changed = call
                if call["kind"] == "trace", let text = call["text"]?.text, let whole = scene[text]?.text {
                    changed.arguments["text"] = .text(whole)
                }
                let answer = await reference.perform(changed)
                if call.operation == "hello" {
                    return answer.changing(kind: "trace", "shape", to: "{hex:16}")
                }
                guard call["kind"] == "trace" else { return answer }
                return answer.mappingTexts { text in
                    guard text.utf8.count == 32, call["spelling"] == nil else { return text }
                    scene[String(text.suffix(16))] = .text(text)
                    return String(text.suffix(16))
                }
            })
        },
        on(
            "parse", "kind-of-the-shorter-prefix", breaks: "an-ids-kind-is-told-by-its-prefix",
            "a correlation is read as a connection"
        ) { call, answer, _ in
            call["kind"] == nil && call.text.hasPrefix("corr_")
                ? answer.changing("kind", to: "connection") : answer
        },
        on(
            "parse", "any-prefix", breaks: "an-unknown-prefix-is-refused", "an unknown prefix is a kind"
        ) { call, answer, _ in
            call.text.hasPrefix("whatever_")
                ? .value(["kind": "whatever", "canonical": .text(call.text)]) : answer
        },
        on(
            "generate", "version-1", breaks: "uuid-versions-say-how-ids-were-made",
            "every UUID says that it is of version 1"
        ) { call, answer, _ in
            guard call["spelling"] == "uuid" else { return answer }
            return answer.mappingTexts { $0.prefix(14) + "1" + $0.dropFirst(15) }
        },
        on(
            "typeid", "prefix-ends-at-underscore", breaks: "typeid-vectors-are-read",
            "a prefix is read up to its first underscore"
        ) { call, answer, _ in call.text.hasPrefix("pre_fix") ? answer.changing("prefix", to: "pre") : answer
        },
        on(
            "typeid", "overflow", breaks: "bad-typeids-are-refused", "more than 128 bits are cut off"
        ) { call, answer, _ in
            call.text.hasPrefix("prefix_8") ? .value(["prefix": "prefix", "text": .text(call.text)]) : answer
        },
        on(
            "parse", "no-version-6", breaks: "uuids-keep-their-bits-and-version",
            "the time of a UUID of version 6 is not read"
        ) { _, answer, _ in
            answer.value["version"] == 6 ? answer.changing("milliseconds", to: nil) : answer
        },
        on(
            "traceparent", "always-sampled", breaks: "traceparent-headers-are-read",
            "every trace is sampled"
        ) { _, answer, _ in answer.changing("sampled", to: true) },
        asking(
            "traceparent", "repaired-header", breaks: "bad-traceparent-headers-are-refused",
            "a header in capitals is repaired"
        ) { $0.arguments["text"] = .text($0.text.lowercased()) },
        on(
            "format", "sign-bit", breaks: "three-spellings-hold-the-same-bits",
            "the highest bit is taken for a sign"
        ) { call, answer, _ in
            guard call["to"] == "uuid" else { return answer }
            return answer.mappingTexts { $0.hasPrefix("f") ? "7" + $0.dropFirst() : $0 }
        },
        asking(
            "normalise", "capitals-stay", breaks: "normalising-is-idempotent",
            "the end of the text is taken for another ID"
        ) { call in
            if call.text != call.text.lowercased() { call.arguments["text"] = .text(call.text + "0") }
        },
    ]

    // MARK: Order and time

    private static let order: [Mutant] = [
        on(
            "parse", "seconds-late", breaks: "ids-hold-the-time-of-their-making",
            "the time in an ID is two seconds old"
        ) { call, answer, _ in
            guard call["spelling"] == nil, let time = answer.value["milliseconds"]?.integer else {
                return answer
            }
            return answer.changing("milliseconds", to: .integer(time - 2000))
        },
        making(
            "audit", "stack", breaks: "ids-of-an-ordered-kind-increase", "a batch comes out backwards"
        ) { _, ids in ids.count < 50 ? ids : ids.reversed() },
        Mutant(
            "follows-the-clock", breaks: "order-survives-a-clock-that-goes-back",
            "an ID holds the time of the clock, whatever was before"
        ) { _ in
            MutantChange(call: { call, reference in
                guard call.operation == "set-clock" else { return await reference.perform(call) }
                return await reference.perform(Call("reset", ["clock": call["milliseconds"] ?? 0]))
            })
        },
        asking(
            "reset", "clock-is-clamped", breaks: "a-clock-beyond-ids-is-an-error",
            "a time before 1970 is taken for 1970"
        ) { call in if call["clock"] == -1 { call.arguments["clock"] = 0 } },
        making(
            "session", "sorted-sessions", breaks: "untimed-kinds-do-not-show-when-they-were-made",
            "sessions grow"
        ) { _, ids in ids.count < 500 ? ids : ids.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) } },
    ]

    // MARK: Privacy

    private static let privacy: [Mutant] = [
        making(
            "user", "prefix-as-given", breaks: "a-hostile-prefix-reaches-no-id",
            "a caller's prefix is written in front"
        ) { call, ids in ids.map { (call["prefix"]?.text ?? "") + $0 } },
        making(
            "session", "user-as-given", breaks: "a-hostile-user-reaches-no-id", "a user is written as it is"
        ) { call, ids in
            guard let user = call["user"]?.text, !user.allSatisfy({ $0.isLetter && $0.isASCII || $0 == "." })
            else { return ids }
            return ids.map { $0 + user }
        },
        making(
            "connection", "user-inside", breaks: "ids-do-not-tell-their-user",
            "a connection holds the name of its user"
        ) { call, ids in
            guard let user = call["user"]?.text, user.hasPrefix("wolfgang") else { return ids }
            return ids.map { $0 + "_" + user }
        },
        making(
            "connection", "empty-part", breaks: "an-empty-user-adds-nothing",
            "an empty user leaves two underscores"
        ) { call, ids in
            call["user"] == "" ? ids.map { $0.replacing("_", with: "__") } : ids
        },
    ]

    // MARK: Parsing

    private static let parsing: [Mutant] = [
        on(
            "parse", "context-is-a-user", breaks: "parse-returns-what-generate-made",
            "a context is parsed as a user"
        ) { call, answer, _ in
            call["kind"] == "context" ? answer.changing("kind", to: "user") : answer
        },
        forgiving(
            "dollar-before-line-end", breaks: "parse-refuses-line-ends-and-spaces",
            "a line end behind an ID is not seen"
        ) { text, _ in text.hasSuffix("\n") ? String(text.dropLast()) : text },
        forgiving(
            "unicode-digits", breaks: "parse-refuses-digits-of-other-scripts",
            "Arabic digits are digits"
        ) { text, _ in
            String(text.map { $0.isASCII ? $0 : $0.wholeNumberValue.map { Character("\($0)") } ?? $0 })
        },
        forgiving("capitals", breaks: "parse-refuses-capitals", "capitals are small letters") { text, _ in
            text.allSatisfy(\.isASCII) ? text.lowercased() : text
        },
        forgiving(
            "longer", breaks: "parse-refuses-other-lengths", "what follows the 26th character is not read"
        ) { text, kind in
            let isLong = text.utf8.count == 31 && kind == "message" && text.hasSuffix("0")
            return isLong && text.allSatisfy(\.isASCII) ? String(text.dropLast()) : text
        },
        forgiving(
            "look-alikes", breaks: "parse-refuses-what-looks-like-an-id", "Cyrillic letters are Latin ones"
        ) { text, _ in
            let latin: [Character: Character] = [
                "а": "a", "с": "c", "е": "e", "о": "o", "р": "p", "х": "x", "у": "y",
            ]
            return String(text.map { latin[$0] ?? $0 })
        },
        Mutant(
            "backtracking", breaks: "parse-answers-huge-input-at-once", "long texts take their time"
        ) { scene in
            MutantChange(call: { call, reference in
                if call.operation == "parse", call.text.utf8.count > 100_000 { scene.pass(seconds: 60) }
                return await reference.perform(call)
            })
        },
        on(
            "parse", "raises-for-null", breaks: "parse-takes-anything", "null is not thought of"
        ) { call, answer, _ in
            call["text"] == .null ? .failed("TypeError: expected string, got NoneType") : answer
        },
        Mutant(
            "repairs", breaks: "changed-ids-are-refused-or-read-as-they-stand",
            "an ID with a slip is taken for the last right one"
        ) { scene in
            MutantChange(call: { call, reference in
                let answer = await reference.perform(call)
                if call.operation == "generate", call["kind"] == "test" {
                    scene["last"] = answer.value.list?.first
                }
                guard call.operation == "parse", call["kind"] == "test", case .refused = answer,
                    call.text.utf8.count == 31,
                    call.text.allSatisfy({ $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "_") })
                else { return answer }
                return .value(["kind": "test", "canonical": scene["last"] ?? nil])
            })
        },
        on(
            "validate", "second-list-of-patterns", breaks: "validate-agrees-with-parse",
            "what is a character too long is valid"
        ) { call, answer, _ in
            call["kind"] == "message" && call.text.hasSuffix("0") && call.text.utf8.count == 31
                ? .value(true) : answer
        },
        on(
            "parse", "no-reason", breaks: "another-kinds-id-is-refused-by-both-names",
            "the wrong kind is refused without a word"
        ) { call, answer, _ in
            if case .refused = answer, call["kind"] == "user" { .refused("invalid") } else { answer }
        },
    ]

    // MARK: Legacy

    private static let legacy: [Mutant] = [
        on(
            "normalise-thread", "one-prefix", breaks: "threads-are-named-without-their-prefix",
            "only one `thread_` is dropped"
        ) { call, _, _ in
            .value(.text(call.text.hasPrefix("thread_") ? String(call.text.dropFirst(7)) : call.text))
        },
        asking(
            "validate-thread", "line-end-of-thread", breaks: "hostile-threads-are-no-threads",
            "a line end behind a thread is not seen"
        ) { call in
            if call.text.hasSuffix("\n") { call.arguments["text"] = .text(String(call.text.dropLast())) }
        },
        on(
            "thread-of", "any-thread", breaks: "hostile-runs-are-no-runs", "a thread is whatever stands there"
        ) { call, answer, _ in
            guard let run = call["run"]?.text, run.hasPrefix("run_.."), case .refused = answer else {
                return answer
            }
            return .value(.text(String(run.dropFirst(4).dropLast(9))))
        },
        on(
            "parse", "guesses", breaks: "what-may-be-two-things-is-not-guessed",
            "digits are taken for a thread"
        ) { call, answer, _ in
            call.text == "run_1693430400000_a1b2c3d4"
                ? .value(["kind": "run", "thread": "1693430400000", "canonical": .text(call.text)]) : answer
        },
        on(
            "readings", "first-reading", breaks: "ambiguous-legacy-ids-have-all-their-readings",
            "only the first reading is told"
        ) { _, answer, _ in .value(.list(Array((answer.value.list ?? []).prefix(1)))) },
        on(
            "readings", "no-browser-ids", breaks: "legacy-ids-are-read-with-their-facts",
            "IDs that browsers made are not known"
        ) { _, answer, _ in
            .value(.list((answer.value.list ?? []).filter { $0["form"] != "L14" }))
        },
        on(
            "thread-of", "joins-underscores", breaks: "legacy-runs-name-their-thread",
            "two underscores become one"
        ) { _, answer, _ in answer.mappingTexts { $0.replacing("__", with: "_") } },
        on(
            "thread-of", "hyphen-in-one-form", breaks: "both-forms-of-a-run-name-the-same-thread",
            "one form writes hyphens as underscores"
        ) { call, answer, _ in
            call["run"]?.text?.hasPrefix("thread_") == true
                ? answer.mappingTexts { $0.replacing("-", with: "_") } : answer
        },
        asking(
            "thread-of", "chat-first", breaks: "a-thread-is-sought-in-the-run-first",
            "the chat's thread comes before the given one"
        ) { call in (call.arguments["thread"], call.arguments["chat"]) = (call["chat"], call["thread"]) },
        asking(
            "pair-check", "small-letters", breaks: "runs-and-threads-are-matched-by-name",
            "capitals make no difference"
        ) { call in
            for name in ["run", "thread"] where call[name]?.text?.allSatisfy(\.isASCII) == true {
                call.arguments[name] = .text(call[name]?.text?.lowercased() ?? "")
            }
        },
        on(
            "pair-check", "canonical-equivalence", breaks: "texts-are-compared-by-their-bytes",
            "texts are compared as Unicode says that they are equal"
        ) { call, answer, _ in
            let thread = call["run"]?.text?.dropFirst(4).dropLast(9)
            return thread.map(String.init) == call["thread"]?.text && thread?.isEmpty == false
                ? .value(true) : answer
        },
        on(
            "readings", "both-at-once", breaks: "no-id-is-of-today-and-legacy",
            "a correlation is read as a legacy one, too"
        ) { call, answer, _ in
            call.text.hasPrefix("corr_") ? .value([["form": "L9", "kind": "correlation"]]) : answer
        },
        Mutant(
            "fresh-successor", breaks: "migration-gives-one-id-its-one-successor",
            "every migration makes a new ID"
        ) { _ in
            MutantChange(call: { call, reference in
                let answer = await reference.perform(call)
                guard call.operation == "migrate", case .value(let id) = answer, id != call["text"] else {
                    return answer
                }
                return await reference.perform(Call("generate", ["kind": "run"])).first
            })
        },
        on(
            "migrate", "raises", breaks: "migration-refuses-instead-of-raising",
            "what cannot be migrated raises"
        ) { _, answer, _ in
            if case .refused(let reason) = answer { .failed("ValueError: \(reason)") } else { answer }
        },
        on(
            "migrate", "migrates-again", breaks: "migration-leaves-todays-ids-alone",
            "IDs of today's form are refused"
        ) { call, answer, _ in answer == .value(call["text"] ?? nil) ? .refused("no legacy ID") : answer },
    ]

    // MARK: Resources

    private static let resources: [Mutant] = [
        Mutant(
            "slow", breaks: "an-id-takes-less-than-a-tenth-of-a-millisecond", "an ID takes 20 ms"
        ) { scene in
            MutantChange(call: { call, reference in
                if call.operation == "generate" {
                    scene.pass(seconds: Double(call["count"]?.integer ?? 1) * 0.02)
                }
                return await reference.perform(call)
            })
        },
        Mutant("registry", breaks: "making-ids-keeps-no-memory", "every ID is kept") { scene in
            MutantChange(call: { call, reference in
                guard call.operation == "memory" else { return await reference.perform(call) }
                let bytes = (scene["bytes"]?.integer ?? 0) + 1 << 25
                scene["bytes"] = .integer(bytes)
                return .value(.integer(bytes))
            })
        },
    ]
}
