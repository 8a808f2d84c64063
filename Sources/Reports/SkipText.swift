package import Findings

extension Skip {
    /// Why the file was not read: `unreadable (permission denied)`.
    package var text: String {
        reason.rawValue.split(separator: "_").joined(separator: " ") + (detail.isEmpty ? "" : " (\(detail))")
    }
}
