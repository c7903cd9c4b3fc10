import Testing

@testable import SiteBuilding

/// Numbers of persons in a text.
struct PersonalNumberTests {
    private func found(_ text: String) -> [String] {
        let bytes = Array(text.utf8)
        return personalNumberFaults(in: bytes, file: "a.md").map {
            String(decoding: bytes[$0.span.range], as: UTF8.self)
        }
    }

    @Test(
        "A mobile or identity number is found however it is written",
        arguments: [
            ("联系人13912345678。", "13912345678"), ("电话：139 1234 5678", "139 1234 5678"),
            ("（139-1234-5678）", "139-1234-5678"),
            ("＋８６ １３９１２３４５６７８", "１３９１２３４５６７８"), ("[打电话](tel:13912345678)", "13912345678"),
            ("[打电话](tel:+86-13912345678)", "13912345678"), ("13912345678@example.org", "13912345678"),
            ("座机028-86677889/13912345678", "13912345678"), ("13912345678.", "13912345678"),
            ("证号11010519491231002X", "11010519491231002X"), ("110105 19491231 002x", "110105 19491231 002x"),
            ("440524188001010014", ""), ("440524198001010013", "440524198001010013"),
        ])
    func numbers(text: String, expected: String) {
        #expect(found(text) == (expected.isEmpty ? [] : [expected]))
    }

    @Test(
        "Office telephones, masks, sums, dates, codes and addresses are no numbers of persons",
        arguments: [
            "028-86677889", "138****5678", "12345", "2023-12-15 2024-01-01 10", "13912345678元", "13800000000",
            "1391234567",
            "139123456789", "510100202312150001", "https://example.org/p/13912345678.html",
            "https://example.org/?id=13912345678",
            "../files/13912345678.pdf", "mid_13912345678", "A13912345678", "13912345678号楼a".replacing("号楼a", with: "b"),
            "0.13912345678", "11010519491231002", "91510100MA6CXXXX12",
        ])
    func others(text: String) {
        #expect(found(text) == [])
    }
}
