"""Writes the files of this folder, as pyarrow does: the same rows in each packing and form of page.
Run it here: `pip install pyarrow && python make.py`."""
import datetime
import json

import pyarrow as pa
import pyarrow.parquet as pq

HOUR = datetime.datetime(2012, 9, 17, 8, 30, tzinfo=datetime.timezone.utc)
ROWS = [
    {"html": "<p>café", "text": None, "id": 7, "url": "http://E.com/a#b", "title": "T", "published": HOUR,
     "authors": ["Ann Lee", "Bo"], "site": "News"},
    {"html": None, "text": "words", "id": None, "url": None, "title": None, "published": None, "authors": None,
     "site": None},
    {"html": None, "text": None, "id": 8, "url": None, "title": "x", "published": None, "authors": [], "site": None},
    {"html": "<p>long " + "word " * 200, "text": "not used", "id": 9, "url": "http://e.com/c", "title": None,
     "published": None, "authors": ["Cy"], "site": "News"},
    {"html": " ", "text": None, "id": 10, "url": None, "title": None, "published": None, "authors": None, "site": None},
]
SCHEMA = pa.schema([
    ("other", pa.struct([("html", pa.float64())])), ("html", pa.large_binary()), ("text", pa.string()),
    ("id", pa.int32()), ("url", pa.string()), ("title", pa.string()), ("published", pa.timestamp("us", tz="UTC")),
    ("authors", pa.list_(pa.string())), ("site", pa.string()),
])
SMALL = {"store_schema": False, "write_statistics": False}

table = pa.Table.from_pylist([{"other": {"html": 1.5}, **row} for row in ROWS], SCHEMA)
for compression in ["snappy", "gzip", "zstd", "brotli", "none", "lz4"]:
    for version in ["1.0", "2.0"]:
        pq.write_table(table, f"{compression}-{version[0]}.parquet", compression=compression, row_group_size=2,
                       data_page_version=version, use_dictionary=version == "1.0" or ["site"], **SMALL)
pq.write_table(table, "delta.parquet", use_dictionary=False, column_encoding={"html": "DELTA_LENGTH_BYTE_ARRAY"},
               **SMALL)
with open("rows.jsonl", "w") as lines:
    for row in ROWS:
        row = {**row, "published": row["published"] and row["published"].strftime("%Y-%m-%dT%H:%M:%SZ")}
        lines.write(json.dumps({name: value for name, value in row.items() if value is not None}) + "\n")

one = pa.array(["<p>" + "a" * 1_000_000])
bomb = pa.DictionaryArray.from_arrays(pa.array([0] * 100_000, pa.int32()), one)
pq.write_table(pa.table({"html": bomb}), "bomb.parquet", compression="zstd", **SMALL)
pq.write_table(pa.table({"html": ["a" * 30_000_000] * 3}), "page_bomb.parquet", compression="brotli", use_dictionary=False,
               **SMALL)
pq.write_table(pa.table({"body": ["a"], "n": [1]}), "no_page.parquet", **SMALL)
pq.write_table(pa.table({"html": [1.5]}), "no_string.parquet", **SMALL)
pq.write_table(table.slice(0, 0), "empty.parquet", **SMALL)
