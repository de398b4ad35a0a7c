//! What repeats across the pages of a site: learned from many of them, and then one more piece of
//! evidence about each.
//!
//! A text that many articles of a site have at a like place is rather the site's than theirs. This is
//! the template detection of Bar-Yossef and Rajagopalan (2002) and Gibson, Punera and Tomkins (2005),
//! with the place as a part of what must be alike (Yi, Liu and Li 2003). A profile is made by a
//! [`Learner`] and kept as JSON.

mod learner;
mod prints;
mod survey;

use std::collections::BTreeMap;

use copydesk_record::Repetition;
use serde::{Deserialize, Serialize};
use url::Url;

pub use learner::Learner;
pub(crate) use prints::prints;
pub use survey::{Survey, survey};

/// The version of the file that is written. Every one up to it can be read.
const VERSION: u32 = 1;
/// What the file says that it is.
const FORMAT: &str = "copydesk-profile";

/// What repeats on the pages of each of many sites.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Profile {
    sites: BTreeMap<String, Site>,
}

/// What repeats on the pages of a site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Site {
    /// How many articles were looked at.
    pages: u32,
    /// How many of them have each text at its place, by its fingerprint.
    repeats: BTreeMap<u64, u32>,
}

/// Why a file could not be used as a profile.
#[derive(Debug, thiserror::Error)]
pub enum ProfileError {
    /// It is no JSON.
    #[error("it is not JSON ({0}); `copydesk learn PATH -o FILE` makes a profile")]
    NotJson(serde_json::Error),
    /// It is JSON, but no profile.
    #[error("it is no profile ({0}); `copydesk learn PATH -o FILE` makes one")]
    NotAProfile(String),
    /// It was written by a later copydesk.
    #[error(
        "it is a profile of version {0}, and this copydesk knows versions up to {VERSION}; take a newer copydesk, or learn it again"
    )]
    Newer(u32),
}

/// A profile as its file has it.
#[derive(Serialize, Deserialize)]
struct File {
    format: String,
    version: u32,
    sites: BTreeMap<String, FileSite>,
}

/// A site as a profile's file has it; the keys of `repeats` are fingerprints in 16 hex digits.
#[derive(Serialize, Deserialize)]
struct FileSite {
    pages: u32,
    repeats: BTreeMap<String, u32>,
}

/// What every version of the file says.
#[derive(Deserialize)]
struct Head {
    format: Option<String>,
    version: Option<u32>,
}

impl Profile {
    /// Reads a profile from its file's bytes.
    ///
    /// # Errors
    /// When they are no profile, or one of a later version.
    pub fn from_json(bytes: &[u8]) -> Result<Self, ProfileError> {
        let head: Head = serde_json::from_slice(bytes).map_err(refusal)?;
        if head.format.as_deref() != Some(FORMAT) {
            let message = format!("its `format` is not `{FORMAT}`");
            return Err(ProfileError::NotAProfile(message));
        }
        if let Some(version) = head.version.filter(|&version| version > VERSION) {
            return Err(ProfileError::Newer(version));
        }
        let file: File = serde_json::from_slice(bytes).map_err(refusal)?;
        let sites = file.sites.into_iter();
        let sites = sites.map(|(name, site)| Ok((name, Site::from_file(site)?)));
        Ok(Self {
            sites: sites.collect::<Result<_, ProfileError>>()?,
        })
    }

    /// The profile as its file's bytes: the same for the same profile.
    #[must_use]
    pub fn to_json(&self) -> Vec<u8> {
        let file = File {
            format: FORMAT.to_owned(),
            version: VERSION,
            sites: self.sites.iter().map(Site::to_file).collect(),
        };
        // Strings and numbers can always be written.
        let mut json = serde_json::to_vec_pretty(&file).unwrap_or_default();
        json.push(b'\n');
        json
    }

    /// How many sites it knows.
    #[must_use]
    pub fn sites(&self) -> usize {
        self.sites.len()
    }

    /// How many repeated texts it knows, on all sites.
    #[must_use]
    pub fn repeats(&self) -> usize {
        self.sites.values().map(|site| site.repeats.len()).sum()
    }

    pub(crate) fn site(&self, name: &str) -> Option<&Site> {
        self.sites.get(name)
    }
}

/// What the parser says, as ours: it could not read, or read something else.
fn refusal(error: serde_json::Error) -> ProfileError {
    if error.is_data() {
        ProfileError::NotAProfile(error.to_string())
    } else {
        ProfileError::NotJson(error)
    }
}

impl Site {
    /// What is known of a text at its place.
    pub fn repetition(&self, print: u64) -> Option<Repetition> {
        Some(Repetition {
            pages: *self.repeats.get(&print)?,
            of: self.pages,
            decided: false,
        })
    }

    fn from_file(file: FileSite) -> Result<Self, ProfileError> {
        let print = |(digits, pages): (String, u32)| {
            let print = u64::from_str_radix(&digits, 16);
            let message = || format!("{digits:?} is no fingerprint");
            let print = print.map_err(|_| ProfileError::NotAProfile(message()))?;
            Ok((print, pages))
        };
        Ok(Self {
            pages: file.pages,
            repeats: file
                .repeats
                .into_iter()
                .map(print)
                .collect::<Result<_, ProfileError>>()?,
        })
    }

    fn to_file((name, site): (&String, &Self)) -> (String, FileSite) {
        let repeats = site.repeats.iter();
        let file = FileSite {
            pages: site.pages,
            repeats: repeats
                .map(|(print, pages)| (format!("{print:016x}"), *pages))
                .collect(),
        };
        (name.clone(), file)
    }
}

/// The site of an address: its host without `www.`; nothing where there is no address, so that all
/// pages without one are taken for one site.
pub(crate) fn site_of(address: Option<&str>) -> String {
    let url = address.and_then(|address| Url::parse(address).ok());
    let host = url.as_ref().and_then(Url::host_str).unwrap_or_default();
    host.strip_prefix("www.").unwrap_or(host).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn profile() -> Profile {
        let site = Site {
            pages: 7,
            repeats: [(0, 7), (u64::MAX, 3)].into(),
        };
        Profile {
            sites: [("courier.example".to_owned(), site)].into(),
        }
    }

    #[test]
    fn comes_back_from_its_file() {
        let json = profile().to_json();
        assert_eq!(Profile::from_json(&json).unwrap(), profile());
        let none = Profile::default();
        assert_eq!(Profile::from_json(&none.to_json()).unwrap(), none);
    }

    #[test]
    fn the_first_version_stays_readable() {
        let json = br#"{"format":"copydesk-profile","version":1,"sites":{"courier.example":
            {"pages":7,"repeats":{"0000000000000000":7,"ffffffffffffffff":3}}},"more":[]}"#;
        assert_eq!(Profile::from_json(json).unwrap(), profile());
    }

    #[test]
    fn what_is_no_profile_is_refused_with_the_reason() {
        for (json, told) in [
            ("", "it is not JSON"),
            ("<html>", "it is not JSON"),
            ("[1]", "it is no profile"),
            ("{}", "its `format` is not `copydesk-profile`"),
            (r#"{"format":"copydesk-profile"}"#, "missing field"),
            (
                r#"{"format":"copydesk-profile","version":9,"places":[]}"#,
                "of version 9, and this copydesk knows versions up to 1",
            ),
            (
                r#"{"format":"copydesk-profile","version":1,"sites":{"a":{"pages":1,"repeats":{"é":1}}}}"#,
                "\"é\" is no fingerprint",
            ),
        ] {
            let error = Profile::from_json(json.as_bytes()).unwrap_err().to_string();
            assert!(error.contains(told), "{json}: {error}");
        }
    }

    #[test]
    fn a_site_is_a_host() {
        for (address, site) in [
            (Some("https://www.courier.example/a"), "courier.example"),
            (
                Some("http://news.courier.example:81/"),
                "news.courier.example",
            ),
            (Some("story.html"), ""),
            (None, ""),
        ] {
            assert_eq!(site_of(address), site);
        }
    }
}
