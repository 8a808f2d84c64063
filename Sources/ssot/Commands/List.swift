import ArgumentParser
import Findings
import Foundation
import Reports
import Storage

struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List managers, ID functions or ID-making sites of the last scan.",
        subcommands: [Managers.self, IDs.self, Sites.self])

    /// Which of the facts to list.
    struct Filters: ParsableArguments {
        @Option(help: ArgumentHelp("Only paths that begin so.", valueName: "prefix"))
        var path: String?

        @Flag(help: "Only production code.")
        var production = false

        @Flag(help: "Only test code.")
        var tests = false

        func validate() throws {
            if production && tests { throw ValidationError("--production and --tests exclude each other") }
        }

        func admits(_ path: String, isTestCode: Bool) -> Bool {
            (self.path.map { path.hasPrefix($0) } ?? true) && !(production && isTestCode)
                && !(tests && !isTestCode)
        }
    }

    struct Managers: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "managers", abstract: "List managers: place, name, domain, role, references.")

        @Option(help: ArgumentHelp("Only this domain.", valueName: "domain")) var domain: String?
        @Option(
            help: ArgumentHelp(
                "Only this role: \(Role.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "role"
            ))
        var role: String?
        @Flag(help: "Only what counts against a budget.") var counted = false
        @OptionGroup var filters: Filters
        @OptionGroup var stored: StoredScanOptions

        func run() throws {
            if let role, Role(rawValue: role) == nil {
                let known = Role.allCases.map(\.rawValue).joined(separator: ", ")
                throw Failure("unknown role \"\(role)\"; take one of \(known)")
            }
            let (audit, scan) = try stored.load()
            if let domain, scan.budgets[domain] == nil {
                throw Failure("unknown domain \"\(domain)\"; see `ssot rules list`")
            }
            let rows = audit.managers.filter {
                (domain == nil || $0.domain == domain) && (role == nil || $0.role.rawValue == role)
                    && (!counted || $0.isCounted) && filters.admits($0.path, isTestCode: $0.isTestCode)
            }
            Terminal.write(Listing.managers(rows))
        }
    }

    struct IDs: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "ids", abstract: "List ID functions: place, name, kind, concept.")

        @Option(
            help: ArgumentHelp(
                "Only this kind: \(IdentifierKind.allCases.map(\.rawValue).joined(separator: ", ")).",
                valueName: "kind"))
        var kind: String?
        @OptionGroup var filters: Filters
        @OptionGroup var stored: StoredScanOptions

        func run() throws {
            if let kind, IdentifierKind(rawValue: kind) == nil {
                let known = IdentifierKind.allCases.map(\.rawValue).joined(separator: ", ")
                throw Failure("unknown kind \"\(kind)\"; take one of \(known)")
            }
            let (audit, _) = try stored.load()
            let rows = audit.identifiers.filter {
                (kind == nil || $0.kind.rawValue == kind)
                    && filters.admits($0.path, isTestCode: $0.isTestCode)
            }
            Terminal.write(Listing.identifiers(rows))
        }
    }

    struct Sites: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "sites",
            abstract:
                "List places where identifiers are made: place, name, source, bits, format, replacement.")

        @Option(help: ArgumentHelp("Only identifiers of this concept: session.", valueName: "concept"))
        var concept: String?
        @Option(
            help: ArgumentHelp(
                "Only this source: \(IdentifierSite.Source.allCases.map(\.rawValue).joined(separator: ", ")).",
                valueName: "source"))
        var source: String?
        @Option(
            help: ArgumentHelp(
                "Only this standing: \(IdentifierSite.Standing.allCases.map(\.rawValue).joined(separator: ", ")).",
                valueName: "standing"))
        var standing: String?
        @Flag(help: "Only sites of fewer than 64 random bits, or of no secure generator.") var weak = false
        @OptionGroup var filters: Filters
        @OptionGroup var stored: StoredScanOptions

        func run() throws {
            let source = try self.source.map { try value($0, "source") as IdentifierSite.Source }
            let standing = try self.standing.map { try value($0, "standing") as IdentifierSite.Standing }
            let (audit, _) = try stored.load()
            let rows = audit.sites.filter {
                (concept == nil || $0.concept == concept) && (source == nil || $0.source == source)
                    && (standing == nil || $0.standing == standing) && (!weak || $0.isWeak)
                    && filters.admits($0.path, isTestCode: $0.isTestCode)
            }
            Terminal.write(Listing.sites(rows))
        }

        private func value<Value: RawRepresentable<String> & CaseIterable>(
            _ text: String, _ noun: String
        ) throws -> Value {
            if let value = Value(rawValue: text) { return value }
            let known = Value.allCases.map(\.rawValue).joined(separator: ", ")
            throw Failure("unknown \(noun) \"\(text)\"; take one of \(known)")
        }
    }
}
