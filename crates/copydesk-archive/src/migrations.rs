use rusqlite::Connection;

use crate::identity;

/// The mark of our SQLite files: `cpdk` in ASCII, where `file` and SQLite itself look for it.
pub const APPLICATION_ID: i64 = 0x6370_646b;

/// A step's statements, and what they cannot say.
type Step = (&'static str, fn(&Connection) -> rusqlite::Result<()>);

/// The steps from an empty file to today's tables. `user_version` counts those that a file has; a
/// step that was ever released is never changed, later ones are added.
const STEPS: &[Step] = &[
    (include_str!("migrations/1_tables.sql"), |_| Ok(())),
    (
        include_str!("migrations/2_changes.sql"),
        identity::settle_all,
    ),
    (include_str!("migrations/3_listings.sql"), |_| Ok(())),
    (include_str!("migrations/4_linking.sql"), |_| Ok(())),
];

/// The version of the tables after all steps.
pub const VERSION: i64 = STEPS.len() as i64;

/// The file's `application_id` and `user_version`; both 0 in an empty file.
pub fn versions(connection: &Connection) -> rusqlite::Result<(i64, i64)> {
    let number = |pragma: &str| connection.query_row(pragma, [], |row| row.get(0));
    Ok((
        number("PRAGMA application_id")?,
        number("PRAGMA user_version")?,
    ))
}

/// Whether a file has tables at all.
pub fn is_empty(connection: &Connection) -> rusqlite::Result<bool> {
    connection.query_row("SELECT count(*) = 0 FROM sqlite_schema", [], |row| {
        row.get(0)
    })
}

/// Whether readers of a file see the last commit while another is written. A copy that SQLite made
/// has lost this.
pub fn is_wal(connection: &Connection) -> rusqlite::Result<bool> {
    let mode: String = connection.query_row("PRAGMA journal_mode", [], |row| row.get(0))?;
    Ok(mode == "wal")
}

/// Takes the steps that a file lacks, all of them or none.
pub fn migrate(connection: &mut Connection) -> rusqlite::Result<()> {
    connection.execute_batch("PRAGMA journal_mode = WAL")?;
    let transaction =
        connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    let (_, done) = versions(&transaction)?;
    for (statements, then) in STEPS
        .iter()
        .skip(usize::try_from(done).unwrap_or(usize::MAX))
    {
        transaction.execute_batch(statements)?;
        then(&transaction)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", VERSION)?;
    transaction.commit()
}
