import Diagnostics

extension ByteWriter {
    mutating func add(_ span: Span) {
        add(span.file)
        add(span.range.lowerBound)
        add(span.range.count)
    }

    mutating func add(_ text: LocalizedText) {
        add(text.zh)
        add(text.en)
    }

    mutating func add(_ diagnostic: Diagnostic) {
        add(diagnostic.id)
        add(diagnostic.severity.rawValue)
        add(diagnostic.span)
        add(diagnostic.message)
        add(diagnostic.notes) { writer, note in
            writer.add(note.message)
            writer.add(note.span) { $0.add($1) }
        }
        add(diagnostic.suggestion) { writer, suggestion in
            writer.add(suggestion.span)
            writer.add(suggestion.replacement)
        }
    }
}

extension ByteReader {
    mutating func span() -> Span {
        let file = text()
        let start = int()
        let count = int()
        guard start >= 0, count >= 0, count < 1 << 40, start < 1 << 40 else {
            fail()
            return .start(of: file)
        }
        return Span(file: file, range: start..<start + count)
    }

    mutating func localizedText() -> LocalizedText {
        let zh = text()
        return LocalizedText(zh: zh, en: text())
    }

    mutating func diagnostic() -> Diagnostic {
        let id = text()
        let severity = Severity(rawValue: int())
        let place = span()
        let message = localizedText()
        let notes = list { reader in
            let message = reader.localizedText()
            return Diagnostic.Note(message, at: reader.optional { $0.span() })
        }
        let suggestion = optional { reader in
            let place = reader.span()
            return Diagnostic.Suggestion(replacing: place, with: reader.text())
        }
        if severity == nil { fail() }
        return Diagnostic(id, severity ?? .error, at: place, message, notes: notes, suggestion: suggestion)
    }
}
