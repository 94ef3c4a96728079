from datetime import date

import pytest

from studio.core.access import NotAllowed, Role, Scope, User
from studio.flows.sample import import_sample
from studio.library import audit, yamlfile
from studio.library import store as library
from studio.library.catalogue import load_library
from studio.library.exchange import import_files
from studio.library.faults import EntryNotRight
from studio.plan import exchange, store
from studio.plan.check import check
from studio.plan.gather import NothingToCheck
from studio.plan.runofshow import load_session, resolve
from studio.storage.documents import ChangedMeanwhile, IdTaken, NotThere
from tests.county import ADMIN, HOST, MOUNTAIN, OFFICE, TEMPLE, TRAINEE

OPENING = {"id": "opening", "kind": "opening", "title": "开场", "seconds": "60"}
EVENING = {
    "id": "temple-evening", "title": "茶禅夜话", "host": "temple-guide", "spot": "jiashan-temple",
    "starts": "2027-04-06T20:00:00+08:00", "segments": [OPENING],
}  # fmt: skip


def tea(product, **more):
    return {"id": "tea", "kind": "product", "product": product, "title": "茶", "seconds": "60"} | more


@pytest.fixture
def in_database():
    import_sample(ADMIN)


def brought(imported):
    return [imported.new, imported.changed, imported.same, imported.rejected]


def test_campaign_to_database_to_files_is_the_same(county, in_database, tmp_path):
    exchange.export(ADMIN, "2098-spring-tea", tmp_path / "春 茶")
    assert yamlfile.read(tmp_path / "春 茶" / "campaign.yaml").value == yamlfile.read(county.campaign).value
    session = tmp_path / "春 茶" / "sessions" / "opening-night.yaml"
    assert yamlfile.read(session).value == yamlfile.read(county.session).value
    assert check(tmp_path / "春 茶", date(2027, 4, 1), library.snapshot()) == []
    same = ["campaign/2098-spring-tea", "session/opening-night"]
    assert brought(exchange.import_folder(OFFICE, tmp_path / "春 茶")) == [[], [], same, []]


def test_only_what_changed_is_changed(county, in_database):
    county.spoil(county.session, "title: 石门柑橘", "title: 皂市柑橘")
    imported = exchange.import_folder(OFFICE, county.root / "2098-spring-tea")
    assert imported.changed == ["session/opening-night"]
    assert [entry.deed for entry in audit.history("session", "opening-night")] == ["added", "changed"]


def test_what_is_wrong_is_left_out_by_file_and_line(county):
    library_of = county.root / "library"
    import_files(ADMIN, library_of)
    line = county.spoil(county.session, "host: tea-farmer", "host: nobody")
    imported = exchange.import_folder(ADMIN, county.root)
    (problem,) = imported.rejected
    assert (problem.file, problem.line, imported.new) == (str(county.session), line, ["campaign/2098-spring-tea"])
    with pytest.raises(NothingToCheck):
        exchange.import_folder(ADMIN, library_of)


def test_two_files_of_one_id_are_told(county, in_database):
    twin = county.session.with_name("twin.yaml")
    twin.write_bytes(county.session.read_bytes())
    (problem,) = exchange.import_folder(ADMIN, county.root).rejected
    assert problem.file == str(twin)


def test_sample_brings_what_is_missing_and_leaves_what_people_made():
    first = import_sample(ADMIN)
    assert (first.changed, first.same, first.rejected, first.oddities) == ([], [], [], [])
    read = store.session(ADMIN, "opening-night")
    store.put_session(OFFICE, {**read.body, "title": "我们的"}, read.version)
    library.remove(OFFICE, "products", "mengquan-rice", 1)
    second = import_sample(ADMIN)
    assert (second.new, second.changed, second.same) == ([], [], first.new)
    assert store.session(ADMIN, "opening-night").body["title"] == "我们的"


def test_session_is_laid_out_for_commands(in_database, tmp_path):
    path = store.write_session("opening-night", tmp_path / "工 作")
    assert path == tmp_path / "工 作" / "opening-night.yaml"
    resolve(load_session(path), load_library(library.snapshot()))
    assert load_session(path) == store.value_of(store.session(ADMIN, "opening-night"))
    with pytest.raises(NotThere):
        store.write_session("none", tmp_path)


def test_session_is_written_and_versions_are_kept_apart(in_database):
    first = store.put_session(TEMPLE, EVENING)
    assert store.scope_of(first) == Scope(frozenset({"jiashan-temple"}), owner="temple")
    second = store.put_session(OFFICE, EVENING | {"title": "夜话"}, first.version)
    assert (second.version, second.owner) == (2, "temple")
    with pytest.raises(ChangedMeanwhile) as caught:
        store.put_session(TEMPLE, EVENING, first.version)
    assert caught.value.who == "品牌办"
    with pytest.raises(IdTaken):
        store.put_session(TEMPLE, EVENING)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"host": "nobody"}, "The library’s hosts.yaml has no “nobody”."),
        ({"host": "tea-farmer"}, "The library’s hosts.yaml has no “tea-farmer”."),
        ({"segments": [OPENING, tea("huping-honey")]}, "The library’s products.yaml has no “huping-honey”."),
        ({"segments": [OPENING, OPENING]}, "The id “opening” is used twice, also in line 0."),
        ({"segments": []}, "There is no segment."),
        ({"campaign": "none"}, "There is no campaign “none”."),
        ({"starts": "2027-04-06"}, "“starts” is not a date and time: “2027-04-06”"),
        ({"title": ""}, "“title” must be one piece of text."),
        ({"title": "a\x00"}, "There is an unprintable character here, or a value that is no text."),
    ],
)
def test_a_session_that_is_not_right_is_refused(in_database, change, told):
    with pytest.raises(EntryNotRight) as caught:
        store.put_session(TEMPLE, EVENING | change)
    assert [problem.what.told_in(str) for problem in caught.value.problems] == [told]
    assert "壶瓶山" not in caught.value.told_in(str)
    assert not [one for one in caught.value.problems if "huping" in str(one.advice.facts)]
    assert [one.id for one in store.sessions(ADMIN)] == ["opening-night"]


def test_script_in_a_script_stays_text(in_database, tmp_path):
    told = "<script>alert(1)</script>\n  {x} %s\n"
    store.put_session(TEMPLE, EVENING | {"segments": [OPENING | {"script": told}]})
    assert load_session(store.write_session("temple-evening", tmp_path)).segments[0].script == told.strip()


def test_who_sees_and_writes_which_session(in_database):
    store.put_session(ADMIN, EVENING)
    seen = {user.id: [one.id for one in store.sessions(user)] for user in (ADMIN, OFFICE, MOUNTAIN, HOST, TEMPLE)}
    assert seen == {
        "admin": ["opening-night", "temple-evening"], "office": ["opening-night", "temple-evening"],
        "mountain": ["opening-night"], "host": ["opening-night"], "temple": ["temple-evening"],
    }  # fmt: skip
    with pytest.raises(NotThere):
        store.session(TEMPLE, "opening-night")
    with pytest.raises(NotThere):
        store.remove(TEMPLE, store.SESSION, "opening-night", 1)
    with pytest.raises(NotAllowed):
        store.put_session(MOUNTAIN, EVENING | {"spot": "huping-mountain", "host": "tea-farmer"}, 1)
    with pytest.raises(NotAllowed):
        store.put_session(TRAINEE, EVENING | {"id": "mine"})
    assert [one.id for one in store.campaigns(TEMPLE)] == ["2098-spring-tea"]


def test_an_owner_keeps_a_session_but_cannot_move_it_elsewhere(in_database):
    made = store.put_session(TEMPLE, EVENING)
    moved = User("temple", "夹山寺运营", Role.LIVESTREAMER, frozenset())
    store.put_session(moved, EVENING | {"title": "改"}, made.version)
    with pytest.raises(EntryNotRight):  # a spot that is not seen is not there
        store.put_session(moved, EVENING | {"spot": "huping-mountain"}, 2)
    assert store.session(ADMIN, "temple-evening").body["spot"] == "jiashan-temple"


def test_a_session_may_keep_what_its_editor_does_not_see(in_database):
    store.put_session(ADMIN, EVENING | {"segments": [OPENING, tea("huping-honey")]})
    changed = EVENING | {"title": "改", "segments": [OPENING, tea("huping-honey")]}
    assert store.put_session(TEMPLE, changed, 1).version == 2


def test_removal_of_a_session_is_undone(in_database):
    before = store.session(ADMIN, "opening-night").body
    store.remove(HOST, store.SESSION, "opening-night", 1)
    assert store.sessions(ADMIN) == []
    store.restore(HOST, store.SESSION, "opening-night")
    assert store.session(ADMIN, "opening-night").body == before
    assert [one.deed for one in audit.history("session", "opening-night")] == ["added", "removed", "restored"]


def test_campaign_is_written_with_ids_that_are_there(in_database):
    body = {
        "id": "honey-week",
        "title": "蜂蜜周",
        "from": "2027-09-01",
        "until": "2027-09-07",
        "spots": ["jiashan-temple"],
    }
    assert store.put_campaign(TEMPLE, body).version == 1
    with pytest.raises(EntryNotRight) as caught:
        store.put_campaign(TEMPLE, body | {"id": "other", "products": ["huping-honey"]})
    assert caught.value.problems[0].what.facts["id"] == "huping-honey"
    with pytest.raises(NotAllowed):
        store.put_campaign(TRAINEE, body | {"id": "other", "spots": []})
