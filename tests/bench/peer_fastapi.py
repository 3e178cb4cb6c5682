"""The barest look-up: FastAPI, one SQLite connection a process, one row by its key, its columns as JSON."""

import os
import sqlite3

from fastapi import FastAPI, HTTPException

app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
database = sqlite3.connect(os.environ["BENCH_PEER_DATABASE"], check_same_thread=False)
database.row_factory = sqlite3.Row
database.execute("PRAGMA mmap_size=1073741824")


@app.get("/v/{slug}.json")
async def record(slug: str) -> dict[str, str | int | None]:
    row = database.execute("SELECT * FROM record WHERE slug = ?", [slug]).fetchone()
    if row is None:
        raise HTTPException(404)
    return dict(row)
