/// A deliberately broken variant of a reference: a requirement that fails none of them demands nothing.
package struct Mutant: Sendable {
    /// What it breaks, in kebab-case.
    package let id: String
    /// The requirement that it breaks.
    package let requirement: String
    /// What is wrong with it, in a few words.
    package let fault: String
    /// Makes one of a reference.
    private let make: @Sendable (any Subject, MutantScene) -> any Subject

    /// - Parameter change: what it answers instead of the reference, made anew for each run and each copy.
    init(
        _ id: String, breaks requirement: String, _ fault: String,
        change: @escaping @Sendable (MutantScene) -> MutantChange
    ) {
        self.init(id, breaks: requirement, fault) { MutantSubject($0, change, $1) }
    }

    /// - Parameter subject: makes one of a reference.
    package init(
        _ id: String, breaks requirement: String, _ fault: String,
        subject: @escaping @Sendable (any Subject, MutantScene) -> any Subject
    ) {
        self.id = id
        self.requirement = requirement
        self.fault = fault
        make = subject
    }

    /// The broken variant of a reference.
    ///
    /// - Parameter scene: whose clock is the runner's.
    package func subject(of reference: any Subject, in scene: MutantScene) -> any Subject {
        make(reference, scene)
    }
}

/// How a mutant differs from what it is made of.
struct MutantChange: Sendable {
    /// Answers a call, by asking the reference or without it. Restarts come as the call `restart`.
    var call: @Sendable (Call, any Subject) async -> Answer = { await $1.perform($0) }
    /// Changes what lanes were answered.
    var lanes: @Sendable ([[Call]], [[Answer]]) -> [[Answer]] = { $1 }
}

private final class MutantSubject: Subject {
    private let reference: any Subject
    private let changes: @Sendable (MutantScene) -> MutantChange
    private let scene: MutantScene
    private let change: MutantChange

    init(
        _ reference: any Subject, _ changes: @escaping @Sendable (MutantScene) -> MutantChange,
        _ scene: MutantScene
    ) {
        self.reference = reference
        self.changes = changes
        self.scene = scene
        change = changes(scene)
    }

    func perform(_ call: Call) async -> Answer { await change.call(call, reference) }

    func perform(lanes: [[Call]]) async -> [[Answer]] {
        var answers: [[Answer]] = []
        for lane in lanes {
            answers.append([])
            for call in lane { answers[answers.count - 1].append(await perform(call)) }
        }
        return change.lanes(lanes, answers)
    }

    func restart() async {
        await reference.restart()
        _ = await change.call(Call("restart"), reference)
    }

    func another() async -> (any Subject)? {
        guard let copy = await reference.another() else { return nil }
        return MutantSubject(copy, changes, scene.copy)
    }

    func end() async { await reference.end() }
}
