import re
import zlib
from io import BytesIO

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils.generic import ArrayObject, pdf_string
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import copy_into_new_writer
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter, append_signature_field

from setara.platform.pdf.inspection import LARGEST_ATTACHMENT, LARGEST_FILE, Fault, PdfFindings, inspect
from setara.platform.pdf.signing import DocumentSigner, self_signed
from tests.platform.pdf.forgery import (
    CREDENTIAL,
    FORGER,
    FORGER_KEY,
    MOMENT,
    OFFICE,
    OFFICE_KEY,
    bare,
    key_pair,
    paper,
    signed,
    signed_at_length,
    updated,
    with_other_attachment,
    with_other_page,
    with_validation_data,
)

GENUINE = signed()
GOOD = PdfFindings(
    is_pdf=True,
    signature_count=1,
    intact=True,
    signer_pinned=True,
    covers_whole=True,
    as_sealed=True,
    signers=("Dinas Contoh",),
    attachments=("credential.json",),
    credential=CREDENTIAL,
)
START = GENUINE.index(b"/Contents <") + 10
END = GENUINE.index(b">", START) + 1


_, EARLIER = key_pair(serial=3)
"""Last year's certificate of the office."""


def look(pdf):
    return inspect(pdf, [EARLIER, OFFICE])


def is_good(found):
    return found.signature_count == 1 and found.intact and found.signer_pinned and found.covers_whole


def test_genuine_file_is_found_so():
    assert look(GENUINE) == GOOD


def test_genuine_file_without_pinned_certificates_has_no_known_signer():
    found = inspect(GENUINE, [])
    assert (found.intact, found.signer_pinned, found.covers_whole) == (True, False, True)


def test_false_page_around_a_genuine_attachment_has_no_signature():
    found = look(paper("palsu"))
    assert (found.signature_count, found.intact, found.signer_pinned, found.covers_whole) == (0, False, False, False)
    assert found.credential == CREDENTIAL


def test_same_name_and_serial_in_a_forgers_certificate_is_not_the_office():
    assert (FORGER.subject, FORGER.serial_number) == (OFFICE.subject, OFFICE.serial_number)
    found = look(DocumentSigner(FORGER_KEY, FORGER).sign(paper("palsu"), MOMENT))
    assert (found.intact, found.signer_pinned, found.covers_whole) == (True, False, True)
    assert found.credential == CREDENTIAL


@pytest.mark.parametrize("change", [with_other_page, with_validation_data, with_other_attachment])
def test_incremental_update_is_no_longer_the_whole_file(change):
    found = look(updated(GENUINE, change))
    assert (found.signature_count, found.intact, found.signer_pinned) == (1, True, True)
    assert not found.covers_whole
    assert found.credential == CREDENTIAL


@pytest.mark.parametrize("tail", [b" ", b"\n", b"%", b"\n%%EOF", b"x" * 2000])
def test_anything_after_the_end_is_no_longer_the_whole_file(tail):
    assert not is_good(look(GENUINE + tail))


def test_anything_before_the_header_is_no_pdf():
    assert look(b"\n" + GENUINE) == PdfFindings(is_pdf=False, fault=Fault.NOT_PDF)


@pytest.mark.parametrize("pair", [(OFFICE_KEY, OFFICE), (FORGER_KEY, FORGER)])
def test_second_signature_is_counted(pair):
    found = look(signed_at_length(GENUINE, *pair, "Kedua"))
    assert (found.signature_count, found.intact, found.covers_whole) == (2, True, False)
    assert found.signer_pinned is (pair[1] is OFFICE)
    assert found.credential == CREDENTIAL


def test_certification_before_an_approval_makes_two():
    certified = signed_at_length(paper("palsu"), FORGER_KEY, FORGER, "Sertifikasi", certify=True)
    found = look(signed_at_length(certified, OFFICE_KEY, OFFICE, "Segel"))
    assert (found.signature_count, found.signer_pinned, found.covers_whole) == (2, False, False)


def test_field_without_a_value_is_no_signature():
    empty = updated(paper(), lambda writer: append_signature_field(writer, SigFieldSpec("Kosong")))
    assert look(empty).signature_count == 0


def test_zeros_after_the_structure_are_room_and_anything_else_is_not():
    roomy = signed_at_length(paper(), OFFICE_KEY, OFFICE, "Segel")
    assert is_good(look(roomy))
    end = roomy.index(b">\n/ByteRange")
    assert not is_good(look(roomy[: end - 4] + b"1" + roomy[end - 3 :]))


def test_objects_wrapped_into_the_gap_of_the_contents_are_seen():
    roomy = signed_at_length(paper(), OFFICE_KEY, OFFICE, "Segel")
    end = roomy.index(b">\n/ByteRange")
    evil = b">/Evil<<>>/X<00"
    found = look(roomy[: end - len(evil)] + evil + roomy[end:])
    assert not found.covers_whole


@pytest.mark.parametrize(
    "change",
    [
        lambda numbers: [numbers[0] + 1, numbers[1] - 1, *numbers[2:]],
        lambda numbers: [*numbers[:3], numbers[3] - 10],
        lambda numbers: [numbers[0], numbers[1] - 30, *numbers[2:]],
        lambda numbers: [numbers[0], numbers[1], numbers[2] + 9, numbers[3] - 9],
        lambda numbers: [0, 0, 0, 0],
        lambda numbers: [0, 10**9, 10**9, 10**9],
        lambda numbers: [*numbers, 0, 1],
        lambda numbers: numbers[:2],
        lambda numbers: [],
        lambda numbers: [-1, *numbers[1:]],
    ],
)
def test_other_byte_ranges_are_not_accepted(change):
    found = re.search(rb"/ByteRange \[([^]]*)\]( *)", GENUINE)
    numbers = change([int(number) for number in found[1].split()])
    text = (b"/ByteRange [" + " ".join(map(str, numbers)).encode() + b"]").ljust(len(found[0]))
    assert not is_good(look(GENUINE[: found.start()] + text + GENUINE[found.end() :]))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(GENUINE) - 1 - (END - START)), st.integers(1, 255))
@example(0, 1)
@example(START - 1, 1)
@example(START, 1)
@example(len(GENUINE) - 1 - (END - START), 1)
def test_any_changed_byte_of_the_signed_range_is_noticed(place, change):
    other = bytearray(GENUINE)
    other[place if place < START else place + END - START] ^= change
    assert not is_good(look(bytes(other)))


@settings(max_examples=40, deadline=None)
@given(st.integers(START, END - 1), st.integers(1, 255))
def test_changed_byte_of_the_signature_changes_no_fact(place, change):
    """Parts of the structure that no digest covers (its version, say) may differ; what was signed may not."""
    other = bytearray(GENUINE)
    other[place] ^= change
    found = look(bytes(other))
    assert found == GOOD or not (is_good(found) and found.as_sealed)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, len(GENUINE) - 1))
def test_truncated_file_yields_findings(length):
    assert not is_good(look(GENUINE[:length]))


@settings(max_examples=30, deadline=None)
@given(st.integers(0, len(GENUINE) - 1), st.integers(1, 300), st.binary(max_size=60))
def test_cut_and_stuffed_file_yields_findings(place, length, stuffing):
    other = GENUINE[:place] + stuffing + GENUINE[place + length :]
    assert not is_good(look(other))


@given(st.binary(max_size=300))
def test_rubbish_yields_findings(rubbish):
    assert look(b"%PDF-1.7\n" + rubbish).fault is Fault.DAMAGED


def test_encrypted_file_is_said_to_be_so():
    writer = copy_into_new_writer(PdfFileReader(BytesIO(paper())))
    writer.encrypt(owner_pass="a", user_pass="b")
    output = BytesIO()
    writer.write(output)
    assert look(output.getvalue()) == PdfFindings(is_pdf=True, fault=Fault.ENCRYPTED)


def test_too_large_file_is_not_read():
    assert look(GENUINE + b"\0" * LARGEST_FILE) == PdfFindings(is_pdf=True, fault=Fault.TOO_LARGE)


def test_file_with_reference_streams_is_read():
    writer = copy_into_new_writer(PdfFileReader(BytesIO(paper())))
    writer.stream_xrefs = True
    output = BytesIO()
    writer.write(output)
    assert b"/XRef" in output.getvalue()
    assert look(signed(output.getvalue())) == GOOD


CATALOG = b"<</Type/Catalog/Pages 2 0 R"
PAGES = b"<</Type/Pages/Kids[]/Count 0>>"


@pytest.mark.parametrize(
    ("objects", "extra"),
    [
        ([CATALOG + b"/AcroForm<</Fields[3 0 R]>>>>", PAGES, b"<</Kids[3 0 R]>>"], b""),
        ([CATALOG + b"/AcroForm<</Fields[3 0 R]>>>>", PAGES, b"<</Kids[3 0 R 3 0 R 3 0 R]/T(x)>>"], b""),
        ([CATALOG + b"/Names<</EmbeddedFiles 3 0 R>>>>", PAGES, b"<</Kids[3 0 R 3 0 R]>>"], b""),
        ([CATALOG + b"/Names<</EmbeddedFiles 3 0 R>>>>", PAGES, b"<</Names 3 0 R>>"], b""),
        ([CATALOG + b"/X " + b"[" * 50_000 + b"]" * 50_000 + b">>", PAGES], b""),
        ([b"1 0 R"], b""),
        ([b"2 0 R", b"1 0 R"], b""),
        ([CATALOG + b">>", PAGES], b"/Prev 9"),
        ([CATALOG + b">>", PAGES], b"/XRefStm 9"),
        ([CATALOG + b"/AcroForm<</Fields[<</FT/Sig/V 3 0 R>>]>>>>", PAGES, b"(no dictionary)"], b""),
        ([CATALOG + b"/AcroForm<</Fields[<</FT/Sig/V<</ByteRange[0 1 2 3]/Contents<00>>>>>]>>>>", PAGES], b""),
        ([CATALOG + b"/AcroForm<</Fields(x)>>>>", PAGES], b""),
    ],
)
def test_crafted_structures_end_soon(objects, extra):
    found = look(bare(objects, extra=extra))
    assert not is_good(found)
    assert found.credential is None


@pytest.mark.parametrize(
    "widths",
    [b"/W[0 0 0]", b"/W [ 0 0 0 ]", b"/#57[0 0 0]", b"/W%\n[0 0 0]", b"/W[0%\n0 0]", b"/W[-1 -1 -1]", b"/W[+0 0.0 00]"],
)
def test_endless_reference_table_is_not_walked(widths):
    body = b"%PDF-1.7\n"
    stream = b"1 0 obj\n<</Type/XRef/Size 2000000000" + widths + b"/Root 1 0 R/Length 0>>stream\n\nendstream\nendobj\n"
    assert look(body + stream + b"startxref\n9\n%%EOF\n").fault is Fault.DAMAGED


def test_such_widths_outside_of_a_reference_stream_do_no_harm():
    assert look(bare([CATALOG + b"/X<</W[0 0 0]>>>>", PAGES])).fault is Fault.NONE


def test_inflated_attachment_is_not_taken():
    bomb = zlib.compress(b"\0" * 20_000_000)
    specification = b"<</Type/Filespec/UF(credential.json)/EF<</F 4 0 R>>>>"
    stream = b"<</Filter/FlateDecode/Length %d>>stream\n" % len(bomb) + bomb + b"\nendstream"
    names = CATALOG + b"/Names<</EmbeddedFiles<</Names[(credential.json) 3 0 R]>>>>>>"
    assert look(bare([names, PAGES, specification, stream])).credential == bytes(LARGEST_ATTACHMENT + 1)


@pytest.mark.parametrize("more", [0, 1, 900_000])
def test_of_a_large_attachment_the_beginning_is_given(more):
    content = b'{"id": "urn:contoh"}'.ljust(LARGEST_ATTACHMENT + more)
    found = look(signed(paper(credential=content)))
    assert found.credential == content[: LARGEST_ATTACHMENT + 1]
    assert is_good(found)


def test_same_key_in_another_certificate_is_the_office():
    certificate = self_signed(OFFICE_KEY, "Nama Lama", MOMENT, MOMENT.replace(year=2031), 99)
    found = look(DocumentSigner(OFFICE_KEY, certificate).sign(paper(), MOMENT))
    assert is_good(found)
    assert found.signers == ("Nama Lama",)


@pytest.mark.parametrize(
    "form", [{"digest": "sha512"}, {"digest": "sha384"}, {"subfilter": SigSeedSubFilter.ADOBE_PKCS7_DETACHED}]
)
def test_signature_of_another_form_by_the_offices_key_is_not_as_sealed(form):
    found = look(signed_at_length(paper(), OFFICE_KEY, OFFICE, "Segel", **form))
    assert (is_good(found), found.as_sealed) == (True, False)


@pytest.mark.parametrize("carried", [(), (OFFICE,), (FORGER,), (FORGER, OFFICE)])
def test_certificates_carried_along_change_nothing(carried):
    found = look(signed_at_length(paper(), FORGER_KEY, FORGER, "Segel", carried=carried))
    assert (found.intact, found.signer_pinned, found.signers) == (True, False, ("Dinas Contoh",))


def test_two_attachments_of_the_name_are_neither():
    def twice(writer):
        names = writer.root["/Names"]["/EmbeddedFiles"]["/Names"]
        names += ArrayObject([pdf_string("credential.json"), names.raw_get(1)])
        writer.update_root()

    found = look(signed(updated(paper(), twice)))
    assert found.attachments == ("credential.json", "credential.json")
    assert found.credential is None


def test_other_attachments_are_named_only():
    found = look(signed(paper(name="lain.json")))
    assert (found.attachments, found.credential) == (("lain.json",), None)


def test_very_many_signatures_are_counted_and_not_checked():
    fields = b"<</FT/Sig/V<</ByteRange[0 1 2 3]/Contents<00>>>>>" * 20
    found = look(bare([CATALOG + b"/AcroForm<</Fields[" + fields + b"]>>>>", PAGES]))
    assert found == PdfFindings(is_pdf=True, signature_count=20)


def test_chain_of_inflated_reference_streams_is_not_followed():
    table, body, earlier = zlib.compress(b"\1" * 100_000), b"%PDF-1.7\n", b""
    for number in range(1, 60):
        place = len(body)
        head = b"/Type/XRef/Size 100000/W[1 0 0]/Root 1 0 R/Filter/FlateDecode/Length %d" % len(table)
        body += b"%d 0 obj\n<<%s%s>>stream\n%s\nendstream\nendobj\n" % (number, head, earlier, table)
        earlier = b"/Prev %d" % place
    assert look(body + b"startxref\n%d\n%%%%EOF\n" % place).fault is Fault.DAMAGED


def test_attachment_in_an_unusual_packing_is_not_taken():
    specification = b"<</Type/Filespec/UF(credential.json)/EF<</F 4 0 R>>>>"
    names = CATALOG + b"/Names<</EmbeddedFiles<</Names[(credential.json) 3 0 R]>>>>>>"
    packed = {
        b"<</Length 2>>stream\n{}\nendstream": b"{}",
        b"<</Filter/ASCIIHexDecode/Length 5>>stream\n7B7D>\nendstream": None,
        b"<</Filter/FlateDecode/Length 2>>stream\n{}\nendstream": None,
        b"<</Filter[/FlateDecode]/Length 10>>stream\n%s\nendstream" % zlib.compress(b"{}"): b"{}",
    }
    assert {one: look(bare([names, PAGES, specification, one])).credential for one in packed} == packed


def test_weak_digest_is_not_intact():
    found = look(signed_at_length(paper(), OFFICE_KEY, OFFICE, "Segel", digest="sha1"))
    assert (found.signature_count, found.as_sealed, found.intact) == (1, False, False)
