import doctest
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from setara.kernel.identifiers import accreditation, digits, errors, nib, nik, npwp, phone, sni
from setara.kernel.identifiers.errors import (
    InvalidChecksum,
    InvalidComponent,
    InvalidFormat,
    InvalidLength,
    ValidationError,
)

IDENTIFIERS = [accreditation, nib, nik, npwp, phone, sni]
GOOD = {
    accreditation: ["LSPr-034-IDN", "LP-162-IDN", "LP-1345-IDN", "LK-001-IDN", "LSSM-000-IDN", "LSSML-010-IDN",
                    "LSSMKP-002-IDN", "LI-000-IDN"],
    nib: ["0000000000000", "9120001234567"],
    nik: ["3578010101900000", "3515014101900000", "3578012902000000", "3529307112990000"],
    npwp: ["999999998601000", "0999999998601000", "013000666091000", "3578010101900000"],
    phone: ["+6281200001234", "+62318290000", "+6285900001234"],
    sni: ["SNI 8302:2016/Amd.1:2019", "SNI 01-3743-1995", "SNI ISO 9001:2015", "SNI ISO/IEC 17065:2012",
          "SNI 2713.1:2009", "SNI ISO 8124-1:2010", "SNI 04-6292.2.80-2003", "SNI IEC 60335-2-80:2009",
          "SNI ISO 105-C06:2010", "SNI CAC/RCP 1:2011", "SNI 7617:2013/Kor.1:2014", "SNI 4085:1996"],
}  # fmt: skip
OFFERED = [(module, number) for module, numbers in GOOD.items() for number in numbers]


@pytest.mark.parametrize("module", [*IDENTIFIERS, digits, errors], ids=lambda module: module.__name__)
def test_examples_in_the_documentation_hold(module):
    outcome = doctest.testmod(module)
    assert outcome.failed == 0
    assert outcome.attempted > 0


@pytest.mark.parametrize(("module", "number"), OFFERED)
def test_a_canonical_number_is_its_own_compact_form(module, number):
    assert module.compact(number) == number
    assert module.validate(number) == number
    assert module.is_valid(number)


@pytest.mark.parametrize(("module", "number"), OFFERED)
def test_format_and_compact_are_inverse(module, number):
    assert module.compact(module.format(number)) == number
    assert module.format(module.compact(module.format(number))) == module.format(number)


@pytest.mark.parametrize(
    ("module", "text", "refusal"),
    [
        (nib, "123456789012", InvalidLength),
        (nib, "12345678901234", InvalidLength),
        (nib, "", InvalidLength),
        (nib, "12345678901O3", InvalidFormat),
        (nib, "١٢٣٤٥٦٧٨٩٠١٢٣", InvalidFormat),
        (nib, "１２３４５６７８９０１２３", InvalidFormat),
        (nik, "357801010190000", InvalidLength),
        (nik, "3578010101900O00", InvalidFormat),
        (nik, "3599010101900000", InvalidComponent),
        (nik, "3578000101900000", InvalidComponent),
        (nik, "3578013102900000", InvalidComponent),
        (nik, "3578010001900000", InvalidComponent),
        (nik, "3578014001900000", InvalidComponent),
        (nik, "3578018101900000", InvalidComponent),
        (nik, "3578017201900000", InvalidComponent),
        (nik, "3578010113900000", InvalidComponent),
        (nik, "3578012902990000", InvalidComponent),
        (npwp, "99999999860100", InvalidLength),
        (npwp, "99.999.999.8-6O1.000", InvalidFormat),
        (npwp, "999999997601000", InvalidChecksum),
        (npwp, "0999999997601000", InvalidChecksum),
        (npwp, "3599010101900000", InvalidComponent),
        (accreditation, "LSPr-34-IDN", InvalidLength),
        (accreditation, "LSPr-1345-IDN", InvalidLength),
        (accreditation, "LX-034-IDN", InvalidComponent),
        (accreditation, "LSPr-034", InvalidFormat),
        (accreditation, "LSPr-٠٣٤-IDN", InvalidFormat),
        (accreditation, "LſPr-034-IDN", InvalidFormat),
        (sni, "SNI 7617", InvalidFormat),
        (sni, "ISO 9001:2015", InvalidFormat),
        (sni, "SNI 12:2015", InvalidFormat),
        (sni, "SNI 3144:2105", InvalidFormat),
        (sni, "SNI 3144:٢٠١٥", InvalidFormat),
        (sni, "SNI 8302:2016/Amd.1:2015", InvalidComponent),
        (phone, "", InvalidFormat),
        (phone, "0812-RUMAH", InvalidFormat),
        (phone, "081200001234 / 081200005678", InvalidFormat),
        (phone, "٠٨١٢٠٠٠٠١٢٣٤", InvalidFormat),
        (phone, "+", InvalidFormat),
        (phone, "12", InvalidLength),
        (phone, "0812 0000 0000 0123", InvalidComponent),
        (phone, "080000001234", InvalidComponent),
        (phone, "+65 6234 5678", InvalidComponent),
    ],
)
def test_a_wrong_number_is_refused_with_its_reason(module, text, refusal):
    with pytest.raises(ValidationError) as caught:
        module.validate(text)
    assert type(caught.value) is refusal
    assert not module.is_valid(text)


@pytest.mark.parametrize(
    ("module", "typed", "number"),
    [
        (nib, "9120 0012 34567", "9120001234567"),
        (nik, "35.78.01.010190.0000", "3578010101900000"),
        (npwp, "99.999.999.8–601.000", "999999998601000"),
        (accreditation, "LSPR 034 IDN", "LSPr-034-IDN"),
        (sni, "sni 8302 : 2016 / AMD 1 : 2019", "SNI 8302:2016/Amd.1:2019"),
        (sni, "SNI 01—3743—1995", "SNI 01-3743-1995"),
        (sni, "SNI iso / iec 17065-2012", "SNI ISO/IEC 17065:2012"),
        (phone, "+62 (0)812-0000-1234", "+6281200001234"),
        (phone, "81200001234", "+6281200001234"),
        (phone, "(031) 829.0000", "+62318290000"),
    ],
)
def test_what_people_type_is_brought_to_one_form(module, typed, number):
    assert module.validate(typed) == number


@pytest.mark.parametrize(
    ("refusal", "code"),
    [
        (ValidationError, "invalid"),
        (InvalidLength, "invalid_length"),
        (InvalidFormat, "invalid_format"),
        (InvalidChecksum, "invalid_checksum"),
        (InvalidComponent, "invalid_component"),
    ],
)
def test_every_refusal_has_its_code(refusal, code):
    assert refusal().code == code


near_misses = st.one_of(
    st.text(),
    st.text("0123456789 .-–:/()+", max_size=24),
    st.from_regex(r"(?i)sni (iso )?[0-9]{2}-?[0-9]{1,5}[:-](19|20)[0-9]{2}(/amd\.?[0-9]:20[0-9]{2})?", fullmatch=True),
    st.from_regex(r"(?i)l[a-z]{1,6}[ -]?[0-9]{2,4}[ -]?idn", fullmatch=True),
    st.from_regex(r"35(0[1-9]|1[0-9]|2[0-9]|7[1-9])[0-9]{12}", fullmatch=True),
)


@pytest.mark.parametrize("module", IDENTIFIERS, ids=lambda module: module.__name__)
@given(text=near_misses)
def test_any_text_is_either_valid_in_one_form_or_refused(module: ModuleType, text: str):
    compact = module.compact(text)
    assert module.compact(compact) == compact
    try:
        number = module.validate(text)
    except ValidationError:
        assert not module.is_valid(text)
        with pytest.raises(ValidationError):
            module.format(text)
    else:
        assert number == compact
        assert module.validate(number) == number
        assert module.compact(module.format(text)) == number
        assert number.isascii()


@given(st.integers(min_value=0, max_value=99_999_999), st.integers(min_value=0, max_value=999_999))
def test_exactly_one_check_digit_makes_an_npwp(head, tail):
    candidates = [f"{head:08d}{check}{tail:06d}" for check in range(10)]
    assert sum(npwp.is_valid(candidate) for candidate in candidates) == 1
    assert sum(npwp.is_valid(f"0{candidate}") for candidate in candidates) == 1
