/// The words by which the names of variables say that they count.
public enum CounterWords {
    /// Of a number that is counted up: `self.counter`.
    public static let numbers: Set<String> = ["counter", "sequence", "seq", "serial"]
    /// Of what hands out the next number: `next(ids)`.
    public static let iterators = numbers.union(["count", "ids", "id", "numbers", "numbering"])
}
