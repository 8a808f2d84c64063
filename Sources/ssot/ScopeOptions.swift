import ArgumentParser
import Foundation
import Scanning

/// What every command that reads a tree asks for.
struct ScopeOptions: ParsableArguments {
    @Argument(help: "The folder or file to read.")
    var path = "."

    @Flag(name: .customLong("no-ignore"), help: "Read files that .gitignore and .ssotignore leave out, too.")
    var noIgnore = false

    @Option(help: ArgumentHelp("How many workers read files.", valueName: "n"))
    var jobs = ProcessInfo.processInfo.activeProcessorCount

    @Option(
        name: .customLong("max-size"),
        help: ArgumentHelp("Skip, and name, files of more than so many bytes.", valueName: "bytes"))
    var sizeLimit = 4 << 20

    /// What they ask of the scanner; what a configuration asks besides is for its reader to add.
    var scanOptions: ScanOptions {
        var options = ScanOptions(root: path)
        options.honoursIgnoreFiles = !noIgnore
        options.jobs = jobs
        options.sizeLimit = sizeLimit
        return options
    }

    func validate() throws {
        guard jobs >= 1 else { throw ValidationError("--jobs takes a number from 1") }
        guard sizeLimit >= 1, sizeLimit < 1 << 31 else {
            throw ValidationError("--max-size takes a number of bytes from 1 to \((1 << 31) - 1)")
        }
    }
}
