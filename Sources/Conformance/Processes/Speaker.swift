/// Lets a subject of this process speak the protocol: the other end of a ``ProcessSubject``.
package struct Speaker: Sendable {
    private let subject: any Subject

    package init(_ subject: any Subject) { self.subject = subject }

    /// The line that answers a line, without line ends.
    package func answer(_ line: [UInt8]) async -> [UInt8] {
        var id: Value = .null
        let answer: Answer
        do throws(ValueReader.Fault) {
            let message = try ValueReader.read(line[...])
            id = message["id"] ?? .null
            if let call = Message.call(message) {
                answer = await perform(call)
            } else {
                answer = .failed("no call")
            }
        } catch {
            answer = .failed(error.description)
        }
        let described = Message.described(answer)
        var bytes: [UInt8] = []
        Value.record(["id": id, described.name: described.value]).write(to: &bytes)
        return bytes
    }

    private func perform(_ call: Call) async -> Answer {
        guard call.operation == "concurrently" else { return await subject.perform(call) }
        var lanes: [[Call]] = []
        for lane in call["lanes"]?.list ?? [] {
            let calls = (lane.list ?? []).map(Message.call)
            guard !calls.contains(where: { $0 == nil }) else { return .failed("no call in a lane") }
            lanes.append(calls.compactMap { $0 })
        }
        let answers = await subject.perform(lanes: lanes)
        return .value(
            .list(
                answers.map { lane in
                    .list(
                        lane.map { answer in
                            let described = Message.described(answer)
                            return .record([described.name: described.value])
                        })
                }))
    }
}
