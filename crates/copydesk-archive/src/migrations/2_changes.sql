-- What tells this archive from others, so that an index that was made for another is not taken for
-- its own. Chance is all that two archives made alike differ in.
CREATE TABLE archive (name TEXT NOT NULL) STRICT;
INSERT INTO archive VALUES (lower(hex(randomblob(16))));

-- The last change of each page, of those that are gone too. The index notes the last change that it
-- knows of, and follows those after it. AUTOINCREMENT: a number is never used twice.
CREATE TABLE change (
    change INTEGER PRIMARY KEY AUTOINCREMENT,
    page INTEGER NOT NULL UNIQUE
) STRICT;
INSERT INTO change (page) SELECT page FROM page ORDER BY page;

-- Triggers, so that no change can be forgotten.
CREATE TRIGGER page_added AFTER INSERT ON page BEGIN
    INSERT INTO change (page) VALUES (new.page);
END;
CREATE TRIGGER page_changed AFTER UPDATE ON page BEGIN
    DELETE FROM change WHERE page = new.page;
    INSERT INTO change (page) VALUES (new.page);
END;
CREATE TRIGGER page_gone AFTER DELETE ON page BEGIN
    DELETE FROM change WHERE page = old.page;
    INSERT INTO change (page) VALUES (old.page);
END;
CREATE TRIGGER content_changed AFTER UPDATE ON content BEGIN
    DELETE FROM change WHERE page = new.page;
    INSERT INTO change (page) VALUES (new.page);
END;
CREATE TRIGGER link_folded AFTER INSERT ON link WHEN new.folded BEGIN
    DELETE FROM change WHERE page = new.page;
    INSERT INTO change (page) VALUES (new.page);
END;
CREATE TRIGGER link_changed AFTER UPDATE OF folded ON link WHEN old.folded <> new.folded BEGIN
    DELETE FROM change WHERE page = new.page;
    INSERT INTO change (page) VALUES (new.page);
END;

-- What was known of the page from outside, JSON: with the bytes it is all that a record is made from.
-- Pages of before have NULL; their record tells it.
ALTER TABLE content ADD COLUMN found TEXT;
