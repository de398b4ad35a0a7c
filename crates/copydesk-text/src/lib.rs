//! Text as its author wrote it: which encoding bytes are in, how text that was read in the wrong
//! encoding ("mojibake") is mended, and which language it is in.
//!
//! Pure functions over bytes and strings. Nothing here knows HTML: give [`decode`] the labels that
//! a page declares, and give [`repair`] and [`language`] plain text.
//!
//! ```
//! let mended = copydesk_text::repair("FranÃ§ois ne lâ€™a pas dÃ©menti.");
//! assert_eq!(mended.text, "François ne l’a pas démenti.");
//! ```
#![warn(missing_docs)]
#![forbid(unsafe_code)]

mod cleanup;
mod decode;
mod language;
mod model;
mod repair;

pub use cleanup::cleanup;
pub use decode::{Declared, decode, decode_as};
pub use language::language;
pub use repair::{Repaired, Repairer, repair};
