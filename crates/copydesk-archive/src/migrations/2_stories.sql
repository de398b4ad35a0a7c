-- Apart from the JSON, so that a story's articles are found without reading all links.
ALTER TABLE link ADD COLUMN story TEXT;
UPDATE link SET story = links ->> 'story';
CREATE INDEX link_story ON link (story) WHERE story IS NOT NULL;
