"""The verification page, drawn fast: its template is rendered once for each shape that an answer can have.

The template gets marks instead of the texts that differ from certificate to certificate; each page is then the marked
page with the texts, escaped, put in their places in one pass. Rendering anew would cost four fifths of a request.
"""

import datetime as dt
import re
from functools import lru_cache

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.timezone import localtime

from setara.web.components.context import office_name, report_address
from setara.web.public.answer import in_words
from setara.web.public.telling import Shape, Shown, shape_of, texts_of

MARK = re.compile("--([a-z_0-9]+)--")
SHAPES_KEPT = 1024


def drawn(request: HttpRequest, told: Shown, moment: dt.datetime, held_out: str = "") -> HttpResponse:
    """Draw the page about an answer."""
    texts = texts_of(told) | {
        "moment": date_format(localtime(moment), "j F Y, H:i"),
        "host": request.get_host(),
        "here": request.path,
    }
    if held_out:
        texts["held_out"] = held_out
    page = MARK.sub(lambda mark: escape(texts[mark[1]]), marked_page(shape_of(told, texts)))
    return HttpResponse(page, headers={"Vary": "Accept-Language, Cookie"})


@lru_cache(SHAPES_KEPT)
def marked_page(shape: Shape) -> str:
    """Render the page of a shape with a mark in the place of each text."""
    marks = {name: f"--{name}--" for name in shape.names}
    words = {
        **marks,
        "words": in_words(shape),
        "kind": shape.kind,
        "language": shape.language,
        "office": office_name(shape.language),
        "report_address": report_address(),
    }
    return render_to_string("public/verification.html", words)
