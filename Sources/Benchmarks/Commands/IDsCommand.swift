import ArgumentParser
import Reports

/// The ID manager alone, and beside what others make IDs with.
struct IDsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ids",
        abstract: "Time the ID manager beside other makers of IDs, and count its allocations.",
        discussion: """
            Prints nanoseconds of processor time an ID, the least of many batches, and exits 1 where a path takes more \
            than its bar. Peers that are not installed are named. With --long, looks for equal IDs instead.
            """)

    @Flag(help: "Look for equal IDs: 10⁸ messages, 10⁷ of each other kind. Takes minutes and 1.6 GB of disk.")
    var long = false
    @Option(help: ArgumentHelp("A Python with uuid_utils.", valueName: "program")) var python = "python3"

    func run() throws {
        if long {
            guard try UniquenessRun.run(most: 100_000_000, others: 10_000_000) else { throw ExitCode.failure }
            return
        }
        let work = try IDWork.measureAll()
        var isWithin = work.allSatisfy(\.isWithin)
        var table = TextTable(
            header: ["path", "ns", "bar", "allocations", "bar", ""], rightAligned: [1, 2, 3, 4])
        for row in work {
            table.add([
                row.name, fixed(row.timing.nanoseconds, 1), fixed(row.limit, 0),
                fixed(row.timing.allocations, 2),
                fixed(row.allocationLimit, 0), row.isWithin ? "reached" : "missed",
            ])
        }
        func add(_ name: String, _ value: Double, _ limit: Double, digits: Int = 1) {
            let holds = value <= limit
            isWithin = isWithin && holds
            table.add([name, fixed(value, digits), fixed(limit, 0), "", "", holds ? "reached" : "missed"])
        }
        add("String, two threads at once", IDWork.measurePair(), 45)
        add("String, 8 threads, 99.99 % of calls", IDWork.measureTail(), 100_000, digits: 0)
        add("resident bytes by 10 M IDs", Double(try IDMemory.growthByIDs()), 65_536, digits: 0)
        add("resident bytes by 10,000 threads", Double(try IDMemory.growthByThreads()), 1_048_576, digits: 0)
        print(table.lines().joined(separator: "\n"))
        print()
        print(comparison(IDPeer.measureAll(python: python), with: work).lines().joined(separator: "\n"))
        if !isWithin { throw ExitCode.failure }
    }

    private func comparison(_ peers: [IDPeer], with work: [IDWork]) -> TextTable {
        let own = work.first { $0.name == "String" }?.timing.nanoseconds ?? .nan
        var table = TextTable(header: ["maker of text", "ns", "times ours"], rightAligned: [1, 2])
        table.add(["UnifiedIDManager, String", fixed(own, 1), "1.0"])
        for peer in peers {
            let value = peer.nanoseconds
            table.add([
                peer.name, value.map { fixed($0, 0) } ?? "not here", value.map { fixed($0 / own, 1) } ?? "",
            ])
        }
        return table
    }
}
