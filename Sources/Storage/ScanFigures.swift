/// The figures of one stored scan, as counted at the time; waivers and baselines belong to whoever judges.
package struct ScanFigures: Sendable, Hashable {
    package var scan: StoredScan
    /// In order of name.
    package var domains: [Domain]
    /// ID-making sites in production code, and those of them that are not scattered.
    package var sites: Int
    package var soundSites: Int
    package var duplicateGroups: Int
    package var findings: Int

    package struct Domain: Sendable, Hashable {
        package var domain: String
        package var counted: Int
        /// Production references to counted managers, and those of them that reach the canonical one.
        package var references: Int
        package var toCanonical: Int
    }
}
