"""The compiler of all that is printed: Typst templates, with open fonts from two packages and no others."""

import datetime as dt
import re
import subprocess
import sys
from pathlib import Path
from shutil import copyfile, rmtree
from tempfile import mkdtemp
from threading import Lock
from typing import Literal
from weakref import finalize

import font_source_sans_pro
import typst

UNSHOWABLE = re.compile(r'the text `"([^`]+)"` could not be displayed')
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
SUBSTITUTE = "▯"
WRAP = "\u200b"
"""A place to wrap, which no font needs to have; without it a long word leaves its line."""
UNSURE = re.compile(f"[^\x00-\xff{WRAP}–—“”…▯]")
MOST_ROUNDS = 12
LARGE = 2**14
"""Characters of a document that a process of its own sets: the compiler gives little of its memory back."""
LONGEST_SECONDS = 300
MODULE = "setara.platform.pdf.typesetting"

Standard = Literal["a-3b"]


class TypesettingError(RuntimeError):
    """The template could not be set; a fault of the template, for no content may cause it."""


def typeset(
    document: str, moment: dt.datetime, template: Path, *parts: Path, standard: Standard | None = None
) -> bytes:
    """One document in a template that is used now and then: as `Typesetter`, a large one in a process of its own."""
    if len(document) < LARGE:
        return Typesetter(template, *parts).pdf(document, moment, standard=standard)
    given = [moment.isoformat(), standard or "", *(str(file) for file in (template, *parts))]
    child = subprocess.run(
        [sys.executable, "-I", "-m", MODULE, *given],
        input=document.encode(),
        capture_output=True,
        timeout=LONGEST_SECONDS,
        check=False,
    )
    if child.returncode:
        raise TypesettingError(child.stderr.decode(errors="replace")[-1000:])
    return child.stdout


class Typesetter:
    """One template with its fonts, read once. Sets a `document` (JSON) into a PDF file.

    What changes from sheet to sheet goes through a file in a directory of its own, removed at the end: inputs given
    otherwise make the compiler forget all that it set before, which costs half as much again.
    """

    def __init__(self, template: Path, *parts: Path) -> None:
        """Take a template and the files that it imports by their names."""
        self._room = Path(mkdtemp(prefix="setara-print-"))
        finalize(self, rmtree, self._room, ignore_errors=True)
        for file in (template, *parts):
            copyfile(file, self._room / file.name)
        source_sans = Path(font_source_sans_pro.__file__).parent / "files"
        fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(source_sans)])
        self._compiler = typst.Compiler(self._room / template.name, font_paths=fonts, root=self._room)
        self._alone = Lock()

    def pdf(self, document: str, moment: dt.datetime, *, standard: Standard | None = None) -> bytes:
        """The document as a tagged PDF created at `moment` (aware); a letter that no font has is set as "▯"."""
        with self._alone:
            for _ in range(MOST_ROUNDS):
                try:
                    return self._compile(document, moment, standard)
                except typst.TypstError as error:
                    missing = _letters(error.message + error.diagnostic)
                    if not missing:
                        raise TypesettingError(error.message) from error
                    document = document.translate(dict.fromkeys(missing, SUBSTITUTE))
            return self._compile(UNSURE.sub(SUBSTITUTE, document), moment, standard)

    def _compile(self, document: str, moment: dt.datetime, standard: Standard | None) -> bytes:
        (self._room / "document.json").write_text(document, encoding="utf-8")
        pdf = self._compiler.compile(format="pdf", pdf_standards=[standard] if standard else [], timestamp=moment)
        if not isinstance(pdf, bytes):
            raise TypesettingError
        return pdf


def _letters(message: str) -> set[int]:
    """Code points beyond ASCII of all texts that the message calls unshowable; they may hold places to wrap."""
    texts = (ESCAPED.sub(lambda code: chr(int(code[1], 16)), text) for text in UNSHOWABLE.findall(message))
    return {ord(letter) for text in texts for letter in text if letter > "\x7f" and letter != WRAP}


def _main(moment: str, standard: str, *files: str) -> None:
    """In the child: the document comes by standard input, the PDF goes by standard output."""
    typesetter = Typesetter(*(Path(file) for file in files))
    document = sys.stdin.buffer.read().decode()
    pdf = typesetter.pdf(document, dt.datetime.fromisoformat(moment), standard="a-3b" if standard else None)
    sys.stdout.buffer.write(pdf)


if __name__ == "__main__":
    _main(*sys.argv[1:])
