use std::cell::{Cell, RefCell};

use copydesk_link::{Shelf, Table};
use rusqlite::{Connection, OptionalExtension, params};

use crate::store::is_damage;

/// The tables that an index is laid down in.
pub struct Tables<'a> {
    connection: &'a Connection,
    statements: Vec<Statements>,
    /// What of SQLite failed first.
    failed: RefCell<Option<rusqlite::Error>>,
    is_damaged: Cell<bool>,
}

/// What is asked of one table.
struct Statements {
    get: String,
    put: String,
    take: String,
}

impl Statements {
    fn of(table: Table) -> Self {
        let table = name(table);
        Self {
            get: format!("SELECT value FROM {table} WHERE key = ?"),
            put: format!("INSERT OR REPLACE INTO {table} VALUES (?, ?)"),
            take: format!("DELETE FROM {table} WHERE key = ?"),
        }
    }
}

impl<'a> Tables<'a> {
    /// Those of an archive.
    pub fn new(connection: &'a Connection) -> Self {
        connection.set_prepared_statement_cache_capacity(4 * Table::ALL.len());
        Self {
            connection,
            statements: Table::ALL.iter().copied().map(Statements::of).collect(),
            failed: RefCell::default(),
            is_damaged: Cell::default(),
        }
    }

    /// Whether all that was asked for could be read.
    ///
    /// # Errors
    /// The first of SQLite.
    pub fn finish(self) -> rusqlite::Result<bool> {
        match self.failed.into_inner() {
            Some(error) => Err(error),
            None => Ok(!self.is_damaged.get()),
        }
    }

    /// Does what `of` does with the statements of a table, unless something failed before.
    fn run<T>(
        &self,
        table: Table,
        of: impl FnOnce(&Statements) -> rusqlite::Result<T>,
    ) -> Option<T> {
        let statements = self.statements.get(table as usize)?;
        if self.failed.borrow().is_some() {
            return None;
        }
        let fail = |error| match is_damage(&error) {
            true => self.is_damaged.set(true),
            false => *self.failed.borrow_mut() = Some(error),
        };
        of(statements).map_err(fail).ok()
    }
}

impl Shelf for Tables<'_> {
    fn get(&self, table: Table, key: u64) -> Option<Vec<u8>> {
        let get = |statements: &Statements| {
            let mut statement = self.connection.prepare_cached(&statements.get)?;
            let value = statement.query_row([key as i64], |row| row.get(0));
            value.optional()
        };
        self.run(table, get)?
    }

    fn put(&self, table: Table, key: u64, value: Option<&[u8]>) {
        let put = |statements: &Statements| match value {
            Some(value) => {
                let mut statement = self.connection.prepare_cached(&statements.put)?;
                statement.execute(params![key as i64, value])
            }
            None => {
                let mut statement = self.connection.prepare_cached(&statements.take)?;
                statement.execute([key as i64])
            }
        };
        self.run(table, put);
    }

    fn damaged(&self, _: Table, _: u64) {
        self.is_damaged.set(true);
    }
}

/// Empties the tables.
pub fn clear(connection: &Connection) -> rusqlite::Result<()> {
    let clear = |table: &Table| connection.execute(&format!("DELETE FROM {}", name(*table)), []);
    Table::ALL
        .iter()
        .try_for_each(|table| clear(table).map(drop))
}

fn name(table: Table) -> String {
    format!("link_{}", table.name())
}
