import Diagnostics

/// A draft as a file: one line a fact, fields separated by TAB; lines that begin with `#` are for people.
///
///     gridshow.exclusion/1                     or gridshow.reinstatement/1
///     election   cd-2026-zuimei
///     rule       A1                            a reinstatement has “exclusion” and a place instead of these four
///     ranges     12-15,20
///     evidence   <SHA-256 of the file beside the draft, or ->
///     after      1042
///     reason     …                             the only line that people write
///     operator   op1   vote.example.cn/op1+…
///     signature  op1   <base 64>
///
/// Editors of other systems may put a byte order mark before it and CR LF at the ends of lines.
extension ApprovalDraft {
    private static let exclusionHeader = "gridshow.exclusion/1"
    private static let reinstatementHeader = "gridshow.reinstatement/1"

    /// The bytes of the file.
    public var text: [UInt8] {
        var lines: [[String]] = remarks.map { ["# \($0)"] }
        switch subject {
        case .exclusion(let rule, let ranges, let evidence, let after):
            let places = Exclusion.text(of: ranges)
            lines += [
                [Self.exclusionHeader], ["election", election], ["rule", rule], ["ranges", places],
                ["evidence", evidence.map { Hexadecimal.encode($0.bytes) } ?? "-"], ["after", "\(after)"],
            ]
        case .reinstatement(let place):
            lines += [[Self.reinstatementHeader], ["election", election], ["exclusion", "\(place)"]]
        }
        lines.append(["reason", reason])
        lines += operators.map { ["operator", $0.id, $0.key.text] }
        lines += signatures.map { ["signature", $0.id, Base64.standard.encode($0.bytes)] }
        return Array(lines.map { $0.joined(separator: "\t") + "\n" }.joined().utf8)
    }

    /// A draft from its file. Reading checks no signature.
    public init(text: [UInt8]) throws(FormatFault) {
        var reader = DraftReader(text)
        self = try reader.draft()
    }

    private struct DraftReader {
        private var lines: [ArraySlice<UInt8>] = []
        private var remarks: [String] = []
        private let end: Int
        private var next = 0

        init(_ text: [UInt8]) {
            end = text.count
            let start = text.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
            for line in text[start...].split(separator: 0x0A) {
                let line = line.last == 0x0D ? line.dropLast() : line
                if line.first == UInt8(ascii: "#") {
                    remarks.append(
                        String(decoding: line.dropFirst(line.starts(with: "# ".utf8) ? 2 : 1), as: UTF8.self))
                } else if !line.isEmpty {
                    lines.append(line)
                }
            }
        }

        private func isNext(_ key: String) -> Bool {
            next < lines.count && lines[next].starts(with: "\(key)\t".utf8)
        }

        private mutating func line(_ key: String) throws(FormatFault) -> TabFields {
            guard next < lines.count else {
                throw FormatFault(
                    "draft-form", at: end..<end,
                    LocalizedText(zh: "草稿缺少“\(key)”这一行", en: "the draft lacks the line “\(key)”"))
            }
            var fields = TabFields(lines[next], id: "draft-form")
            next += 1
            try fields.expect(key)
            return fields
        }

        private mutating func value<Value>(
            _ key: String, _ read: (inout TabFields) throws(FormatFault) -> Value
        ) throws(FormatFault) -> Value {
            var fields = try line(key)
            let value = try read(&fields)
            try fields.end()
            return value
        }

        mutating func draft() throws(FormatFault) -> ApprovalDraft {
            let isReinstatement = lines.first?.elementsEqual(reinstatementHeader.utf8) ?? false
            _ = try line(isReinstatement ? reinstatementHeader : exclusionHeader)
            let election = try value("election") { fields throws(FormatFault) in try fields.name(3...48) }
            let subject = isReinstatement ? try reinstatement() : try exclusion()
            let reason = try reason()
            var operators: [ElectionRules.NamedKey] = []
            while isNext("operator") { operators.append(try value("operator", namedKey)) }
            var signatures: [Signature] = []
            while isNext("signature") { signatures.append(try value("signature", signature)) }
            if next < lines.count {
                throw FormatFault(
                    "draft-form", at: lines[next].indices,
                    LocalizedText(
                        zh: "草稿到签名为止，这一行是多余的；以 # 开头的行才是说明",
                        en: "a draft ends with its signatures; only lines that begin with # are remarks"))
            }
            return ApprovalDraft(
                election: election, subject, reason: reason, operators: operators, signatures: signatures,
                remarks: remarks)
        }

        private mutating func exclusion() throws(FormatFault) -> Subject {
            let rule = try value("rule") { fields throws(FormatFault) in try fields.bytes() }
            return .exclusion(
                rule: String(decoding: rule, as: UTF8.self), ranges: try value("ranges", Exclusion.ranges),
                evidence: try value("evidence", Exclusion.evidence),
                after: try value("after") { fields throws(FormatFault) in try fields.number() })
        }

        private mutating func reinstatement() throws(FormatFault) -> Subject {
            .reinstatement(
                exclusion: try value("exclusion") { fields throws(FormatFault) in try fields.number() })
        }

        /// What people wrote: blanks of any kind around it do not matter.
        private mutating func reason() throws(FormatFault) -> String {
            let key = Array("reason".utf8)
            guard next < lines.count, lines[next].starts(with: key) else {
                _ = try line("reason")
                return ""
            }
            next += 1
            let blanks: Set<Unicode.Scalar> = [" ", "\t", "\u{3000}", ":", "："]
            let scalars = String(decoding: lines[next - 1].dropFirst(key.count), as: UTF8.self).unicodeScalars
            guard let first = scalars.firstIndex(where: { !blanks.contains($0) }),
                let last = scalars.lastIndex(where: { !blanks.contains($0) })
            else { return "" }
            return String(scalars[first...last])
        }
    }
}

private func namedKey(_ fields: inout TabFields) throws(FormatFault) -> ElectionRules.NamedKey {
    let id = try fields.name(1...24)
    guard let key = NoteKey(text: try fields.bytes()) else {
        throw fields.fault(LocalizedText(zh: "这里必须是一个公钥：名称+编号+base64", en: "this must be a key: name+id+base 64"))
    }
    return .init(id: id, key: key)
}

private func signature(_ fields: inout TabFields) throws(FormatFault) -> ApprovalDraft.Signature {
    let id = try fields.name(1...24)
    guard let bytes = Base64.standard.decode(try fields.bytes()), bytes.count == 64 else {
        throw fields.fault(LocalizedText(zh: "签名是 64 字节的 base64", en: "a signature is 64 bytes in base 64"))
    }
    return ApprovalDraft.Signature(id: id, bytes: bytes)
}
