internal import NIOCore

/// What runs inside the engine, where nothing comes between its steps.
///
/// A stream is two keys of one slot: a hash with its epoch, its last offset and the engine's run (`e`, `o`, `r`), and a
/// Redis Stream whose entries have the offsets as their IDs.
struct Script: Sendable {
    let text: String

    /// The stream's epoch, or a new life of it: where there is none, and where the engine has restarted since and may
    /// have lost the last offsets.
    ///
    /// KEYS: hash, stream. ARGV: epoch to begin with, the engine's run, milliseconds to keep the hash: from when a node
    /// last asked, for each asks again and again about those who are there.
    private static let epoch = """
        local known = redis.call('HMGET', KEYS[1], 'e', 'r')
        local epoch = known[1]
        if not epoch or known[2] ~= ARGV[2] then
          epoch = ARGV[1]
          redis.call('DEL', KEYS[1], KEYS[2])
          redis.call('HSET', KEYS[1], 'e', epoch, 'r', ARGV[2], 'o', '0')
          redis.call('PEXPIRE', KEYS[1], ARGV[3])
        end

        """

    /// Appends an event to the stream and tells the nodes.
    ///
    /// ARGV further: events to keep, milliseconds to keep them, channel, event. Answers epoch and offset.
    static let publish = Script(
        text: epoch + """
            local offset = redis.call('HINCRBY', KEYS[1], 'o', 1)
            if tonumber(ARGV[4]) > 0 then
              redis.call('XADD', KEYS[2], 'MAXLEN', ARGV[4], string.format('%.0f-0', offset), 'e', ARGV[7])
              redis.call('PEXPIRE', KEYS[2], ARGV[5])
            end
            redis.call('PUBLISH', ARGV[6], epoch .. string.format('%016x', offset) .. ARGV[7])
            return {epoch, offset}
            """)

    /// Where the stream stands, and what came after a position.
    ///
    /// ARGV further: the position's epoch and offset, events to answer at most. Answers epoch, offset, entries: none
    /// where the position is of another epoch or too far behind.
    static let history = Script(
        text: epoch + """
            redis.call('PEXPIRE', KEYS[1], ARGV[3])
            local offset = redis.call('HGET', KEYS[1], 'o')
            local entries = {}
            if ARGV[4] == epoch then
              local missed = tonumber(offset) - tonumber(ARGV[5])
              if missed > 0 and missed <= tonumber(ARGV[6]) then
                entries = redis.call('XRANGE', KEYS[2], '(' .. ARGV[5] .. '-0', '+')
              end
            end
            return {epoch, offset, entries}
            """)

    /// Answered by the name under which the engine knows the script.
    var load: RedisCommand { RedisCommand("SCRIPT", "LOAD", text) }
}
