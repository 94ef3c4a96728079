import pytest


@pytest.fixture
def studio_address(tmp_path, serving):
    little = {"STUDIO_HOME": str(tmp_path / "home"), "STUDIO_QUOTA_GB": "0.01"}
    with serving(["-m", "studio", "open", "--no-browser", "--port"], tmp_path, little) as address:
        yield address


@pytest.mark.parametrize("visit", ["phone"], indirect=True)
def test_file_beyond_the_quota_is_refused_in_plain_words(visit, large):
    visit.open("/cut")
    visit.page.locator(".st-key-step-recording input[type=file]").first.set_input_files(large)
    visit.page.get_by_text("昨晚的大录像.mp4 放不下").wait_for()
    visit.picture("upload-over-quota")
    assert visit.english() == []
    visit.complaints = [told for told in visit.complaints if "413" not in told]
