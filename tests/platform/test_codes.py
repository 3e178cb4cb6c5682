import pytest
import zxingcpp

from setara.platform.codes import texts_in


def grey(text):
    picture = memoryview(zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode).to_image(scale=4))
    return bytes(picture), picture.shape[1]


def test_codes_in_a_picture_are_read():
    assert texts_in(*grey("SETARA 1")) == ["SETARA 1"]
    assert texts_in(bytes(100), 10) == []


@pytest.mark.parametrize(("size", "width"), [(0, 10), (7, 2), (2001, 1), (2001, 2001)])
def test_bytes_that_are_no_picture_are_refused(size, width):
    with pytest.raises(ValueError, match="no picture"):
        texts_in(bytes(size), width)
