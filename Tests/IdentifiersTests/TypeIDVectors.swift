// Public vectors: TypeID 0.3.0 (spec/valid.yml, spec/invalid.yml), RFC 9562 appendix A, W3C Trace Context.

struct ValidTypeID {
    var name: String
    var text: String
    var prefix: String
    var uuid: String

    static let all = [
        ValidTypeID("nil", "00000000000000000000000000", "", "00000000-0000-0000-0000-000000000000"),
        ValidTypeID("one", "00000000000000000000000001", "", "00000000-0000-0000-0000-000000000001"),
        ValidTypeID("ten", "0000000000000000000000000a", "", "00000000-0000-0000-0000-00000000000a"),
        ValidTypeID("sixteen", "0000000000000000000000000g", "", "00000000-0000-0000-0000-000000000010"),
        ValidTypeID("thirty-two", "00000000000000000000000010", "", "00000000-0000-0000-0000-000000000020"),
        ValidTypeID("max-valid", "7zzzzzzzzzzzzzzzzzzzzzzzzz", "", "ffffffff-ffff-ffff-ffff-ffffffffffff"),
        ValidTypeID(
            "valid-alphabet", "prefix_0123456789abcdefghjkmnpqrs", "prefix",
            "0110c853-1d09-52d8-d73e-1194e95b5f19"),
        ValidTypeID(
            "valid-uuidv7", "prefix_01h455vb4pex5vsknk084sn02q", "prefix",
            "01890a5d-ac96-774b-bcce-b302099a8057"),
        ValidTypeID(
            "prefix-underscore", "pre_fix_00000000000000000000000000", "pre_fix",
            "00000000-0000-0000-0000-000000000000"),
    ]

    private init(_ name: String, _ text: String, _ prefix: String, _ uuid: String) {
        self.name = name
        self.text = text
        self.prefix = prefix
        self.uuid = uuid
    }
}

let invalidTypeIDs = [
    "prefix-uppercase": "PREFIX_00000000000000000000000000",
    "prefix-numeric": "12345_00000000000000000000000000",
    "prefix-period": "pre.fix_00000000000000000000000000",
    "prefix-non-ascii": "préfix_00000000000000000000000000",
    "prefix-spaces": "  prefix_00000000000000000000000000",
    "prefix-64-chars":
        "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijkl_00000000000000000000000000",
    "separator-empty-prefix": "_00000000000000000000000000",
    "separator-empty": "_",
    "suffix-short": "prefix_1234567890123456789012345",
    "suffix-long": "prefix_123456789012345678901234567",
    "suffix-spaces": "prefix_1234567890123456789012345 ",
    "suffix-uppercase": "prefix_0123456789ABCDEFGHJKMNPQRS",
    "suffix-hyphens": "prefix_123456789-123456789-123456",
    "suffix-wrong-alphabet": "prefix_ooooooiiiiiiuuuuuuulllllll",
    "suffix-ambiguous-crockford": "prefix_i23456789ol23456789oi23456",
    "suffix-hyphens-crockford": "prefix_123456789-0123456789-0123456",
    "suffix-overflow": "prefix_8zzzzzzzzzzzzzzzzzzzzzzzzz",
    "prefix-underscore-start": "_prefix_00000000000000000000000000",
    "prefix-underscore-end": "prefix__00000000000000000000000000",
    "empty": "",
    "prefix-empty": "prefix_",
]

/// UUIDs of RFC 9562 appendix A and B, with their version and base 32.
let publishedUUIDs: [(version: Int, uuid: String, base32: String)] = [
    (1, "c232ab00-9414-11ec-b3c8-9f6bdeced846", "626ang150m27pb7j4zdffcxp26"),
    (3, "5df41881-3aed-3515-88a7-2f4a814cf09e", "2xygc82eqd6marh9sf9a0msw4y"),
    (4, "919108f7-52d1-4320-9bac-f847db4148a8", "4hj44femph8cg9qb7r8zdm2j58"),
    (5, "2ed6657d-e927-568b-95e1-2665a8aea6a2", "1etsjqvt97at5sbr96cpmax9n2"),
    (6, "1ec9414c-232a-6b00-b3c8-9f6bdeced846", "0ys50mr8sadc0b7j4zdffcxp26"),
    (7, "017f22e2-79b0-7cc3-98c4-dc0c0c07398f", "01fwhe4ydgfk1shh6w1g60eecf"),
    (8, "2489e9ad-2ee2-8e00-8ec9-32d5f69181c0", "14h7mttbq2hr08xj9jtqv930e0"),
]

let validTraceParents = [
    "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00",
    "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-03",
    "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-future",
]

let invalidTraceParents = [
    "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
    "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
    "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
    "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-extra",
    "00-4bf92f35-77b3-4da6-a3ce-929d0e0e4736-00f067aa0ba902b7-01",
    "00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-01",
    "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-1",
    "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01.future",
]
