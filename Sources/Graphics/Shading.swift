/// What fills a cell.
public enum Shade: Hashable, Sendable {
    /// The map has no colour measure.
    case plain
    /// A class, counted from 0.
    case level(Int)
    /// Zero, where zero is a class of its own.
    case zero
    /// Hatched.
    case missing
    /// A dashed border.
    case notApplicable

    /// Every shade in the order in which a legend shows them.
    static let all: [Shade] = [.plain] + (0..<5).map { .level($0) } + [.zero, .missing, .notApplicable]

    private static let levelClasses = ["q0", "q1", "q2", "q3", "q4"]

    /// The position in `all`.
    var position: Int {
        switch self {
        case .plain: 0
        case .level(let index): 1 + index
        case .zero: 6
        case .missing: 7
        case .notApplicable: 8
        }
    }

    /// The class of the element that is filled; nothing for `plain`.
    public var cssClass: String? {
        switch self {
        case .plain: nil
        case .level(let index): Shade.levelClasses[min(max(index, 0), 4)]
        case .zero: "qz"
        case .missing: "qm"
        case .notApplicable: "qn"
        }
    }
}

/// How values become colours.
public struct ColourScheme: Hashable, Sendable {
    /// How the classes are cut.
    public var method: ClassMethod
    /// At most so many classes, 1 to 5.
    public var classes: Int
    /// Whether zero means something of its own and stays out of the classes.
    public var zeroIsClass: Bool

    /// A way to cut values into classes.
    public init(method: ClassMethod = .equalSteps, classes: Int = 5, zeroIsClass: Bool = false) {
        self.method = method
        self.classes = classes
        self.zeroIsClass = zeroIsClass
    }
}

/// What each colour of a map means, and how many cells have it.
public struct Legend: Hashable, Sendable {
    /// One colour.
    public struct Entry: Hashable, Sendable {
        /// The colour.
        public let shade: Shade
        /// The lower and the upper bound of a class; nothing for zero, missing and not applicable.
        public let bounds: [DecimalNumber]
        /// How many cells have it; classes without a cell are listed as well.
        public let count: Int
    }

    /// Classes from little to much, then zero, missing and not applicable where they occur.
    public let entries: [Entry]
}

/// The classes of one map.
struct Shading {
    let scheme: ColourScheme?
    let breaks: ClassBreaks
    /// The lower bounds of all classes but the first.
    private let thresholds: [Double]

    init(_ scheme: ColourScheme?, of quantities: some Sequence<Quantity>) {
        self.scheme = scheme
        guard let scheme else {
            breaks = ClassBreaks(values: [])
            thresholds = []
            return
        }
        let values = quantities.compactMap { quantity -> Double? in
            guard case .number(let value) = quantity, !(scheme.zeroIsClass && value == 0) else { return nil }
            return value
        }
        breaks = ClassBreaks(values: values, method: scheme.method, count: scheme.classes)
        thresholds = breaks.thresholds
    }

    func shade(of quantity: Quantity) -> Shade {
        guard let scheme else { return .plain }
        switch quantity {
        case .number(let value):
            return scheme.zeroIsClass && value == 0 ? .zero : .level(ClassBreaks.index(of: value, thresholds))
        case .missing: return .missing
        case .notApplicable: return .notApplicable
        }
    }

    func legend(of shades: some Sequence<Shade>) -> Legend {
        var counts = [Int](repeating: 0, count: Shade.all.count)
        for shade in shades { counts[shade.position] += 1 }
        let classes = (0..<breaks.count).map { index in
            Legend.Entry(
                shade: .level(index),
                bounds: [breaks.bounds[index], breaks.bounds[index + 1]],
                count: counts[Shade.level(index).position]
            )
        }
        let others = [Shade.zero, .missing, .notApplicable].filter { counts[$0.position] > 0 }
        return Legend(entries: classes + others.map { .init(shade: $0, bounds: [], count: counts[$0.position]) })
    }
}
