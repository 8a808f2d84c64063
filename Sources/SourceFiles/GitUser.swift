internal import Glibc

/// Where git finds the configuration of the user and of the machine. Source: git-config(1), FILES.
package struct GitUser: Sendable, Hashable {
    /// `$HOME`.
    package var homeFolder: String?
    /// `$XDG_CONFIG_HOME`; `~/.config` if nil.
    package var configFolder: String?
    /// `$GIT_CONFIG_GLOBAL`: takes the place of both global configuration files.
    package var globalFile: String?
    /// `/etc/gitconfig`, or nil for none.
    package var systemFile: String?

    package init(
        homeFolder: String? = nil, configFolder: String? = nil, globalFile: String? = nil,
        systemFile: String? = nil
    ) {
        self.homeFolder = homeFolder
        self.configFolder = configFolder
        self.globalFile = globalFile
        self.systemFile = systemFile
    }

    /// No configuration at all.
    package static let none = GitUser()

    /// What the environment of this process says.
    package static var ofProcess: GitUser {
        GitUser(
            homeFolder: environment("HOME"), configFolder: environment("XDG_CONFIG_HOME"),
            globalFile: environment("GIT_CONFIG_GLOBAL"),
            systemFile: environment("GIT_CONFIG_NOSYSTEM") == nil
                ? environment("GIT_CONFIG_SYSTEM") ?? "/etc/gitconfig" : nil)
    }

    private var gitFolder: String? {
        if let configFolder { return configFolder + "/git" }
        return homeFolder.map { $0 + "/.config/git" }
    }

    /// Files of settings, the weakest first.
    private var configurationFiles: [String] {
        let global =
            globalFile.map { [$0] }
            ?? [gitFolder.map { $0 + "/config" }, homeFolder.map { $0 + "/.gitconfig" }].compactMap { $0 }
        return (systemFile.map { [$0] } ?? []) + global
    }

    /// The file of ignore rules for all repositories: `core.excludesFile`, else `git/ignore` beside the
    /// configuration. Nil if there is none.
    ///
    /// - Parameters:
    ///   - repository: the repository's own settings, the strongest.
    ///   - top: what a relative path counts from.
    func excludesFile(repository: GitConfiguration?, top: [UInt8]) -> [UInt8]? {
        var setting = repository?.excludesFile
        for file in configurationFiles.reversed() where setting == nil {
            setting = GitConfiguration(contentsOf: Array(file.utf8))?.excludesFile
        }
        guard let setting else { return gitFolder.map { Array(($0 + "/ignore").utf8) } }
        guard !setting.isEmpty else { return nil }
        if setting.starts(with: "~/".utf8) {
            return homeFolder.map { Array($0.utf8) + setting.dropFirst() }
        }
        return setting.first == UInt8(ascii: "/") ? setting : top + [UInt8(ascii: "/")] + setting
    }

    private static func environment(_ name: String) -> String? {
        // The text is copied before anything else can change the environment.
        guard let value = unsafe getenv(name) else { return nil }
        let text = unsafe String(cString: value)
        return text.isEmpty ? nil : text
    }
}
