use std::fs::{File, TryLockError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use rusqlite::{Connection, ErrorCode, OpenFlags};
use tantivy::TantivyError;

use crate::Error;
use crate::migrations::{self, APPLICATION_ID, VERSION};

/// How long SQLite waits for its own short locks. Writers wait for each other on our lock instead.
const BUSY: Duration = Duration::from_secs(30);

/// Reading connections kept open for the next readers.
const POOL: usize = 8;

const DATABASE: &str = "archive.sqlite";
const INDEX: &str = "index";
const LOCK: &str = "lock";

/// The SQLite file of an archive and the lock beside it.
pub struct Store {
    dir: PathBuf,
    idle: Mutex<Vec<Connection>>,
}

impl Store {
    /// Opens the file in `dir`, or creates both, and brings its tables up to date.
    pub fn open(dir: &Path) -> Result<Self, Error> {
        std::fs::create_dir_all(dir).map_err(Error::io(dir))?;
        refuse_foreign(dir)?;
        let store = Self {
            dir: dir.to_owned(),
            idle: Mutex::default(),
        };
        if store.version()? < VERSION || !store.read(migrations::is_wal)? {
            let _lock = store.lock()?;
            let mut connection = store.connect()?;
            migrations::migrate(&mut connection).map_err(|error| store.error(error))?;
        }
        Ok(store)
    }

    /// The archive's directory.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Runs queries on a connection that sees the last commit.
    pub fn read<T>(
        &self,
        query: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, Error> {
        let idle = self.idle().pop();
        let connection = idle.map_or_else(|| self.connect(), Ok)?;
        let result = query(&connection).map_err(|error| self.error(error));
        let mut idle = self.idle();
        if idle.len() < POOL {
            idle.push(connection);
        }
        result
    }

    /// Waits until no other process or thread writes, and keeps them waiting while the file lives.
    pub fn lock(&self) -> Result<File, Error> {
        let (file, path) = self.lock_file()?;
        file.lock().map_err(Error::io(&path))?;
        Ok(file)
    }

    /// The same without waiting: `None` while another writes.
    pub fn try_lock(&self) -> Result<Option<File>, Error> {
        let (file, path) = self.lock_file()?;
        match file.try_lock() {
            Ok(()) => Ok(Some(file)),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(Error::io(&path)(error)),
        }
    }

    fn lock_file(&self) -> Result<(File, PathBuf), Error> {
        let path = self.dir.join(LOCK);
        let file = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path);
        match file {
            Ok(file) => Ok((file, path)),
            Err(error) if error.kind() == ErrorKind::ReadOnlyFilesystem => Err(Error::ReadOnly {
                path: self.dir.clone(),
            }),
            Err(error) => Err(Error::io(&path)(error)),
        }
    }

    /// The number of the last change, 0 when there is none. It grows with every commit that changes
    /// what a page's row, its text or its folding says.
    pub fn newest(&self) -> Result<i64, Error> {
        self.number("SELECT coalesce(max(change), 0) FROM change")
    }

    /// The highest number that a page has.
    pub fn last_page(&self) -> Result<i64, Error> {
        self.number("SELECT coalesce(max(page), 0) FROM page")
            // Where that end of the table is damaged.
            .or_else(|_| self.number("SELECT seq FROM sqlite_sequence WHERE name = 'page'"))
    }

    fn number(&self, sql: &str) -> Result<i64, Error> {
        self.read(|connection| {
            connection
                .prepare_cached(sql)?
                .query_row([], |row| row.get(0))
        })
    }

    /// When the file or its log was last written, `None` when neither can be seen.
    pub fn changed(&self) -> Option<SystemTime> {
        let files = ["archive.sqlite", "archive.sqlite-wal"].map(|name| self.dir.join(name));
        let written = |file: &PathBuf| std::fs::metadata(file).and_then(|file| file.modified());
        files.iter().filter_map(|file| written(file).ok()).max()
    }

    /// What tells this archive from others.
    pub fn name(&self) -> Result<String, Error> {
        self.read(|connection| {
            connection.query_row("SELECT name FROM archive", [], |row| row.get(0))
        })
    }

    /// Where the search index lies.
    pub fn index_dir(&self) -> PathBuf {
        self.dir.join(INDEX)
    }

    /// A connection of its own.
    pub fn connect(&self) -> Result<Connection, Error> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let open = || {
            let connection = Connection::open_with_flags(self.dir.join(DATABASE), flags)?;
            connection.busy_timeout(BUSY)?;
            connection.execute_batch("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON")?;
            Ok(connection)
        };
        open().map_err(|error| self.error(error))
    }

    /// An error of SQLite, with the archive's path.
    pub fn error(&self, source: rusqlite::Error) -> Error {
        let path = self.dir.clone();
        match source.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => Error::NotAnArchive { path },
            Some(ErrorCode::DiskFull) => Error::Full { path },
            Some(ErrorCode::ReadOnly) => Error::ReadOnly { path },
            Some(ErrorCode::CannotOpen) if is_read_only(&path) => Error::ReadOnly { path },
            _ => Error::Database { path, source },
        }
    }

    /// An error of the index, with the archive's path.
    pub fn index_error(&self, source: tantivy::TantivyError) -> Error {
        let path = self.dir.clone();
        // Some of its errors keep the system's one as words only.
        let says_full = || source.to_string().contains("No space left on device");
        let is_full = match &source {
            TantivyError::IoError(error) => error.kind() == ErrorKind::StorageFull || says_full(),
            _ => says_full(),
        };
        match is_full {
            true => Error::Full { path },
            false => Error::Index { path, source },
        }
    }

    fn version(&self) -> Result<i64, Error> {
        let path = self.dir.clone();
        match self.read(|connection| {
            // In this order: another process may be making the tables right now.
            let is_empty = migrations::is_empty(connection)?;
            Ok((migrations::versions(connection)?, is_empty))
        })? {
            ((APPLICATION_ID, found), _) if found > VERSION => Err(Error::TooNew {
                path,
                found,
                known: VERSION,
            }),
            ((APPLICATION_ID, found), _) => Ok(found),
            ((0, 0), true) => Ok(0),
            _ => Err(Error::NotAnArchive { path }),
        }
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Connection>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Refuses a directory that holds other things and no archive: an index would take the place of
/// whatever it has under that name.
fn refuse_foreign(dir: &Path) -> Result<(), Error> {
    let has_database = || dir.join(DATABASE).exists();
    if has_database() {
        return Ok(());
    }
    for entry in std::fs::read_dir(dir).map_err(Error::io(dir))? {
        let entry = entry.map_err(Error::io(dir))?;
        // Another process may be making the archive right now.
        if !is_ours(&entry.path()) && !has_database() {
            return Err(Error::Foreign {
                path: dir.to_owned(),
                found: entry.file_name().to_string_lossy().into_owned(),
            });
        }
    }
    Ok(())
}

/// Whether something is what an archive that has lost its database leaves, or what a new file system
/// has.
fn is_ours(path: &Path) -> bool {
    match path.file_name().and_then(|name| name.to_str()) {
        Some(LOCK | "lost+found") => true,
        Some(INDEX) => path.join("meta.json").exists(),
        _ => false,
    }
}

fn is_read_only(dir: &Path) -> bool {
    std::fs::metadata(dir.join(DATABASE)).is_ok()
        && File::options()
            .append(true)
            .open(dir.join(DATABASE))
            .is_err()
}

/// Whether an error tells of one row that cannot be read, and not of a file that cannot be read at
/// all.
pub fn is_damage(error: &rusqlite::Error) -> bool {
    use rusqlite::Error::{
        FromSqlConversionFailure, IntegralValueOutOfRange, InvalidColumnType, Utf8Error,
    };
    error.sqlite_error_code() == Some(ErrorCode::DatabaseCorrupt)
        || matches!(
            error,
            FromSqlConversionFailure(..)
                | IntegralValueOutOfRange(..)
                | InvalidColumnType(..)
                | Utf8Error(..)
        )
}
