import argparse
import json

import pytest

from setara.cli.frame import CouldNot
from setara.cli.verbs.ceremony_papers import add
from setara.handover.papers.of_ceremony import PAPERS
from setara.history.models import Entry
from tests import factories
from tests.handover.papers.samples import text_of

pytestmark = pytest.mark.django_db


def run(*words):
    parser = argparse.ArgumentParser()
    add(parser.add_subparsers())
    arguments = parser.parse_args([str(word) for word in words])
    return arguments.run(arguments)


def test_every_paper_is_written_and_two_for_each_district(tmp_path, capsys):
    factories.ready(2)
    ceremony = factories.ceremony()
    assert run("sheet", ceremony.pk, "--out", tmp_path / "berkas", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    written = sorted(str(one.relative_to(tmp_path / "berkas")) for one in (tmp_path / "berkas").rglob("*.pdf"))
    names = [f"{slug}.pdf" for slug in PAPERS]
    names += [f"kabupaten-kota/35.15-{slug}.pdf" for slug in ("berita-acara", "daftar-tanda-terima")]
    assert written == sorted(names)
    assert [one["file"] for one in told["papers"] if one["paper"] == "print"] == [str(tmp_path / "berkas/print.pdf")]
    assert "2 (dua) sertifikat" in text_of((tmp_path / "berkas/berita-acara.pdf").read_bytes())
    assert Entry.objects.get(kind="list.exported").data["list"] == f"ceremony:{ceremony.pk}/*"


def test_what_is_no_ceremony_is_said(tmp_path):
    with pytest.raises(CouldNot, match="7"):
        run("sheet", 7, "--out", tmp_path)
    assert list(tmp_path.iterdir()) == []
