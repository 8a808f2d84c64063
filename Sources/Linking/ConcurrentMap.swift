import Synchronization

/// What `transform` makes of each element, in their order, worked out by several workers.
///
/// - Parameter jobs: how many; one works without a task of its own.
public func concurrentMap<Element: Sendable, Value: Sendable>(
    _ elements: [Element], jobs: Int, _ transform: @escaping @Sendable (Element) -> Value
) async -> [Value] {
    guard jobs > 1, elements.count > 1 else { return elements.map(transform) }
    let next = Position()
    // Small shares keep workers busy to the end; large ones keep them from meeting at the counter.
    let share = max(1, min(64, elements.count / (jobs * 8)))
    return await withTaskGroup(of: [(Int, [Value])].self) { group in
        for _ in 0..<jobs {
            group.addTask {
                var done: [(Int, [Value])] = []
                while true {
                    let start = next.take(share)
                    guard start < elements.count else { return done }
                    done.append((start, elements[start..<min(start + share, elements.count)].map(transform)))
                }
            }
        }
        var parts: [(Int, [Value])] = []
        for await part in group { parts += part }
        return parts.sorted { $0.0 < $1.0 }.flatMap(\.1)
    }
}

/// What two pieces of work come to, done at the same time where there are workers for both: what one of them does on
/// one core hides behind the other.
public func concurrently<First: Sendable, Second: Sendable>(
    jobs: Int, _ first: @Sendable () async -> First, _ second: @Sendable () async -> Second
) async -> (First, Second) {
    guard jobs > 1 else { return (await first(), await second()) }
    async let firstResult = first()
    let secondResult = await second()
    return (await firstResult, secondResult)
}

/// A position in a list that workers move on.
public final class Position: Sendable {
    private let value = Atomic<Int>(0)

    public init() {}

    /// The position of the next `count` elements, which nobody else is given.
    public func take(_ count: Int = 1) -> Int { value.add(count, ordering: .relaxed).oldValue }
}
