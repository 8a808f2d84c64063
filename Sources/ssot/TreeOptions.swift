import ArgumentParser

/// What every command that audits a tree asks for.
struct TreeOptions: ParsableArguments {
    @OptionGroup var scope: ScopeOptions

    @Option(
        help: ArgumentHelp(
            "The database to store into. (default: .ssot/audit.sqlite below the path)", valueName: "file"))
    var database: String?

    @Option(
        help: ArgumentHelp(
            "The configuration. (default: the nearest .ssot.yaml at or above the path)", valueName: "file"))
    var config: String?
}
