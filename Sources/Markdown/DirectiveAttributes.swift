import Diagnostics

/// What stands in the braces of directives, held against their declarations.
extension DocumentBuilder {
    /// The attributes under their English names; faults are reported and left out.
    mutating func values(
        of syntax: DirectiveSyntax, _ declaration: DirectiveDeclaration
    ) -> [String: (text: String, range: Range<Int>)] {
        var result: [String: (text: String, range: Range<Int>)] = [:]
        for written in syntax.attributes {
            let key = string(written.key)
            guard let attribute = declaration.attribute(key) else {
                let known = declaration.attributes.flatMap { [$0.name] + $0.aliases }
                let nearest = nearestName(to: key, among: known)
                diagnostics.append(
                    Rule.unknownAttribute.diagnostic(at: span(written.key), key, replacement: nearest))
                continue
            }
            if let value = value(of: written, attribute) { result[attribute.name] = (value, written.value) }
        }
        // Braces that could not be read have been reported; what they lack is not known.
        if syntax.fault != nil, declaration.meaning == .data(.statistic) { return result }
        for attribute in declaration.attributes where attribute.isRequired && result[attribute.name] == nil {
            diagnostics.append(Rule.missingAttribute.diagnostic(at: span(syntax.range), attribute.name))
        }
        for alternative in declaration.alternatives { check(alternative, result, syntax) }
        return result
    }

    /// The value of one attribute; nil, and reported, if it is not what the attribute can have.
    private mutating func value(
        of written: DirectiveSyntax.Attribute, _ attribute: DirectiveDeclaration.Attribute
    ) -> String? {
        let value = attributeText(written.value)
        let key = string(written.key)
        if value.isEmpty {
            let place = written.hasValue ? written.key.lowerBound..<written.value.upperBound : written.key
            diagnostics.append(Rule.wrongAttribute.diagnostic(at: span(place), key))
            return nil
        }
        switch attribute.type {
        case .text, .media, .link: return value
        case .count: return isCount(value, written) ? value : nil
        case .list: return isList(written) ? value : nil
        case .choice(let choices): return choice(of: value, among: choices, written)
        }
    }

    /// The English word for a value that must be one of a few words.
    private mutating func choice(
        of value: String, among choices: [DirectiveDeclaration.Choice], _ written: DirectiveSyntax.Attribute
    ) -> String? {
        if let choice = choices.first(where: { $0.name == value || $0.aliases.contains(value) }) {
            return choice.name
        }
        let nearest = nearestName(to: value, among: choices.flatMap { [$0.name] + $0.aliases })
        let all = "\(string(written.key))=\(choices.map(\.name).joined(separator: "|"))"
        diagnostics.append(Rule.wrongAttribute.diagnostic(at: span(written.value), all, replacement: nearest))
        return nil
    }

    private mutating func isCount(_ value: String, _ written: DirectiveSyntax.Attribute) -> Bool {
        let isCount = value.count <= 9 && value.utf8.allSatisfy(CharacterClass.isASCIIDigit) && Int(value) != 0
        if !isCount { diagnostics.append(Rule.wrongCount.diagnostic(at: span(written.value), string(written.key))) }
        return isCount
    }

    private mutating func isList(_ written: DirectiveSyntax.Attribute) -> Bool {
        guard let gap = listItems(written.value).first(where: \.isEmpty) else { return true }
        // A gap has no bytes; what is marked is the comma at it.
        let places = (written.value.lowerBound...gap.upperBound).reversed().lazy.map(comma)
        let place = places.first { !$0.isEmpty && $0.upperBound <= written.value.upperBound } ?? written.value
        diagnostics.append(Rule.emptyListItem.diagnostic(at: span(place), string(written.key)))
        return false
    }

    /// The items of a list in the source, without the white space round them.
    func listItems(_ range: Range<Int>) -> [Range<Int>] {
        var items: [Range<Int>] = []
        var (start, offset) = (range.lowerBound, range.lowerBound)
        while offset < range.upperBound {
            let length = comma(at: offset).clamped(to: range).count
            if length > 0 {
                items.append(trimmed(start..<offset))
                start = offset + length
            }
            offset += max(length, 1)
        }
        return items + [trimmed(start..<range.upperBound)]
    }

    /// The comma of two scripts or the enumeration comma that begins at `offset`; empty if there is none.
    private func comma(at offset: Int) -> Range<Int> {
        let rest = bytes[offset...].prefix(3)
        if rest.first == UInt8(ascii: ",") { return offset..<offset + 1 }
        return rest.elementsEqual("，".utf8) || rest.elementsEqual("、".utf8) ? offset..<offset + 3 : offset..<offset
    }

    /// Reports attributes of which one alone may, or must, be written.
    private mutating func check(
        _ alternative: DirectiveDeclaration.Alternative, _ values: [String: (text: String, range: Range<Int>)],
        _ syntax: DirectiveSyntax
    ) {
        let names = alternative.names.joined(separator: " / ")
        let written = alternative.names.compactMap { values[$0]?.range }.sorted { $0.lowerBound < $1.lowerBound }
        if written.isEmpty, alternative.isRequired {
            diagnostics.append(Rule.attributeChoice.diagnostic(at: span(syntax.range), names))
        } else if let first = written.first {
            for other in written.dropFirst() {
                let note = Diagnostic.Note(LocalizedText(zh: "已写在这里", en: "One is written here"), at: span(first))
                let rule = alternative.isRequired ? Rule.attributeChoice : Rule.attributeExclusion
                diagnostics.append(rule.diagnostic(at: span(other), names, notes: [note]))
            }
        }
    }

    /// The value of an attribute; characters that no source may hold become U+FFFD.
    func attributeText(_ range: Range<Int>) -> String {
        let text = string(range)
        guard text.unicodeScalars.contains(where: { $0.value == 0 || (0xFDD0...0xFDEF).contains($0.value) })
        else {
            return text
        }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let isForbidden = scalar.value == 0 || (0xFDD0...0xFDEF).contains(scalar.value)
            result.append(isForbidden ? "\u{FFFD}" : scalar)
        }
        return String(result)
    }
}
