use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Why a page, or an input, could not be used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PageError {
    /// What kind of error it is, for programs.
    pub code: ErrorCode,
    /// What is wrong and what can be done, for persons.
    pub message: String,
    /// Where in the file, in bytes, when that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offset: Option<u64>,
}

impl PageError {
    /// An error without an offset.
    #[must_use]
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            offset: None,
        }
    }

    /// The same error at an offset of its file, in bytes.
    #[must_use]
    pub fn at(self, offset: u64) -> Self {
        Self {
            offset: Some(offset),
            ..self
        }
    }
}

impl std::fmt::Display for PageError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for PageError {}

/// The kinds of error that a record can carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// The file or the stream could not be opened or read.
    Unreadable,
    /// There are no bytes, or none but white space.
    Empty,
    /// The bytes are neither HTML nor text.
    NotAPage,
    /// A compressed stream, an archive's record or a feed is broken.
    Corrupt,
    /// The page, or what it expands to, is over the size limit.
    TooLarge,
    /// The page's tree has more nodes than the limit.
    TooManyNodes,
    /// copydesk itself failed on the page.
    Internal,
}
