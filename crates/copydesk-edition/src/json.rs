use serde_json::Value;

/// An object of what is known: what is null or empty is left out.
pub(crate) fn known<const N: usize>(fields: [(&str, Value); N]) -> Value {
    let is_empty = |value: &Value| value.is_null() || value.as_array().is_some_and(Vec::is_empty);
    let known = fields.into_iter().filter(|(_, value)| !is_empty(value));
    Value::Object(
        known
            .map(|(name, value)| (name.to_owned(), value))
            .collect(),
    )
}

/// JSON that can stand in a `<script>` element: nothing in it ends the element, begins a comment, or
/// is a line end to JavaScript alone.
pub(crate) fn data_block(value: &Value) -> String {
    let mut block = String::new();
    for c in value.to_string().chars() {
        match c {
            // Outside of strings JSON has none of these.
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
                block += &format!("\\u{:04x}", u32::from(c))
            }
            _ => block.push(c),
        }
    }
    block
}
