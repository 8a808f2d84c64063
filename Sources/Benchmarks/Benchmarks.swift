import ArgumentParser

@main
struct Benchmarks: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "Benchmarks",
        abstract: "Measures ssot: its stages alone, and whole scans beside other programs.",
        discussion: "Times mean something in a release build on a quiet machine only.",
        subcommands: [ScanCommand.self, StagesCommand.self, TokensCommand.self])
}
