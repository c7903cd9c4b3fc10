/// What a value that is handed to a template looks like.
///
/// Templates are checked against shapes when they are compiled; data is checked against the same shapes
/// when a page is rendered.
public indirect enum TemplateShape: Sendable {
    /// Plain text; escaped when printed. As a section it counts as false when it is empty.
    case text
    /// HTML that is already escaped; only `{{{name}}}` prints it. As a section it is false when empty.
    case html
    /// Yes or no; only for sections.
    case flag
    /// A record that is always there.
    case record([String: TemplateShape])
    /// A record that may be absent; its fields can be reached inside its section only.
    case optional([String: TemplateShape])
    /// Any number of records; a section over it renders once for each.
    case list([String: TemplateShape])
}
