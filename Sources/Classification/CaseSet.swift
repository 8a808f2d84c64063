/// A set of cases of an enumeration, a bit for each. Rules ask for cases too often to hash their names, as a `Set` of
/// cases with raw values does.
struct CaseSet<Case: CaseIterable & Equatable>: Sendable where Case.AllCases == [Case] {
    private var bits: UInt64 = 0

    /// - Precondition: the enumeration has no more than 64 cases.
    init(_ cases: some Sequence<Case>) {
        for item in cases { bits |= 1 << UInt64(item.ordinal) }
    }

    var isEmpty: Bool { bits == 0 }

    func contains(_ item: Case) -> Bool { bits & 1 << UInt64(item.ordinal) != 0 }
}

extension CaseIterable where Self: Equatable, AllCases == [Self] {
    /// Its position among all cases, from 0.
    var ordinal: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
