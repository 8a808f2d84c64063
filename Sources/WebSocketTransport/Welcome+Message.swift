internal import Connections
internal import Foundation

extension Welcome {
    /// What the client is told first: who it is here, and from where its events go on.
    func message(connectionID: ConnectionID, userID: String) -> [UInt8] {
        let recovered = recovered.map { #","recovered":\#($0)"# } ?? ""
        let user = JSONPayload(string: userID)
        return Array(
            #"{"type":"welcome","connection_id":"\#(connectionID)","user_id":\#(user),"epoch":"\#(epochText)","offset":\#(offset)\#(recovered)}"#
                .utf8)
    }
}

/// The fields of a request's query, `name=value&…`; of a name that stands twice, the last.
struct QueryFields {
    private var values: [Substring: Substring] = [:]

    init(_ query: String) {
        for pair in query.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1)
            if parts.count == 2 { values[parts[0]] = parts[1] }
        }
    }

    /// The value as it was meant; nil where there is none, or it is no text in percent-encoding.
    subscript(name: Substring) -> String? { values[name].flatMap { String($0).removingPercentEncoding } }
}

extension StreamPosition {
    /// Of `epoch=…&offset=…`; nil where both are not there and sound.
    init?(_ query: QueryFields) {
        guard let epoch = query["epoch"], let offset = query["offset"] else { return nil }
        self.init(epoch: epoch, offset: offset)
    }
}
