import ArgumentParser

@main
struct Benchmarks: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "Benchmarks",
        abstract:
            "Measures ssot: its stages alone, whole scans, its IDs and its WebSockets, beside other programs.",
        discussion: "Times mean something in a release build on a quiet machine only.",
        subcommands: [
            ScanCommand.self, StagesCommand.self, TokensCommand.self, IDsCommand.self, SendCommand.self,
            HubCommand.self,
        ])
}
