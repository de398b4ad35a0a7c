-- The index that articles are linked by, as copydesk-link lays it down: a table of bytes for each of its
-- kinds of values. All of it can be made anew from the articles.
CREATE TABLE link_state (key INTEGER PRIMARY KEY, value BLOB NOT NULL) STRICT;
CREATE TABLE link_articles (key INTEGER PRIMARY KEY, value BLOB NOT NULL) STRICT;
CREATE TABLE link_texts (key INTEGER PRIMARY KEY, value BLOB NOT NULL) STRICT;
CREATE TABLE link_exact (key INTEGER PRIMARY KEY, value BLOB NOT NULL) STRICT;
CREATE TABLE link_anchors (key INTEGER PRIMARY KEY, value BLOB NOT NULL) STRICT;
CREATE TABLE link_shingles (key INTEGER PRIMARY KEY, value BLOB NOT NULL) STRICT;
CREATE TABLE link_keys (key INTEGER PRIMARY KEY, value BLOB NOT NULL) STRICT;
CREATE TABLE link_edges (key INTEGER PRIMARY KEY, value BLOB NOT NULL) STRICT;
CREATE TABLE link_found (key INTEGER PRIMARY KEY, value BLOB NOT NULL) STRICT;
CREATE TABLE link_counts (key INTEGER PRIMARY KEY, value BLOB NOT NULL) STRICT;
CREATE TABLE link_vectors (key INTEGER PRIMARY KEY, value BLOB NOT NULL) STRICT;
CREATE TABLE link_known (key INTEGER PRIMARY KEY, value BLOB NOT NULL) STRICT;
CREATE TABLE link_terms (key INTEGER PRIMARY KEY, value BLOB NOT NULL) STRICT;
CREATE TABLE link_starts (key INTEGER PRIMARY KEY, value BLOB NOT NULL) STRICT;
CREATE TABLE link_runs (key INTEGER PRIMARY KEY, value BLOB NOT NULL) STRICT;
CREATE TABLE link_stories (key INTEGER PRIMARY KEY, value BLOB NOT NULL) STRICT;
CREATE TABLE link_told (key INTEGER PRIMARY KEY, value BLOB NOT NULL) STRICT;

-- The articles in the index, by their numbers there.
CREATE TABLE linked (
    number INTEGER PRIMARY KEY,
    page INTEGER NOT NULL UNIQUE,
    digest TEXT NOT NULL          -- of what linking needs to know of the article
) STRICT;

-- The form of these tables, and the last change that they know of. An index of another form is made anew.
CREATE TABLE linking (form INTEGER NOT NULL, change INTEGER NOT NULL) STRICT;
INSERT INTO linking VALUES (0, 0);
