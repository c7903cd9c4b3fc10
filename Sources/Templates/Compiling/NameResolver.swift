import Diagnostics

/// Finds what a dotted name stands for in the open sections, the innermost first.
struct NameResolver {
    /// What was found.
    enum Resolution {
        case value(ValueLayout, Place)
        case constant(String)
    }

    /// Why nothing was found.
    enum Failure: Error {
        /// A fault that is to be reported.
        case fault(Diagnostic)
        /// An earlier fault is the cause.
        case reported
    }

    let surroundings: Surroundings
    let strings: [String: String]

    func resolve(_ path: Path, of tag: Tag) throws(Failure) -> Resolution {
        guard tag.isWellFormed else { throw .reported }
        guard let first = path.segments.first else { return try resolveDot(tag) }
        if path.isString {
            guard path.segments.count == 2, let word = strings[path.segments[1].name] else { throw .reported }
            return .constant(word)
        }
        for scope in surroundings.scopes.reversed() {
            switch scope {
            case .unknown: throw .reported
            case .value, .constant: continue
            case .record(let layout, let place):
                guard let slot = layout.slot(of: first.name) else { continue }
                return try descend(path, into: layout.shapes[slot], at: place.appending(slot))
            }
        }
        throw .fault(unknown(first, among: visibleNames()))
    }

    /// `.` is the text of the innermost section, if it is one over a text.
    private func resolveDot(_ tag: Tag) throws(Failure) -> Resolution {
        switch surroundings.scopes.last {
        case .value(let shape, let place): return .value(shape, place)
        case .constant(let word): return .constant(word)
        case .unknown: throw .reported
        case .record, nil: throw .fault(.dotOutsideText(at: surroundings.template.span(tag.nameRange)))
        }
    }

    /// Follows the names of `path` after the first.
    private func descend(
        _ path: Path, into shape: ValueLayout, at start: Place
    ) throws(Failure) -> Resolution {
        var shape = shape
        var place = start
        for (index, segment) in path.segments.enumerated().dropFirst() {
            let layout = try fields(of: shape, at: place, path, upTo: index)
            guard let slot = layout.slot(of: segment.name) else {
                throw .fault(unknown(segment, among: layout.keys))
            }
            shape = layout.shapes[slot]
            place = place.appending(slot)
        }
        return .value(shape, place)
    }

    private func fields(
        of shape: ValueLayout, at place: Place, _ path: Path, upTo index: Int
    ) throws(Failure) -> RecordLayout {
        let owner = path.segments[..<index].map(\.name).joined(separator: ".")
        let first = path.segments[0].range.lowerBound
        let span = surroundings.template.span(first..<path.segments[index - 1].range.upperBound)
        switch shape {
        case .record(let layout): return layout
        case .optional(let layout):
            if surroundings.present.contains(place) { return layout }
            throw .fault(.optionalOutsideSection(owner, at: span))
        case .list: throw .fault(.listWithoutSection(owner, at: span))
        case .text, .html, .flag: throw .fault(.noFields(owner, kind: shape.words, at: span))
        }
    }

    private func unknown(_ segment: Path.Segment, among names: [String]) -> Diagnostic {
        let nearest = nearestName(to: segment.name, among: names)
        let span = surroundings.template.span(segment.range)
        return .unknownName(segment.name, nearest: nearest, known: names, at: span)
    }

    private func visibleNames() -> [String] {
        var names: Set<String> = [ReferenceCheck.strings]
        for case .record(let layout, _) in surroundings.scopes { names.formUnion(layout.keys) }
        return Array(names)
    }
}
