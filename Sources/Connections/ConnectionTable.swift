internal import Identifiers

/// All connections of a manager, each at a place that its ID names. A place is used again, an ID never.
struct ConnectionTable {
    private var slots: [Connection?] = []
    private var free: [UInt32] = []

    var count: Int { slots.count - free.count }

    var all: [Connection] { slots.compactMap { $0 } }

    mutating func insert(_ id: UnifiedID, link: any ConnectionLink, address: PeerAddress) -> ConnectionID {
        let slot = free.popLast() ?? UInt32(slots.count)
        let connection = Connection(id: ConnectionID(id: id, slot: slot), link: link, address: address)
        if slot < slots.count { slots[Int(slot)] = connection } else { slots.append(connection) }
        return connection.id
    }

    /// Gives false where it has gone already.
    mutating func remove(_ connection: Connection) -> Bool {
        guard self[connection.id] != nil else { return false }
        slots[Int(connection.id.slot)] = nil
        free.append(connection.id.slot)
        return true
    }

    /// The connection of that ID; nil once it has ended, whoever has its place now.
    subscript(id: ConnectionID) -> Connection? {
        guard id.slot < slots.count, let connection = slots[Int(id.slot)], connection.id.id == id.id else {
            return nil
        }
        return connection
    }
}
