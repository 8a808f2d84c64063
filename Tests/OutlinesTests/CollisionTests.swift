import Lexing
import TestKit
import Testing

@testable import Outlines

/// Names chosen so that a table of names would compare each with all others.
struct CollisionTests {
    @Test("names with one hash are told apart")
    func oneHash() {
        let names = Self.names.map { Array($0.utf8) }
        #expect(Set(names.map { NameTable.hash($0.span) }).count == 1)
        var set = NameSet()
        for name in names + names {
            _ = set.id(0..<name.count, of: name.span, hash: NameTable.hash(name.span))
        }
        #expect(set.table.count == names.count)
        for (index, name) in names.enumerated() {
            #expect(set.known(name.span, hash: NameTable.hash(name.span)) == NameTable.ID(index))
        }
        let other = Array("other".utf8)
        #expect(set.known(other.span, hash: NameTable.hash(other.span)) == nil)
    }

    @Test("a file of names with one hash is read like any other, and so is the one behind it")
    func outlined() {
        let source = Self.names.map { "class \($0):\n    pass\n" }.joined()
        var outliner = Outliner()
        for _ in 0..<2 {
            let found = outliner.outline(Array(source.utf8).span, language: .python)
            #expect(found.definitions.map { found.names[$0.name] } == Self.names)
            let other = outliner.outline(Array("class A: pass".utf8).span, language: .python)
            #expect(other.definitions.map { other.names[$0.name] } == ["A"])
        }
    }

    @Test("paths with one hash are told apart")
    func paths() {
        var interner = Interner()
        // The fast hash of paths is the same for all of these.
        let paths = (0..<2_000).map { NamePath(parent: $0, name: ($0 + 1) &* 0x9e37_79b1) }
        for path in paths + paths { _ = interner.path(path.parent, path.name) }
        #expect(interner.paths == paths)
    }

    @Test("a table whose hashes fall together asks for keyed ones, once")
    func slots() {
        var slots = Slots()
        var longest = 0
        var requests = 0
        for id in 0..<UInt32(10_000) {
            let hash: (UInt32) -> UInt32 = { slots.isKeyed ? $0 &* 0x9e37_79b1 : 7 }
            let first = slots.first(hash(id))
            var (slot, steps) = (first, 0)
            while slots[slot] != nil { (slot, steps) = (slots.next(slot), steps + 1) }
            longest = max(longest, steps)
            let wasKeyed = slots.isKeyed
            guard slots.set(slot, id, from: first) else { continue }
            if slots.isKeyed != wasKeyed { requests += 1 }
            for id in 0...id { slots.add(id, hash(id)) }
        }
        #expect(slots.isKeyed)
        #expect(requests == 1)
        #expect((200..<400).contains(longest))
        slots.removeAll()
        #expect(!slots.isKeyed)
    }

    /// Found by trying 15-byte names until the state of `NameHash` behind the first eight bytes took seven bytes of a
    /// name to one chosen value: one in four million does.
    private static let names = """
        A04jW6aafU98XS_ A0QJfbbECjQoTCT A0TWApI9XDp8Thm A5KDb2YVBLDrffV A6jwxhjgs0E6uht A6lVxmedgJnPaDP A9emkI2vPg0CPsV
        AALrvffOoIpgdq1 AAnGQDWfjZq_6Co AB3yvhajEix4AjV ABoj0oJrlDA_P8S ACNu5CzIydbz2c_ ACkVnWLJ6dUyjOy AD74oHkfSFw51NQ
        ADiNpaA00ScYYpv AFQ25A9mlL3XCRp AGfLnOUEOiiJRTp AHU8TpJCvsk7A9E AIMFZFOlL4PtTFb AJIpePRe7S9PhC3 AJMXw0CW1Yk5VM2
        AK23LGaCq5utOfM AKRMGKWm52v4ys9 AKX5LZU0VaMdcKw AKnJb8R2DpeWlET ALWtGVCrz_W1CYQ AMhd1fpHGaqXKmN AMnP9vYx0Tc2l4y
        AN2Y4oWrYyhHVrZ AN6MS9soy7JKWZ9 ANWnPViKsnkrKyu ASweoKcnm8ypU2g AWIgRwvYdjAxExl AWMtJI_f4T2D1qP AYmrPFHOuHGkh7u
        AZ4SvUIC6FaFoFT AZvdt7jeULVCUrb AZy7s0tduJS0I6o A__7khY4RbZwCkh Aa7WUsrVpON1bPe Ab2f3I8qI5NfqaT Abw2uyYwjf246Vi
        AcdVydyBAv4BppG Ae4DslZGeXTc1xH Aen_iAsyrH5sv4o AgTJA3zV7A7juX2 AiAGxhHiHbHM0o_ Aj6pOeHLvVa8w4P AkWuJ31MGdpKWmM
        AkX5XVm39vpMXq1 AlCVmQz458m8Rkv AlHNk7yx_dzMoHv AmeRswbwk47M5yq AoyLukQ2ESPhc3K AqSbXf82HUXxM8q ArZ0qYWDLofU8Id
        AsVI68mDYtfsDre Asto2xMREuXx5nu AwBAgY44_lp1mRs AwUWDfgbGHAR2zX AwbjygoF8L2FA3G Ax_F51jDIxi8iw8 Ay0X86807o3Ze8q
        AyHs7bbU_Ksgs_0 Az7GtnwKcJjF3ND AzOcqBt692NDVOI B0Q6uaHmZ9NgFDO B0ibxpJfeMuULYh B167dVm1kfDouYa B2ECXHNrT5NSFT8
        B2YsJGWpI2WSqS_ B3KO1dO0d8ECddG B3lmgh5mytDkfv7 B3u2eMye8isPwLA B6E4feZJCz83PHQ B7aNb16fIS6c6A5 B8qtDHNxEBvbQcM
        B99b0iZT_RvyBO3 B9HQ6waYnBMHmc9 BA6vVLw54J7yxIM BAQU0tziyHIqZdP BAYQ384FaxioWXl BBkO5mYSHCm9wyI BCAMpOHGqDOYIYi
        BDxFwwnG4lUQP_L BEB9x5PlfAy8MVw BFQcvOuEPRKcOR5 BFicpmPwlUSExWA BFnMXsh4AHkumnh BHF6F1dUm7bke1v BHNXyyXOJpL3Egk
        BKrD_Q3K6m4mzUG BL0XGjEzWNoEeb3 BL7OvRIe0NSod9h BLlfa9X3i6YkXaT BLzBSbFxvUk1g9d BNGnuJ1wFRGzEHh BNnuS6NOY5_2vvy
        BOF0QNmT9Zbv3R2 BOIyaGhdGzhSdY0 BOUSnhhXVl4Jjm1 BPWZA_eDVMmIxh8 BQlwd5a_wrCdoYq BRJNGVvBtrABd_K BRQUIjaIRpGB2lx
        BRReW4undIJbn_a BSrOzVaIFZzYGAe BW_uXS3M1kGG9qp BYQZtLgLnThifNh BZHSQ05nsy2xE0X BZX8EsYJKTyIi4j BZz8hYTxZxqNsgf
        B_iHy8WTZn4cNu0 BaG1becHTPc3Up9 Ba_PPXVwCZD9RO4 BadXQotLmTJk1od Bai5a1QxkDtsla3 BbCOVBGRE7xh7If BcsHLcptCAOQp0G
        Bg8KmmjQRWwFkBX Bg9ALwIGM4K1WyN BgVmoe51Cog1rvV BhzvFW39oeYcpzY BisRkc1x0aRC93h Bj1JisDsmzQKlZL Bj1fp0RUgCXgOkI
        BjB7n5oORf2idop BkHDklxCMpUG3Re BlI3CuJFyL9Y_lX Blk13KQgriMtcRI BlzNgNddMGy3oMk BmSYmpUPZ3zl0zl BmYwNQKSJ8W2BaB
        BmzuCBwYdVjL_q9 Bo2oGuHYEwYDDAj BpO5B6nLdZYRdlM BpPCDyjfDOysUqA BpqLxoRQbOyXfen BptQdx1LRDOE13C BpvWTsuxwkBT1zR
        BqQ_T2gHS_WAulT BrBL6sNmxOmFW7D BriIun8DmpV1ek1 Brkb9XtzgzgdXkj BsQJeSsOB1CF47e BsdAIXhxGZuez40 BtgfEn1oPvrAEAW
        Bv4BhVWTKYwRi_7 BwMcKzg_JflTbLY BwNiRbcX3LOyWZS C0BoKrXuOeiFJmr C1AAY83IwvaGpYA C1CDcyIDE6IxQUq C2jmNhQOZPwMLh2
        C35fHzWnJDaGr60 C37g45m4TQXrGMz C4JF1BvFmPl_FY0 C4j9QvbWi2IXF1J C5jYJyynHdS5Z8w C63RNSuOq1ftckF C7NxFQei2tUSJaa
        C7_xiHQiJJRfhvh C7obcBbOTXJeifT C8Sa_SlzywcT9W5 C9LWDse8wDskxAE CAtnOAxmVHSK38c CAy9i3oKI7v9w1z CCLdImuflBHrAeF
        CCP301xoDdvIf2Z CCawD0xidNFfylg CCoYB8CYmRjf0_z CDQb1_4RZ0uxd19 CDeD1HJog0D5ti8 CE3Y4SFD2w2baCf CEINYUbcWh7ybtf
        CEOKYsr9c7yl__Q CFSwyGBilKojeff CGBUxHg5CLrxPHM CGa_0FwHaflU31Y CGziBZPHuoMUOVO CHoGXXiFKhDQFpK CIYQfy91lODHLaU
        CJASyUpDiR0KYwR CK9fEQzBJ9qs_el CLCiH1ie85x00sm CLeNyXzfcNruDl7 CLgwAi1iMH7EsIR CLmX2tm4Xhl_Qx6 CMopiyWljydTAvP
        CNaax1MCqklS2am CNchlrybgnqY83q CP2Nz5Yy9NJ4oFm CQe4IDF9XpEUCAb CQhK7Mu2xBWFDSe CSCbdGlD81r8jtR CSDXLBQrkIENk8p
        CSm2htfyNOnhvpE CT9AzwyeT6s3RUW CU0_fyrm9fjeEie CU5Dm6EU4yupciY CUY2IX_N7VAK14_ CUrcJF28wXA1z5s CVX2PqBTNI9nrKE
        CWB_mZ1XLgKI0yF CWgl2gv2H1b7wzY CXv7J2SGmzmTe_J CZECH1i_9An_j2Z CZZ05wnZ1i47kaj CZi1LoElu2TgrNy C_7WfqIj0jGclvw
        Cb_BmFqvh96uGVh Cc19ovwQGlT6y5E Cd4KKKCnTaL3Faq Cdz7KMXfX2ilLyZ Cf5IuVPsJiS65fS CfQUDazkk7acHQh CfUjlb2ZmqYVi92
        Cfn1CTSYya3nJ_1 Cgs3tmkiXxzDH62 ChFnzShoXE6lYAk ChNvDIc4lFLQ_ln CiM1XsGbLoNMfez CjqjMo4GDzOpRGq CjrJ9WylDysdK9e
        CjvjxNucIK32JVo CjzOhT8O943tD3V Ck0_N5FopjyDUoT CkDTivMVfKib3Vw Ckg4KxVZ6z4nZOv ClZFIm1Xjws6mDJ Cmo8szzQJKDmqQ6
        CnZlRv3CPfy0Cil Cnmhwy7dvmuv7ay CpmbIbk1Pumd_iJ CqGhy6RfqM_IvfH CqLkxlMRizBUvPY CqNBvwc05KWlBtM CrLocev_YhFVate
        CrW7kr9EO3hwRes CseusoQDvin3QiT CtOYsgSIl9aBDVT CuI_n_B9XDPITZy CuuKldlj2xsepfM CuxFFHRN4HRGQrW CwGLopLQsV0EeY_
        CwScopfAa0TZ7zn CwjUgfa57ZCMoQ6 CzWGlxSKqygsdZp Czq2SbU8XhS6pEg D0102KAq4VafPwt D0kR2SrQJbmTmvw D3wxm38c8KveveV
        D4BVL7QstUIS_ji D5Iu6d2aL1jGx8Y D6BysN97rIMa94w D7lE13S8LhgTgkS D8wm6sJFbbJIZon DA1MIycSyGF44rd DApOMXtkuhzBe6B
        DBxRykNEBWXF_HS DCPS_yJJ5pbtVgK DC_j8MinKnBglc9 DDbgzgkXvdxoptL DIfWtgw_9wPJAPW DIkFNYyszuPE_PP DLcVcvC1EQiRa6E
        DM0bVAjRRw44pYF DMuazsnrXDsXZwN DN5nUwq_1TtXEAL DNX1S0Xp6nYngx2 DOh_njanHOSi4cX DPX7iorwcQV1__i DQ6f8uiTTMiWyls
        DQ9a6NODTiiZJtD DQDXhToj7wDuo2K DQotL75xcgzELyK DSGSZKA66BWfOPP DWTauV7kF1gCM5z DX_vpriul1CZNdw DZ35mBm1G1vhROV
        Daa5wz0SM70Se9H DbRktdaD9EvNzCR DdX3QT7BlWo3Bqq Ddp4bUODsOH_muf DeN1ZpReqgc7h87 DfL0IFOVINvKnwQ DflNXexinQvZvFg
        Di39WAMCt8HzFHg DllTKDodRC_PzrL Dn0OUPMgakSay9j DnCNCH4qRJqOoNQ Do8sijvACkpGpue DpEOakkWa65anfy Dq4Db1c6cOoFt53
        DrKpRRNYBpSsA_3 DryoEp6LH7rv2Sp DsCWuSK2WfyhAzd DtQMNLBDBi1Zb1U DuOBGI9P3q_QEjK DwT7GDF_8hG4uRq Dwo6ruVB63DvSK0
        DzpipIQEnBduqNL E0vQJTZqJWhdB4X E2orRLbj4dvDEAk E3vY1IvQ_YTh0PY E40YVjahUy6FPF8 E4xHT61JMJgRedW E8iB6w1oPQ1i2Fw
        E9NsRHWhQpTCo1F EBFsTaPp41QMNhy EBOgdDXcTfGQaKn EBSUpnatsa3_zsL EDLnjYGbryrRVwD EF8Y24j84HZkIKD EGoz3pQvs4tFbps
        EI2eoxKcWCcxTkR EIIGpGF9r6ANcfP EIo_fNjBMopnKwA EJLmgn6nHcn0QbV EKue2dAWkVaxwC_
        """.split { $0 == " " || $0 == "\n" }.map(String.init)
}
