import Content
import Diagnostics

/// Reads YAML into raw values with their places.
///
/// The schema decides types, so no tag is looked at: 007 and 2023-12-15 stay what was typed.
struct YAMLReader {
    /// How many values one file may hold: aliases could make a small file endless.
    static let valueLimit = 100_000
    /// How many lists and maps may stand in one another.
    static let depthLimit = 100

    private let source: YAMLSource
    /// The lists and maps that are open, the innermost last.
    private var open: [OpenValue] = []
    private var anchors: [String: (value: RawValue, count: Int)] = [:]
    private var root: RawValue?
    private var count = 0

    /// The YAML in `bytes[range]` of `file`.
    ///
    /// - Returns: the root value, a null where nothing is written; nil after diagnostics.
    static func read(
        _ bytes: [UInt8], range: Range<Int>, file: String, diagnostics: inout [Diagnostic]
    ) -> RawValue? {
        bytes.withUnsafeBufferPointer { all in
            let source = YAMLSource(
                file: file, bytes: UnsafeBufferPointer(rebasing: all[range]), base: range.lowerBound)
            var reader = YAMLReader(source: source)
            do throws(Fault) {
                try reader.readAll()
            } catch {
                diagnostics.append(error.diagnostic)
                return nil
            }
            return reader.root ?? .scalar("", isQuoted: false, source.span(0..<0))
        }
    }

    private struct Fault: Error {
        let diagnostic: Diagnostic
    }

    private init(source: YAMLSource) { self.source = source }

    private mutating func readAll() throws(Fault) {
        var events = YAMLEvents(source.bytes)
        var hasDocument = false
        while true {
            let event = try next(&events)
            let range = events.range
            switch event {
            case .scalar(let text, let isPlain):
                try add(
                    .scalar(text, isQuoted: !isPlain, source.span(range)), count: 1, anchor: events.anchor, at: range)
            case .listStart, .mapStart: try begin(event, anchor: events.anchor, at: range)
            case .end: try endInnermost()
            case .alias(let name):
                guard let (value, count) = anchors[name] else {
                    throw fault("found undefined alias", at: range.lowerBound)
                }
                try add(value, count: count, anchor: nil, at: range)
            case .documentStart:
                if hasDocument {
                    throw fault("but found another document", at: range.lowerBound)
                }
                hasDocument = true
            case .other: continue
            case .streamEnd: return
            }
        }
    }

    private func next(_ events: inout YAMLEvents) throws(Fault) -> YAMLEvents.Event {
        do {
            return try events.next()
        } catch {
            throw Fault(diagnostic: source.diagnostic(for: error))
        }
    }

    /// A fault in libyaml's words.
    private func fault(_ problem: String, at offset: Int) -> Fault {
        Fault(diagnostic: source.diagnostic(for: .init(text: problem, offset: offset, start: nil)))
    }

    private mutating func begin(_ event: YAMLEvents.Event, anchor: String?, at range: Range<Int>) throws(Fault) {
        if open.count == Self.depthLimit { throw Fault(diagnostic: source.tooDeep(at: range.lowerBound)) }
        var isMap = false
        if case .mapStart = event { isMap = true }
        open.append(OpenValue(isMap: isMap, start: range.lowerBound, anchor: anchor, countBefore: count))
    }

    private mutating func endInnermost() throws(Fault) {
        guard let last = open.popLast() else { return }
        let span = source.span(at: last.start)
        let value: RawValue = last.isMap ? .map(last.entries, span) : .list(last.elements, span)
        let inside = count - last.countBefore
        count = last.countBefore
        try add(value, count: inside + 1, anchor: last.anchor, at: last.start..<last.start)
    }

    /// Puts a value into the innermost list or map, as a key if it is one's turn.
    ///
    /// - Parameters:
    ///   - count: how many values it holds, itself included.
    ///   - range: where it stands, or its name if it is an alias.
    private mutating func add(_ value: RawValue, count more: Int, anchor: String?, at range: Range<Int>) throws(Fault) {
        count += more
        if count > Self.valueLimit { throw Fault(diagnostic: source.tooLarge()) }
        if let anchor { anchors[anchor] = (value, more) }
        guard var parent = open.popLast() else {
            root = value
            return
        }
        if !parent.isMap {
            parent.elements.append(value)
        } else if let key = parent.key {
            parent.entries.append(RawEntry(key: key.text, keySpan: key.span, value: value))
            parent.key = nil
        } else {
            let key = source.key(value)
            if key.isText, let first = parent.entries.first(where: { $0.key == key.text }) {
                throw Fault(diagnostic: source.duplicateKey(key.text, at: key.span, first: first.keySpan))
            }
            parent.key = (key.text, key.span)
        }
        open.append(parent)
    }

    /// A list or map of which not all has been read.
    private struct OpenValue {
        let isMap: Bool
        let start: Int
        let anchor: String?
        /// How many values there were before it.
        let countBefore: Int
        var elements: [RawValue] = []
        var entries: [RawEntry] = []
        /// The key whose value is to come.
        var key: (text: String, span: Span)?
    }
}
