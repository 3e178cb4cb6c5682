"""Papers, keys and what a forger does with them."""

import datetime as dt
from io import BytesIO

import typst
from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.pdf_utils.generic import DictionaryObject, NumberObject, pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from setara.platform.pdf.signing import DocumentSigner, self_signed

MOMENT = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.timezone(dt.timedelta(hours=7)))
NAME = "Dinas Contoh"
CREDENTIAL = b'{"id": "urn:contoh", "number": "824"}'


def key_pair(serial=7, name=NAME):
    key = ec.generate_private_key(ec.SECP256R1())
    return key, self_signed(key, name, MOMENT, MOMENT.replace(year=2036), serial)


OFFICE_KEY, OFFICE = key_pair()
FORGER_KEY, FORGER = key_pair()
SIGNER = DocumentSigner(OFFICE_KEY, OFFICE)


def paper(text="asli", credential=CREDENTIAL, name="credential.json"):
    source = (
        f'#set document(title: "{text}")\n{text}\n'
        '#if sys.inputs.c != "" { pdf.attach(sys.inputs.n, bytes(sys.inputs.c), relationship: "data", '
        'mime-type: "application/json", description: "c") }'
    )
    inputs = {"c": credential.decode(), "n": name}
    return typst.Compiler(source.encode(), sys_inputs=inputs).compile(
        format="pdf", pdf_standards=["a-3b"], timestamp=MOMENT
    )


def signed(pdf=None):
    return SIGNER.sign(pdf or paper(), MOMENT)


def loaded(certificate):
    return asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER))


def signed_at_length(
    pdf,
    key,
    certificate,
    field,
    *,
    certify=False,
    room=16_000,
    digest="sha256",
    subfilter=SigSeedSubFilter.PADES,
    carried=(),
):
    """A signature by pyHanko's long way, with room left in its contents; `carried` are further certificates."""
    store = SimpleCertificateStore()
    store.register_multiple(loaded(one) for one in carried)
    signer = SimpleSigner(
        signing_cert=loaded(certificate),
        signing_key=asn1_keys.PrivateKeyInfo.load(key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())),
        cert_registry=store,
    )
    metadata = PdfSignatureMetadata(
        field_name=field,
        md_algorithm=digest,
        subfilter=subfilter,
        certify=certify,
        docmdp_permissions=MDPPerm.ANNOTATE,
    )
    output = BytesIO()
    PdfSigner(metadata, signer).sign_pdf(
        IncrementalPdfFileWriter(BytesIO(pdf + b"\n")), output=output, bytes_reserved=room
    )
    return output.getvalue()


def updated(pdf, change):
    """The file with an incremental update; `change` gets the writer."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    change(writer)
    output = BytesIO()
    writer.write(output)
    return output.getvalue()


def with_other_page(writer):
    page = writer.root["/Pages"]["/Kids"][0].get_object()
    page["/Rotate"] = NumberObject(180)
    writer.update_container(page)


def with_validation_data(writer):
    writer.root["/DSS"] = writer.add_object(DictionaryObject({pdf_name("/Type"): pdf_name("/DSS")}))
    writer.update_root()


def with_other_attachment(writer):
    stream = writer.root["/Names"]["/EmbeddedFiles"]["/Names"][1].get_object()["/EF"]["/F"].get_object()
    stream._data = b'{"forged": true}'
    stream._encoded_data = None
    writer.update_container(stream)


def bare(objects, *, root=b"1 0 R", extra=b""):
    """A file made by hand: bodies of objects 1, 2, 3 … with a table that is right."""
    body, places = b"%PDF-1.7\n", []
    for place, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (place, content)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    table += b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer\n<</Size %d/Root %s%s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, root, extra, len(body))
    return body + table + trailer
