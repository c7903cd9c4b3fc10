/// The linear assignment problem: every row gets a column of its own so that the sum of the costs is least.
///
/// Shortest augmenting paths with dual prices (Jonker and Volgenant 1987), in whole numbers, so that equal sums are
/// equal. Among the best assignments the one is taken in which the first row has the smallest column, then the second
/// row, and so on. Time grows with the third power of the number of columns.
struct Assignment {
    private let costs: [[Int]]
    private let size: Int
    private var rowPrices: [Int]
    private var columnPrices: [Int]
    /// The row of each column, and the column of each row.
    private var rows: [Int?]
    private var columns: [Int]

    /// The column of each row. `costs` has one array a row, none below 0 or above 1e15, and no more rows than columns.
    static func columns(_ costs: [[Int]]) -> [Int] {
        var assignment = Assignment(costs)
        for row in 0..<assignment.size { assignment.augment(from: row) }
        assignment.takeSmallestColumns()
        return Array(assignment.columns.prefix(costs.count))
    }

    /// Rows that cost nothing fill the table up to a square.
    private init(_ costs: [[Int]]) {
        size = costs.first?.count ?? 0
        self.costs = costs + Array(repeating: Array(repeating: 0, count: size), count: max(0, size - costs.count))
        rowPrices = Array(repeating: 0, count: size)
        columnPrices = rowPrices
        rows = Array(repeating: nil, count: size)
        columns = Array(repeating: -1, count: size)
    }

    /// What it costs more than the prices say to give a row a column; 0 along every best assignment.
    private func excess(_ row: Int, _ column: Int) -> Int {
        costs[row][column] - rowPrices[row] - columnPrices[column]
    }

    /// Finds the cheapest path from a free row to a free column over rows that change their column (Dijkstra).
    private mutating func augment(from start: Int) {
        var distances = Array(repeating: Int.max, count: size)
        var before = Array(repeating: start, count: size)
        var isDone = Array(repeating: false, count: size)
        var reached: [Int] = []
        var (row, length) = (start, 0)
        while true {
            var nearest = -1
            for column in 0..<size where !isDone[column] {
                let distance = length + excess(row, column)
                if distance < distances[column] {
                    distances[column] = distance
                    before[column] = row
                }
                if nearest < 0 || distances[column] < distances[nearest] { nearest = column }
            }
            isDone[nearest] = true
            length = distances[nearest]
            guard let next = rows[nearest] else {
                changePrices(from: start, reached: reached, distances: distances, length: length)
                return takePath(to: nearest, from: start, before)
            }
            reached.append(nearest)
            row = next
        }
    }

    private mutating func changePrices(from start: Int, reached: [Int], distances: [Int], length: Int) {
        rowPrices[start] += length
        for column in reached {
            columnPrices[column] -= length - distances[column]
            if let row = rows[column] { rowPrices[row] += length - distances[column] }
        }
    }

    private mutating func takePath(to end: Int, from start: Int, _ before: [Int]) {
        var column = end
        while true {
            let row = before[column]
            let old = columns[row]
            rows[column] = row
            columns[row] = column
            if row == start { return }
            column = old
        }
    }
}

// MARK: Ties

extension Assignment {
    /// Goes through the rows and gives each the smallest column that a best assignment can have, the rows before it
    /// keeping theirs.
    private mutating func takeSmallestColumns() {
        for row in 0..<size {
            for column in 0..<columns[row] where excess(row, column) == 0 {
                if exchange(row, column) { break }
            }
        }
    }

    /// Gives `row` a column if the rows after it can change so that everybody still has one.
    private mutating func exchange(_ row: Int, _ column: Int) -> Bool {
        guard let holder = rows[column], holder > row else { return false }
        let free = columns[row]
        var before = [Int?](repeating: nil, count: size)
        var queue = [holder]
        var next = 0
        while next < queue.count {
            let current = queue[next]
            next += 1
            for other in 0..<size where other != column && before[other] == nil && excess(current, other) == 0 {
                guard let owner = rows[other], owner >= row else { continue }
                before[other] = current
                if other == free {
                    shift(free, before, holder)
                    rows[column] = row
                    columns[row] = column
                    return true
                }
                if owner > row { queue.append(owner) }
            }
        }
        return false
    }

    /// Moves every row on the path to the free column by one.
    private mutating func shift(_ free: Int, _ before: [Int?], _ holder: Int) {
        var column = free
        while let row = before[column] {
            let old = columns[row]
            rows[column] = row
            columns[row] = column
            if row == holder { return }
            column = old
        }
    }
}
