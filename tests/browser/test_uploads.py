"""Bringing a file over a bad network, by the page's own hand: breaks, reloads, refusals, a change of mind."""


class Network:
    """The way to `/api/upload`, which can be cut; `patches` are the offsets of the pieces that set out."""

    def __init__(self, page):
        self.is_cut, self.cut_at, self.patches, self.begun = False, None, [], 0
        page.route("**/api/upload**", self.pass_on)

    def pass_on(self, route):
        asked = route.request
        offset = int(asked.headers.get("upload-offset", -1))
        if asked.method == "PATCH" and offset == self.cut_at:
            self.is_cut, self.cut_at = True, None
        if self.is_cut:
            return route.abort("connectionreset")
        self.begun += asked.method == "POST"
        if asked.method == "PATCH":
            self.patches.append(offset)
        return route.continue_()


def place(visit):
    return visit.page.locator(".st-key-step-recording input[type=file]").first


def forget_complaints(visit):
    """Chromium itself writes every failed request down."""
    visit.complaints = [told for told in visit.complaints if "Failed to load resource" not in told]


def test_upload_goes_on_after_the_connection_dropped(visit, large):
    visit.open("/cut")
    network = Network(visit.page)
    network.cut_at = 8 << 20
    place(visit).set_input_files(large)
    visit.page.get_by_text("网络断了，正在接着传").wait_for()
    visit.picture("upload-broken")
    assert visit.english() == []
    assert visit.low_taps() == []
    network.is_cut = False
    visit.page.get_by_text("点这里换一个").wait_for(timeout=60_000)
    assert (network.begun, network.patches) == (1, [0, 8 << 20, 16 << 20])
    forget_complaints(visit)


def test_upload_goes_on_after_a_reload(visit, large):
    visit.open("/cut")
    network = Network(visit.page)
    network.cut_at = 16 << 20
    place(visit).set_input_files(large)
    visit.page.get_by_text("网络断了，正在接着传").wait_for()
    visit.page.once("dialog", lambda asked: asked.accept())
    visit.page.reload()
    visit.page.get_by_text("再选一次同一个文件").wait_for()
    visit.settle()
    visit.picture("upload-unfinished")
    assert visit.english() == []
    network.is_cut = False
    place(visit).set_input_files(large)
    visit.page.get_by_text("点这里换一个").wait_for(timeout=60_000)
    assert (network.begun, network.patches) == (1, [0, 8 << 20, 16 << 20])
    forget_complaints(visit)


def test_cancelled_upload_leaves_nothing(visit, large):
    visit.open("/cut")
    network = Network(visit.page)
    network.cut_at = 8 << 20
    place(visit).set_input_files(large)
    visit.page.get_by_text("网络断了，正在接着传").wait_for()
    network.is_cut = False
    with visit.page.expect_response(lambda answer: answer.request.method == "DELETE") as ended:
        visit.page.get_by_role("button", name="取消").click()
    assert ended.value.status == 204
    visit.page.get_by_text("点这里选录像").wait_for()
    assert visit.page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('studio-upload:'))") == []
    forget_complaints(visit)
