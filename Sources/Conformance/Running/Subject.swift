/// What requirements are tried on: a manager of any language, reached in this process, in one of its own, or over a
/// socket.
package protocol Subject: Sendable {
    /// Carries out one call. Every fault of the subject is an answer, never a fault of the tool.
    func perform(_ call: Call) async -> Answer

    /// Carries out lanes of calls, each lane in order and all lanes at once, and answers lane by lane.
    func perform(lanes: [[Call]]) async -> [[Answer]]

    /// Makes it anew, with nothing left of what was.
    func restart() async

    /// Another one of the same kind that shares no memory with this one; nil where there is no such thing.
    func another() async -> (any Subject)?

    /// Ends it, and everything that it started.
    func end() async
}

extension Subject {
    package func perform(lanes: [[Call]]) async -> [[Answer]] {
        await withTaskGroup(of: (Int, [Answer]).self) { group in
            for (number, lane) in lanes.enumerated() {
                group.addTask { @concurrent in
                    var answers: [Answer] = []
                    for call in lane { answers.append(await perform(call)) }
                    return (number, answers)
                }
            }
            var answers = [[Answer]](repeating: [], count: lanes.count)
            for await (number, lane) in group { answers[number] = lane }
            return answers
        }
    }

    package func another() async -> (any Subject)? { nil }
    package func end() async {}
}
