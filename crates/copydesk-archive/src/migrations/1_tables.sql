-- A page as it was taken in. AUTOINCREMENT: a number is never used twice, so that the index can tell
-- what it lacks by the last number it has.
CREATE TABLE page (
    page INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    key TEXT NOT NULL,            -- the same for all captures of one article
    article INTEGER NOT NULL,     -- 1: its kind is article or live
    failed INTEGER NOT NULL,      -- 1: it could not be used
    current INTEGER NOT NULL,     -- 1: of its key's articles, the capture that is shown
    title TEXT,
    dek TEXT,
    opening TEXT NOT NULL,
    authors TEXT NOT NULL,        -- JSON, as in the record
    published TEXT,
    day TEXT,                     -- of publication, where it is known that precisely
    crawled TEXT,
    section TEXT,
    site TEXT,
    language TEXT,
    url TEXT,
    canonical_url TEXT,
    source TEXT NOT NULL,
    lead_image TEXT,              -- JSON
    imprint TEXT NOT NULL,        -- JSON
    damage INTEGER NOT NULL       -- passages removed and repaired
) STRICT;
CREATE INDEX page_key ON page (key);
CREATE INDEX page_url ON page (url);
CREATE INDEX page_canonical_url ON page (canonical_url);
CREATE INDEX page_newest ON page (published DESC, crawled DESC, id) WHERE current;

-- Apart from `page`, so that listings need not read past it.
CREATE TABLE content (
    page INTEGER PRIMARY KEY REFERENCES page ON DELETE CASCADE,
    form TEXT NOT NULL,           -- html or text
    digest TEXT NOT NULL,         -- of the bytes before packing
    bytes BLOB NOT NULL,          -- zlib
    record BLOB NOT NULL,         -- the record's JSON without links; zlib
    text TEXT NOT NULL            -- the record's, for linking, indexing and snippets
) STRICT;

-- What an article has to do with the others; made anew when articles come in.
CREATE TABLE link (
    page INTEGER PRIMARY KEY REFERENCES page ON DELETE CASCADE,
    links TEXT NOT NULL,          -- JSON, as in the record
    duplicates TEXT,              -- the group's name
    folded INTEGER NOT NULL       -- 1: a copy, shown under its group's reference
) STRICT;
CREATE INDEX link_duplicates ON link (duplicates);

CREATE TABLE picture (
    key TEXT PRIMARY KEY,         -- SHA-256 of the bytes, hexadecimal
    media_type TEXT NOT NULL,
    bytes BLOB NOT NULL
) STRICT;

-- The addresses and paths that a picture is known by.
CREATE TABLE picture_name (
    name TEXT PRIMARY KEY,
    key TEXT NOT NULL REFERENCES picture
) STRICT;
