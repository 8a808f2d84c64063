/// What a subject's process may take.
package struct SubjectLimits: Sendable {
    /// Seconds for one call.
    package var callSeconds = 30.0
    /// Bytes of memory that its processes hold together.
    package var memoryBytes: Int64 = 1 << 30
    /// Bytes of one answer.
    package var lineBytes = 64 << 20
    /// Bytes of all answers of one process.
    package var totalBytes = 4 << 30

    package init() {}
}
