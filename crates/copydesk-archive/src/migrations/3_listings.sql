-- Apart from the JSON, so that a story's articles are found without reading all links.
ALTER TABLE link ADD COLUMN story TEXT;
UPDATE link SET story = links ->> 'story';
CREATE INDEX link_story ON link (story) WHERE story IS NOT NULL;

-- Listings in their order, so that a page of one is read without the rest.
CREATE INDEX page_section ON page (section, published DESC, crawled DESC, id) WHERE current;
CREATE INDEX page_day ON page (day, published DESC, crawled DESC, id) WHERE current;
