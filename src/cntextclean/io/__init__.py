"""Reading and writing corpora, one file a format. A package a format needs is imported when it is used.

text     a file is a page; .txt
jsonl    a line is a record; .jsonl .ndjson .json, also .gz, .bz2, .xz and .zst (extra: zstd)
parquet  a row is a record; extra: parquet
arrow    the same for Arrow IPC files and streams; .arrow .feather; extra: arrow
warc     responses and WET conversions; .warc .wet, also .gz; extra: warc; read only
"""
