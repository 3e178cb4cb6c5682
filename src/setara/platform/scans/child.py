"""The process that looks at one scan, alone, under limits.

It says ``["scan", media type, pages, width, height]`` or ``["refused", code]``, then ``["end"]``.
"""

import sys
from pathlib import Path

from setara.platform.confined import limit_resources, say
from setara.platform.scans import jpeg, pdf, png
from setara.platform.scans.refusing import Unfit

MEMORY_BYTES = 2**30
CPU_SECONDS = 20


def main(path: str) -> None:
    """Look at a file."""
    limit_resources(MEMORY_BYTES, CPU_SECONDS)
    try:
        say("scan", *_look(Path(path).read_bytes()))
    except Unfit as unfit:
        say("refused", unfit.code)
    say("end")


def _look(content: bytes) -> tuple[str, int, int, int]:
    if not content:
        raise Unfit("empty")
    if content.startswith(b"%PDF-"):
        return "application/pdf", pdf.pages(content), 0, 0
    if content.startswith(png.MARK):
        return "image/png", 0, *png.size(content)
    if content.startswith(jpeg.MARK):
        return "image/jpeg", 0, *jpeg.size(content)
    raise Unfit("not_a_document")


if __name__ == "__main__":
    main(sys.argv[1])
