import Identifiers
import Testing

struct InspectionTests {
    @Test("IDs of today's form are told from others, whatever they are spelt like")
    func today() throws {
        let id = try UnifiedIDManager.generateRequestID()
        #expect(IDInspection(id.description).id == id)
        #expect(IDInspection(id.description).weaknesses == [.showsTime])
        for spelling in IDSpelling.allCases {
            let inspection = IDInspection(id.text(spelling), as: .request)
            #expect(inspection.id == id && inspection.spelling == spelling && inspection.fault == nil)
        }
        #expect(try IDInspection(UnifiedIDManager.generateUserID().description).weaknesses == [])
        let trace = try UnifiedIDManager.generateTraceID()
        #expect(IDInspection(trace.description, as: .trace).id == trace)
        #expect(IDInspection(trace.description).readings.contains { $0.kind == .trace })
    }

    @Test(
        "weaknesses are named",
        arguments: [
            ("c232ab00-9414-11ec-b3c8-9f6bdeced846", IDWeakness.showsHost),
            ("run_alice_1693430400000", .notUnique),
            ("run_alice_1693430400000", .holdsUser), ("req_a1b2c3d4", .fewRandomBits(32)),
            ("a1b2c3d4", .computed),
            ("a1b2c3d4", .ambiguous(2)), ("919108f7-52d1-4320-9bac-f847db4148a8", .lacksKind),
            ("msg_00000000000000000000000000", .constant),
            ("invoice_01h455vb4pex5vsknk084sn02q", .unknownPrefix),
            ("5df41881-3aed-3515-88a7-2f4a814cf09e", .computed),
        ])
    func weaknesses(text: String, weakness: IDWeakness) {
        #expect(IDInspection(text).weaknesses.contains(weakness))
    }

    @Test("the number of IDs at which collisions become likely is right")
    func halfway() {
        #expect(IDWeakness.fewRandomBits(32).description.contains("two of 77000 "))
        #expect(IDWeakness.fewRandomBits(60).description.contains("two of 1300000000 "))
    }

    @Test("what is nothing has a fault and no reading")
    func nothing() {
        let inspection = IDInspection("no such thing")
        #expect(inspection.id == nil && inspection.readings == [] && inspection.fault != nil)
        #expect(inspection.weaknesses == [])
    }
}
