import pytest

from studio.web.tus import Refused, count, metadata


def test_metadata_is_read():
    assert metadata("filename 5pio5pmaLm1wNA==, kind  Zm9vdGFnZQ==,flag") == {
        "filename": "昨晚.mp4",
        "kind": "footage",
        "flag": "",
    }


@pytest.mark.parametrize("text", ["filename *", "filename /w==", "filename a"])
def test_metadata_that_is_no_text_is_refused(text):
    with pytest.raises(Refused):
        metadata(text)


@pytest.mark.parametrize("text", ["", "-1", "1.0", "1e3", " 1", "٣", "9" * 17])
def test_count_that_is_none_is_refused(text):
    with pytest.raises(Refused):
        count({"upload-offset": text}, "upload-offset")
