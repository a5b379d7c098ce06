import CaseModel
import TestSupport
import Testing
import TextExtraction

/// The numbers are examples out of standards and manuals, or made of repeated digits.
@Suite("Device and SIM numbers")
struct DeviceNumberTests {
    @Test(
        "The number of a device needs a label or its groups, and its check digit",
        arguments: [
            ("IMEI: 490154203237518", ["490154203237518"]),
            ("imei 49 015420 323751 8.", ["490154203237518"]),
            ("seen 49-015420-323751-8 on the box", ["490154203237518"]),
            ("IMEI1: 490154203237518 / 356938035643809", ["490154203237518", "356938035643809"]),
            ("<imei>490154203237518</imei>", ["490154203237518"]),
            ("IMEI (slot 1): 49015420323751", ["490154203237518"]),
            ("IMEISV 4901542032375123", ["4901542032375123"]),
            ("490154203237518", []), ("order 490154203237518 paid", []), ("IMEI: 490154203237517", []),
            ("IMEI: 000000000000000", []), ("IMEI: 123456789012345", []), ("IMEI 111111111111111", []),
            ("IMEI: 4901542032375180", ["4901542032375180"]), ("x490154203237518", []),
            ("IMEI, then a long text that is about something else: 490154203237518", []),
        ]
    )
    func devices(text: String, expected: [String]) throws {
        #expect(try Extraction(text).values(.imei) == expected)
    }

    @Test("The number of a subscription needs its label")
    func subscriptions() throws {
        let text = "IMSI=310150123456789; not this one: 310150123456780, imsi 999999999999999, imsi: 001010123456789"
        #expect(try Extraction(text).values(.imsi) == ["310150123456789"])
    }

    @Test(
        "The number of a SIM card is told by its first digits, its length and its check digit",
        arguments: [
            ("8991101200003204514", ["8991101200003204514"]),
            ("ICCID 8991 1012 0000 3204 514", ["8991101200003204514"]),
            ("iccid: 8991101200003204514F", ["8991101200003204514"]),
            ("8991101200003204510", []), ("8900000000000000000", []), ("7991101200003204510", []),
        ]
    )
    func cards(text: String, expected: [String]) throws {
        #expect(try Extraction(text).values(.iccid) == expected)
    }

    @Test(
        "The address of a network interface is found, unless it names a group or nobody",
        arguments: [
            ("wlan 3C:5A:B4:01:02:03 up", ["3c:5a:b4:01:02:03"]),
            ("[3c-5a-b4-01-02-03]", ["3c:5a:b4:01:02:03"]),
            ("00:00:00:00:00:00 ff:ff:ff:ff:ff:ff 01:00:5e:7f:ff:fa 33:33:00:00:00:01 02:00:00:00:00:00", []),
            ("19-04-12-18-03-22 and 3c:5a:b4:01:02:03:04 and 3c:5a:b4:01:02", []),
            ("00:00:5e:00:01:0a 02:42:ac:11:00:02", []),
        ]
    )
    func interfaces(text: String, expected: [String]) throws {
        #expect(try Extraction(text).values(.mac) == expected)
    }

    @Test("The digits of a device are not a telephone number too")
    func notATelephoneNumber() throws {
        let found = try Extraction("IMEI 490154203237518 or +3225550147")
        #expect(found.occurrences.map(\.identifier.type) == [.imei, .phone])
        #expect(found.occurrences.first?.found == "490154203237518")
    }
}
