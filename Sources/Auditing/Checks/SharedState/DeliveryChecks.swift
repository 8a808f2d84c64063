import Classification
import Findings
import Linking
import Outlines

extension Check {
    /// A method that sends to every connection that its object holds, and whose parameters name no audience.
    static let broadcastWithoutAudience = Check(rule: "broadcast-without-audience") { inputs, rule in
        let words = DeliveryWords(rule)
        return ClassBody.managers(inputs).flatMap { _, item -> [Finding] in
            item.methods.compactMap { method -> Finding? in
                let name = item.name(method)
                guard !hasWord(name, words.harmless),
                    !item.parameters(method).contains(where: { hasWord($0, words.audience) })
                else { return nil }
                let uses = item.uses(method)
                let loops = Set(item.values(method).filter { $0.kind == .bound }.map(\.line))
                guard
                    let held = uses.first(where: { use in
                        let parts = item.parts(use.path)
                        return loops.contains(use.line) && parts.count >= 2 && parts[0] == "self"
                            && hasWord(parts[1], words.connections)
                    }),
                    let send = uses.first(where: { use in
                        use.kind == .call && use.line >= held.line
                            && hasWord(item.parts(use.path).last ?? "", words.sends)
                    })
                else { return nil }
                let table = item.parts(held.path)[1]
                return item.finding(
                    rule, method: method,
                    "\(name) sends to everyone in self.\(table), and no parameter says who may receive it",
                    evidence: [
                        ("goes through self.\(table)", Int(held.line)),
                        ("calls \(item.parts(send.path).joined(separator: "."))", Int(send.line)),
                    ])
            }
        }
    }

    /// A method that takes the user to send to from the message that it was given: whoever writes the message
    /// chooses the receiver.
    static let recipientFromMessage = Check(rule: "recipient-from-message") { inputs, rule in
        let words = DeliveryWords(rule)
        return ClassBody.managers(inputs).flatMap { manager, item -> [Finding] in
            guard words.domains.contains(manager.domain) else { return [] }
            return item.methods.compactMap { method -> Finding? in
                let parameters = Set(item.parameters(method))
                for value in item.values(method) where value.kind == .assigned {
                    let target = item.parts(value.target)
                    guard target.count == 1, words.recipients.contains(target[0]),
                        !parameters.contains(target[0]),
                        let source = item.source(of: value, words.bodies), parameters.contains(source)
                    else { continue }
                    guard let send = item.sendToUser(after: value.line, method, words) else {
                        continue
                    }
                    return item.finding(
                        rule, method: method,
                        "\(item.name(method)) takes \(target[0]) from \(source), and sends to it",
                        evidence: [
                            ("\(target[0]) comes from \(source)", Int(value.line)),
                            ("\(send.name) sends to it", send.line),
                        ])
                }
                return nil
            }
        }
    }
}

/// What names say about sending.
private struct DeliveryWords {
    let audience: Set<String>
    let connections: Set<String>
    let harmless: Set<String>
    let sends: Set<String>
    let recipients: Set<String>
    let bodies: Set<String>
    let domains: Set<String>

    init(_ rule: FindingRule) {
        audience = Set(rule.texts("audience-words"))
        connections = Set(rule.texts("connection-words"))
        harmless = Set(rule.texts("harmless-words"))
        sends = Set(rule.texts("send-words"))
        recipients = Set(rule.texts("recipient-names"))
        bodies = Set(rule.texts("message-names"))
        domains = Set(rule.texts("domains"))
    }
}

extension ClassBody {
    /// The message that a value is picked from: `message` of `message["user_id"]` and `message.get("user_id")`.
    fileprivate func source(of value: Outline.Value, _ bodies: Set<String>) -> String? {
        let uses = unit.outline.uses[value.uses.range]
        guard let first = uses.first else { return nil }
        let parts = parts(first.path)
        guard let root = parts.first, bodies.contains(root) else { return nil }
        let isPick = parts.count == 1 && value.shape == .other || parts.count == 2 && parts[1] == "get"
        return isPick ? root : nil
    }

    /// A call behind `line` that sends to a user: `send_to_user`, `notify_recipient`.
    fileprivate func sendToUser(
        after line: UInt32, _ method: Int, _ words: DeliveryWords
    ) -> (name: String, line: Int)? {
        for use in uses(method) where use.kind == .call && use.line >= line {
            guard let call = parts(use.path).last, hasWord(call, words.sends), hasWord(call, words.audience)
            else { continue }
            return (call, Int(use.line))
        }
        return nil
    }
}
