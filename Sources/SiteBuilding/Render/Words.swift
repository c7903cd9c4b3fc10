import Content
import Markdown

/// The words of the interface in the site's language, by key. Words in braces are filled in: `{count}`.
struct Words: Sendable {
    /// The keys that the generator itself uses, besides those in templates.
    static let neededKeys: [String] = plainKeys + familyKeys

    private static let plainKeys: [String] = [
        "paging_label", "count_cases", "count_items", "date_long", "date_month", "month_names", "year_label",
        "filter_topic", "filter_district", "filter_street", "filter_year",
        "kind_topic", "kind_district", "kind_street", "kind_year",
        "footnotes", "footnote_back", "note_note", "note_tip", "note_warning", "video_fallback", "loop_back",
        "task_done", "task_open", "wide_table", "count_picture", "distribution_unknown",
        "figure_missing", "figure_not_applicable", "as_of_unknown", "as_of_date", "as_of_dates", "range_mark",
        "list_mark",
        "kind_grid", "kind_period", "kind_measure", "kind_table", "kind_column", "lead_column", "count_column",
        "total_row", "total_incomplete", "whole_row", "not_totalled", "cell_unit", "cell_count",
        "cells_without_area", "axis_unit", "free_scale", "change_better", "change_worse",
        "map_review", "map_letters", "map_holder", "map_exempt", "map_checked_by", "metres", "kilometres",
        "district_map_stamp",
        "map_caption", "map_area", "map_colour", "series_caption", "clause_mark",
    ]

    /// Keys that are made of other names.
    private static let familyKeys: [String] = {
        let kinds = ContentKind.allCases.map { "kind_\($0.rawValue)" }
        let sections = Schema.builtInPages.map { "nav_\($0)" }
        let states = PublicElection.stateKeys.map { "election_state_\($0)" }
        let empty = ["case", "news", "interview", "report"].flatMap { ["empty_\($0)_title", "empty_\($0)_text"] }
        let review = ["A1", "A2", "A3", "A4", "A5", "A6", "A7", "A9"].map { "review_\($0)" }
        return kinds + sections + states + empty + review + electionKeys
    }()

    private static let electionKeys: [String] = [
        "election_main", "election_results", "election_notice", "election_verify",
        "vote_choose_exactly", "vote_choose_range", "vote_ballots_daily", "vote_ballots_once",
        "vote_open", "vote_paused", "vote_not_open",
        "vote_rule_purpose_showcase", "vote_rule_purpose_advisory", "vote_rule_device", "vote_rule_code",
        "vote_rule_hidden", "vote_rule_daily", "vote_rule_every", "vote_rule_limits", "vote_rule_exclusion",
        "vote_rule_notice",
        "vote_limit_imported", "vote_limit_purpose", "vote_limit_device", "vote_limit_code", "vote_limit_work",
        "vote_limit_log", "vote_limit_no_witness", "vote_limit_witnesses", "vote_limit_receipt", "vote_limit_address",
        "vote_result_size", "vote_reinstated_because", "vote_notice_days", "vote_frozen_at", "vote_witness_count",
        "vote_file_rules", "vote_file_result", "vote_file_log_checkpoint", "vote_file_log_history",
        "vote_event_rules", "vote_event_rules_changed", "vote_event_state", "vote_event_exclusion",
        "vote_event_reinstatement", "vote_event_note", "vote_event_freeze",
    ]

    private let texts: [String: String]
    /// The words that have places, by their keys.
    private let patterns: [String: Pattern]
    /// Twelve names.
    private let monthNames: [String]

    /// Words by key. Keys that are missing show as the key in brackets; loading has complained about them.
    init(_ texts: [String: String]) {
        self.texts = texts
        patterns = texts.filter { $0.value.contains("{") }.mapValues { Pattern($0) }
        let names = (texts["month_names"] ?? "").split(separator: " ").map(String.init)
        monthNames = (0..<12).map { names.indices.contains($0) ? names[$0] : String($0 + 1) }
    }

    /// A word taken apart at its places, because every page fills some in.
    private struct Pattern: Sendable {
        /// The texts between places, one more than there are places.
        var texts: [String] = [""]
        /// The names in braces.
        var names: [String] = []

        init(_ word: String) {
            for part in word.split(separator: "{", omittingEmptySubsequences: false).enumerated() {
                let pieces = part.element.split(separator: "}", maxSplits: 1, omittingEmptySubsequences: false)
                if part.offset > 0, pieces.count == 2 {
                    names.append(String(pieces[0]))
                    texts.append(String(pieces[1]))
                } else {
                    texts[texts.count - 1] += part.offset == 0 ? part.element : "{\(part.element)"
                }
            }
        }

        /// - Parameter value: what stands at a place; nil where it is left as it is.
        func filled(_ value: (String) -> String?) -> String {
            zip(names, texts.dropFirst()).reduce(texts[0]) { $0 + (value($1.0) ?? "{\($1.0)}") + $1.1 }
        }
    }

    /// The word of a key.
    subscript(key: String) -> String { texts[key] ?? "[\(key)]" }

    /// The word of a key with its places filled in.
    func filled(_ key: String, _ values: KeyValuePairs<String, String>) -> String {
        guard let pattern = patterns[key] else { return self[key] }
        return pattern.filled { name in values.first { $0.key == name }?.value }
    }

    /// A date as people read it, as exact as it is known.
    func date(_ date: CalendarDate) -> String {
        let year = String(date.year)
        guard let month = date.month else { return filled("year_label", ["year": year]) }
        return filled(
            date.day == nil ? "date_month" : "date_long",
            [
                "year": year, "month": String(month), "day": String(date.day ?? 0),
                "month_name": monthNames[month - 1],
            ])
    }

    /// A date with its time where that is known.
    func dateAndTime(_ date: CalendarDate) -> String {
        date.minutes == nil ? self.date(date) : "\(self.date(date)) \(date.timeText)"
    }

    /// The words that the HTML of a Markdown text needs.
    var markdown: MarkdownWords {
        MarkdownWords(
            footnotes: self["footnotes"], backReference: self["footnote_back"], noteTitle: self["note_note"],
            tipTitle: self["note_tip"], warningTitle: self["note_warning"], videoFallback: self["video_fallback"],
            loopReturn: self["loop_back"], taskDone: self["task_done"], taskOpen: self["task_open"],
            wideTable: self["wide_table"])
    }
}

/// A count with separators between thousands: 12345 → `12,345`.
func grouped(_ number: Int) -> String {
    var digits = String(number)
    var groups: [String] = []
    while digits.utf8.count > 3 {
        groups.append(String(digits.suffix(3)))
        digits = String(digits.dropLast(3))
    }
    return ([digits] + groups.reversed()).joined(separator: ",")
}
