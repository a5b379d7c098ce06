import CaseModel
import Testing

@Suite("Serial numbers")
struct SerialNumberTests {
    @Test(
        "Labels and blanks are taken off",
        arguments: [
            ("No= 2001f1c0", "2001f1c0"), ("NO= 10042380", "10042380"), (" 0420123456\0", "0420123456"),
            ("S/N: AB-1234", "AB-1234"), ("SN.77120", "77120"), ("#4711", "4711"), ("Serial No: X99", "X99"),
            ("Serialno= 52Q", "52Q"), ("NOVA-12", "NOVA-12"), ("SN12345X", "SN12345X"),
            ("(F17) 2008:11:03 no. 0371", "(F17) 2008:11:03 no. 0371"),
        ]
    )
    func labels(text: String, number: String) {
        #expect(SerialNumber.cleaned(text) == number)
    }

    @Test(
        "Placeholders are no serial numbers",
        arguments: [
            "", "   ", "\0\0\0", "0", "00000000", "0000001", "1111111", "ffffffff", "xxxx", "12", "123456789",
            "1234567890",
            "0123456", "unknown", "N/A", "None", "null", "No= ", "NO= 00000000", "Undefined", "-- --",
            String(repeating: "a1", count: 40),
        ]
    )
    func placeholders(text: String) {
        #expect(SerialNumber.cleaned(text) == nil)
    }
}
