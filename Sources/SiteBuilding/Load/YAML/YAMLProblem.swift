import Diagnostics

/// What libyaml's complaints mean to someone who has never heard of YAML.
enum YAMLProblem {
    private static let explanations: [(problem: String, text: LocalizedText)] = [
        (
            "mapping values are not allowed",
            LocalizedText(
                zh: "这里多了一个“: ”：值里有英文冒号加空格时，要给整个值加引号；也可能是这一行的缩进不对",
                en: "there is a second “: ” here: put the whole value in quotes, or check this line's indentation")
        ),
        (
            "could not find expected ':'",
            LocalizedText(
                zh: "这一行缺少英文冒号：字段要写成“名称: 值”，冒号用英文的，后面空一格",
                en: "this line lacks a colon: a field is written “name: value” with an ASCII colon and a space")
        ),
        (
            "did not find expected key",
            LocalizedText(
                zh: "这里应当是一个字段名：查一查缩进是否对齐、引号是否成对",
                en: "a field name belongs here: check that lines are indented alike and quotes are paired")
        ),
        (
            "did not find expected ',' or ']'",
            LocalizedText(
                zh: "方括号里的列表没有写完：各项之间用英文逗号，末尾要有 ]",
                en: "the list in brackets is not finished: separate items by ASCII commas and end with ]")
        ),
        (
            "did not find expected ',' or '}'",
            LocalizedText(
                zh: "花括号里的内容没有写完：各项之间用英文逗号，末尾要有 }",
                en: "the mapping in braces is not finished: separate items by ASCII commas and end with }")
        ),
        (
            "did not find expected '-'",
            LocalizedText(
                zh: "列表的每一项都要以“- ”开头，而且对齐", en: "each item of a list begins with “- ”, all indented alike")
        ),
        (
            "found unexpected end of stream",
            LocalizedText(zh: "引号没有成对：从这里起缺少后引号", en: "a quote is not closed: the closing one is missing from here on")
        ),
        (
            "cannot start any token",
            LocalizedText(
                zh: "值不能以这个字符开头（缩进请用空格，不要用制表符；@ ` % 开头的值要加引号）",
                en:
                    "a value cannot begin with this character (indent with spaces, not tabs; quote values that begin with @ ` %)"
            )
        ),
        (
            "found unknown escape character",
            LocalizedText(
                zh: "双引号里的反斜杠有特殊含义：改用单引号", en: "a backslash is special inside double quotes: use single quotes")
        ),
        (
            "found undefined alias",
            LocalizedText(zh: "值以 * 开头会被当作引用：请加引号", en: "a value that begins with * is taken for a reference: quote it")
        ),
        (
            "did not find expected alphabetic or numeric character",
            LocalizedText(
                zh: "值以 * 或 & 开头会被当作引用：请加引号",
                en: "a value that begins with * or & is taken for a reference: quote it")
        ),
        (
            "but found another document",
            LocalizedText(zh: "这里不能再有单独一行“---”", en: "there may be no further line “---” here")
        ),
        (
            "control characters are not allowed",
            LocalizedText(zh: "这里有看不见的控制字符，请删去", en: "there is an invisible control character here; delete it")
        ),
    ]

    /// The rule behind libyaml's words.
    static func explanation(of problem: String) -> LocalizedText {
        if let known = explanations.first(where: { problem.contains($0.problem) }) { return known.text }
        return LocalizedText(
            zh: "YAML 写法有误：查一查冒号、引号、缩进（\(problem)）",
            en: "this is not valid YAML: check colons, quotes and indentation (\(problem))")
    }
}
