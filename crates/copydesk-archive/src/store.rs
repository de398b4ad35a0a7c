use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use rusqlite::{Connection, ErrorCode, OpenFlags};

use crate::Error;
use crate::migrations::{self, APPLICATION_ID, VERSION};

/// How long SQLite waits for its own short locks. Writers wait for each other on our lock instead.
const BUSY: Duration = Duration::from_secs(30);

/// Reading connections kept open for the next readers.
const POOL: usize = 8;

/// The SQLite file of an archive and the lock beside it.
pub struct Store {
    dir: PathBuf,
    idle: Mutex<Vec<Connection>>,
}

impl Store {
    /// Opens the file in `dir`, or creates both, and brings its tables up to date.
    pub fn open(dir: &Path) -> Result<Self, Error> {
        std::fs::create_dir_all(dir).map_err(Error::io(dir))?;
        let store = Self {
            dir: dir.to_owned(),
            idle: Mutex::default(),
        };
        if store.version()? < VERSION {
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
        let path = self.dir.join("lock");
        let file = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path);
        let file = file.map_err(Error::io(&path))?;
        file.lock().map_err(Error::io(&path))?;
        Ok(file)
    }

    /// The number of the page that was added last, 0 when there is none. It grows with every commit
    /// that adds a page.
    pub fn newest(&self) -> Result<i64, Error> {
        let sql = "SELECT coalesce(max(page), 0) FROM page";
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

    /// Where the search index lies.
    pub fn index_dir(&self) -> PathBuf {
        self.dir.join("index")
    }

    /// A connection of its own.
    pub fn connect(&self) -> Result<Connection, Error> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let open = || {
            let connection = Connection::open_with_flags(self.dir.join("archive.sqlite"), flags)?;
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
            _ => Error::Database { path, source },
        }
    }

    /// An error of the index, with the archive's path.
    pub fn index_error(&self, source: tantivy::TantivyError) -> Error {
        Error::Index {
            path: self.dir.clone(),
            source,
        }
    }

    fn version(&self) -> Result<i64, Error> {
        let path = self.dir.clone();
        match self.read(|connection| {
            Ok((
                migrations::versions(connection)?,
                migrations::is_empty(connection)?,
            ))
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
