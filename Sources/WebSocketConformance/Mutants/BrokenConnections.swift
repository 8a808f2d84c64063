internal import Conformance

/// The reference with something broken: a change of what it is asked, or of what it answers.
final class BrokenConnections: Subject {
    /// Answers a call in the reference's place; `workings` passes it on.
    typealias Break = @Sendable (_ call: Call, _ workings: Workings) async -> Answer

    private let workings: Workings
    private let breaks: Break
    private let lanes: @Sendable ([Call]) -> [Call]

    /// - Parameter lanes: changes the order of what comes in a lane.
    init(
        _ reference: any Subject, lanes: @escaping @Sendable ([Call]) -> [Call] = { $0 },
        _ breaks: @escaping Break
    ) {
        workings = Workings(reference)
        self.breaks = breaks
        self.lanes = lanes
    }

    func perform(_ call: Call) async -> Answer {
        let answer = await breaks(call, workings)
        workings.note(call, answer)
        return answer
    }

    func perform(lanes: [[Call]]) async -> [[Answer]] {
        let lanes = lanes.map(self.lanes)
        workings.begin(lanes: lanes)
        let answers = await withTaskGroup(of: (Int, [Answer]).self) { group in
            for (number, lane) in lanes.enumerated() {
                group.addTask { @concurrent in
                    var answers: [Answer] = []
                    for call in lane { answers.append(await self.perform(call)) }
                    return (number, answers)
                }
            }
            var answers = [[Answer]](repeating: [], count: lanes.count)
            for await (number, lane) in group { answers[number] = lane }
            return answers
        }
        workings.endLanes()
        return answers
    }

    func restart() async { await workings.reference.restart() }
    func end() async { await workings.reference.end() }
}
