import CaseModel
import Testing

@Suite("Forms of identifiers")
struct IdentifierFormsTests {
    @Test(
        "Near forms are told from equal and from different ones",
        arguments: [
            (.email, "jo.an@gmail.com", "joan+shop@googlemail.com", true),
            (.email, "jo.an@a.example", "joan@a.example", false),
            (.email, "joan+shop@a.example", "joan@a.example", true),
            (.email, "joan@a.example", "joan@b.example", false),
            (.phone, "+3225550147", "025550147", true),
            (.phone, "+12025550143", "2025550143", true),
            (.phone, "+3225550147", "3225550147", true),
            (.phone, "+3225550147", "+3325550147", false),
            (.phone, "+3225550147", "035550147", false),
            (.handle, "@blue_penguin", "@bluepenguin", true),
            (.handle, "@blue_penguin", "@bluepenguins", false),
            (
                .wallet, "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed",
                true
            ),
            (.wallet, "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "1a1zp1ep5qgefi2dmptftl5slmv7divfna", false),
            (.imei, "490154203237518", "4901542032375123", true),
            (.imei, "490154203237518", "356938035643809", false),
            (.url, "http://www.a.example/x/", "https://a.example/x", true),
            (.mac, "3c:5a:b4:01:02:03", "3c:5a:b4:01:02:04", false),
        ] as [(IdentifierType, String, String, Bool)]
    )
    func near(type: IdentifierType, first: String, second: String, isNear: Bool) {
        let (a, b) = (Identifier(type: type, value: first), Identifier(type: type, value: second))
        #expect(a.isNear(b) == isNear)
        #expect(b.isNear(a) == isNear)
        #expect(!a.isNear(a) || a.isAmbiguous)
    }
}
