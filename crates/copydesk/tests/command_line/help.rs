//! The help of each subcommand, as a person reads it.

use crate::support::run;

#[track_caller]
fn check(name: &str, arguments: &[&str]) {
    let ran = run(arguments);
    assert_eq!(ran.status, 0, "{ran:?}");
    insta::with_settings!({
        snapshot_path => "../snapshots",
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        insta::assert_snapshot!(format!("help_{name}"), ran.text());
    });
}

#[test]
fn help_is_as_reviewed() {
    check("copydesk", &["--help"]);
    for command in [
        "add", "check", "clean", "export", "learn", "link", "publish", "reclean", "repair",
        "schema", "search", "serve",
    ] {
        check(command, &[command, "--help"]);
    }
}

#[test]
fn no_command_is_wrong_usage() {
    crate::support::check(&[], "", (2, "", "Usage: copydesk <COMMAND>"));
    crate::support::check(&["wash"], "", (2, "", "unrecognized subcommand 'wash'"));
}
