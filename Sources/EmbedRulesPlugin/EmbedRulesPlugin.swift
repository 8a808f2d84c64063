import Foundation
import PackagePlugin

/// Turns the files of `Rules/` into one Swift file, so that the binary carries them and works alone.
@main
struct EmbedRulesPlugin: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        let rules = context.package.directoryURL.appending(path: "Rules")
        let output = context.pluginWorkDirectoryURL.appending(path: "DefaultRules.generated.swift")
        // The list is part of the command line, so that a file that comes or goes makes the command run again.
        let files = try ruleFiles(in: rules)
        return [
            .buildCommand(
                displayName: "Embedding \(files.count) files of Rules/",
                executable: try context.tool(named: "embed-rules").url,
                arguments: [output.path(percentEncoded: false), rules.path(percentEncoded: false)]
                    + files.map { $0.path(percentEncoded: false) },
                inputFiles: files,
                outputFiles: [output])
        ]
    }

    private func ruleFiles(in folder: URL) throws -> [URL] {
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        guard let files else { throw CocoaError(.fileReadNoSuchFile) }
        return files.compactMap { $0 as? URL }
            .filter { ["yml", "json"].contains($0.pathExtension) }
            .sorted { $0.path < $1.path }
    }
}
