"""The eight kinds of certificate that the programme facilitates (*jenis fasilitasi*)."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """Code of a kind; public, stands in files, URLs and credentials."""

    SPPT_SNI = "sppt_sni"
    BARCODE = "barcode"
    ISO = "iso"
    BATIKMARK = "batikmark"
    TRADEMARK = "trademark"
    COPYRIGHT = "copyright"
    INDUSTRIAL_DESIGN = "industrial_design"
    PRODUCT_TEST = "product_test"


@dataclass(frozen=True, slots=True)
class Names:
    """One name in both languages, Indonesian first."""

    id: str
    en: str


KIND_NAMES: dict[Kind, Names] = {
    Kind.SPPT_SNI: Names("Sertifikat SPPT-SNI", "SNI product certificate"),
    Kind.BARCODE: Names("Sertifikat Keanggotaan GS1 (barcode)", "GS1 membership certificate (barcode)"),
    Kind.ISO: Names("Sertifikat Sistem Manajemen ISO", "ISO management system certificate"),
    Kind.BATIKMARK: Names("Sertifikat Batikmark", "Batikmark certificate"),
    Kind.TRADEMARK: Names("Sertifikat Merek", "Trademark certificate"),
    Kind.COPYRIGHT: Names("Surat Pencatatan Ciptaan", "Copyright recordation letter"),
    Kind.INDUSTRIAL_DESIGN: Names("Sertifikat Desain Industri", "Industrial design certificate"),
    Kind.PRODUCT_TEST: Names("Laporan Hasil Uji Produk", "Product test report"),
}

CONFORMITY_KINDS = frozenset({Kind.SPPT_SNI, Kind.ISO, Kind.BATIKMARK, Kind.PRODUCT_TEST})
"""Kinds that state conformity (ISO/IEC 17000); the other four never become conformity credentials."""
