//! Profiles, as files.

use std::io::{ErrorKind, Write};
use std::path::Path;

use copydesk::extract::Profile;

use crate::output::{Failure, stdout};

/// Reads the profile that the user gave, if any.
pub fn read(path: Option<&Path>) -> Result<Option<Profile>, Failure> {
    let Some(path) = path else { return Ok(None) };
    let refused = |why: String| Failure::Usage(format!("{}: {why}", path.display()));
    let bytes = std::fs::read(path).map_err(|error| match error.kind() {
        ErrorKind::NotFound => refused(format!(
            "there is no such profile; `copydesk learn PATH -o {}` makes it",
            path.display()
        )),
        _ => refused(format!("the profile cannot be read: {error}")),
    })?;
    let profile = Profile::from_json(&bytes);
    profile
        .map(Some)
        .map_err(|error| refused(error.to_string()))
}

/// Writes a profile, whole or not at all; `-` is standard output.
pub fn write(profile: &Profile, path: &Path) -> Result<(), Failure> {
    let json = profile.to_json();
    if path == Path::new("-") {
        let mut out = stdout();
        out.write_all(&json)?;
        return Ok(out.flush()?);
    }
    let mut partial = path.as_os_str().to_owned();
    partial.push(".part");
    let written = std::fs::write(&partial, &json).and_then(|()| std::fs::rename(&partial, path));
    let failed = |error| Failure::System(format!("{} cannot be written: {error}", path.display()));
    if written.is_err() {
        // Part of a file is no use; that it cannot be removed adds nothing to what is told.
        let _ = std::fs::remove_file(&partial);
    }
    written.map_err(failed)
}
