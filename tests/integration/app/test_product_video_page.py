import pytest

from studio.core.access import Role, User
from studio.edit.review import store as review
from studio.edit.review.clip import Facts
from studio.flows.product_video_job import KIND
from studio.flows.sample import import_sample
from studio.jobs import queue

SPOT = "huping-mountain"
ROLES = [User(role.value, "覃大姐", role, frozenset({SPOT})) for role in Role]
KEEPER = User("qin", "覃大姐", Role.SPOT_OPERATOR, frozenset({SPOT}))


def rows(*starts, **more):
    return [{"file": f"{n}" * 32, "in": n, "out": n + 3.0, **more} for n in starts]


@pytest.fixture
def clip():
    """A finished video of two shots, one to spare, one left out; its footage is gone."""
    asked = {"footage": [], "product": "shimen-yinfeng", "spot": SPOT, "seconds": 8}
    job = queue.adopt(KIND, "<b>短片</b>", asked, owner="qin", spots=[SPOT], language="zh_CN")
    details = {"shots": rows(1, 2), "keeps": rows(1, 2), "spare": rows(3), "dropped": rows(4, fault="dark")}
    made = review.Made(
        kind=KIND, session=None, segment="shimen-yinfeng", product="shimen-yinfeng", title="<script>石门银峰",
        spots=frozenset({SPOT}), brands=frozenset(), files={"video": "a" * 32, "cover": "b" * 32},
        facts=Facts(price="168.00"), details={**details, "look": "mountain"},
    )  # fmt: skip
    return review.keep(job.id, "qin", made)


def said(page):
    kinds = (page.title, page.subheader, page.markdown, page.caption, page.info, page.warning, page.error)
    return "\n".join(element.value for kind in kinds for element in kind)


@pytest.mark.parametrize("user", ROLES, ids=lambda user: user.role)
def test_every_role_begins_with_what_to_do(user, open_page):
    page = open_page(user=user).switch_page("product_video.py").run()
    assert not page.exception
    assert page.button(key="start").disabled


def test_spot_operator_is_shown_the_own_spot_with_its_products(open_page):
    import_sample(ROLES[0])
    page = open_page(user=KEEPER).switch_page("product_video.py").run()
    assert page.selectbox[0].options == ["壶瓶山"]
    assert "石门银峰" in page.selectbox[1].options


@pytest.mark.parametrize("user", [KEEPER, *(u for u in ROLES if u.role is not Role.TRAINEE)], ids=lambda user: user.id)
def test_finished_video_tells_its_shots_and_what_was_left_out(user, open_page, clip):
    page = open_page(user=user)
    page.query_params["id"] = clip.id
    page.switch_page("product_video.py").run()
    assert not page.exception
    assert "太暗" in said(page)
    assert "\\<script\\>" in page.title[0].value


def test_shot_chosen_anew_is_kept_and_the_job_goes_again(open_page, clip):
    page = open_page(user=KEEPER)
    page.query_params["id"] = clip.id
    wished = rows(1, 3)
    page.session_state[f"shots-{clip.version}-{clip.id}"] = wished
    page.switch_page("product_video.py").run()
    page.button(key="again").click().run()
    assert review.find(KEEPER, clip.id).edits == {"shots": wished}
    assert queue.read(clip.job).state == "waiting"
