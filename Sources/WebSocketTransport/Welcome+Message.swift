internal import Connections

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

extension StreamPosition {
    /// Of a request's query, `epoch=…&offset=…`; nil where both are not there and sound.
    init?(query: String) {
        var values: [Substring: Substring] = [:]
        for pair in query.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1)
            if parts.count == 2 { values[parts[0]] = parts[1] }
        }
        guard let epoch = values["epoch"], let offset = values["offset"] else { return nil }
        self.init(epoch: String(epoch), offset: String(offset))
    }
}
