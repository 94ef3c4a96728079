import io

import pytest
from PIL import Image

from studio.core.access import NotAllowed
from studio.flows.sample import import_sample
from studio.library import audit, store
from studio.library.catalogue import SHELVES, load_library, mark_file
from studio.library.faults import EntryNotRight
from studio.library.marks import NotAMark
from studio.library.written import LONGEST_ENTRY
from studio.storage.documents import ChangedMeanwhile, IdTaken, NotThere
from tests.county import ADMIN, HOST, MOUNTAIN, OFFICE, TEMPLE, TRAINEE, TRAINER

SPOT = {"id": "temple-tea", "name": "茶席", "kind": "service", "spots": ["jiashan-temple"]}
SHARED = SPOT | {"id": "shared", "spots": ["jiashan-temple", "huping-mountain"]}
COUNTY = {"id": "rice", "name": "大米", "kind": "goods"}


@pytest.fixture
def county():
    import_sample(ADMIN)


def seen(user, shelf="products"):
    return {entry.id for entry in store.entries(user, shelf)}


def png(colour="green"):
    made = io.BytesIO()
    Image.new("RGB", (8, 8), colour).save(made, "PNG")
    return made.getvalue()


def test_entry_is_written_changed_and_logged():
    first = store.put(OFFICE, "products", COUNTY)
    second = store.put(OFFICE, "products", COUNTY | {"price": "49.00", "name": "香米"}, first.version)
    assert (second.version, store.entry(HOST, "products", "rice").body["name"]) == (2, "香米")
    told = [(entry.name, entry.deed, entry.detail["fields"]) for entry in audit.history("product", "rice")]
    assert told == [("品牌办", "added", ["id", "name", "kind"]), ("品牌办", "changed", ["name", "price"])]


def test_two_people_do_not_overwrite_each_other():
    read = store.put(OFFICE, "products", SPOT)
    store.put(TEMPLE, "products", SPOT | {"price": "10.00"}, read.version)
    with pytest.raises(ChangedMeanwhile) as caught:
        store.put(OFFICE, "products", SPOT | {"price": "20.00"}, read.version)
    assert caught.value.who == "夹山寺运营"
    with pytest.raises(IdTaken):
        store.put(OFFICE, "products", SPOT)
    assert len(audit.history("product", SPOT["id"])) == 2


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (SPOT | {"price": "many"}, "price"),
        (SPOT | {"kind": "tea"}, "kind"),
        (SPOT | {"id": "../x"}, None),
        ({"id": "x", "kind": "goods"}, "name"),
        (SPOT | {"link": "javascript:alert(1)"}, "link"),
        (SPOT | {"batch": {"lot": "1", "report": {"result": "good"}}}, "result"),
        (SPOT | {"spots": "jiashan-temple"}, "spots"),
        (SPOT | {"stock": 5}, "stock"),
    ],
)
def test_faults_name_the_field(body, field):
    with pytest.raises(EntryNotRight) as caught:
        store.put(ADMIN, "products", body)
    assert field in {problem.what.facts.get("field") for problem in caught.value.problems} | {None}
    assert caught.value.told_in(str).startswith("This cannot be saved as it is:\n")
    assert store.entries(ADMIN, "products") == []


@pytest.mark.parametrize("name", ["a\x00b", "a\u202eb", "x" * LONGEST_ENTRY, "\ud800"])
def test_what_would_spoil_the_files_is_refused(name):
    with pytest.raises(EntryNotRight):
        store.put(ADMIN, "products", SPOT | {"name": name})


def test_script_stays_text():
    told = "<script>alert('茶')</script> {x} %s =1+1"
    store.put(ADMIN, "products", SPOT | {"name": told})
    assert store.current().products[SPOT["id"]].name == told


def test_removal_is_undone(county):
    before = [entry.id for entry in store.entries(ADMIN, "products")]
    gone = store.remove(OFFICE, "products", "jiashan-package", 1)
    assert "jiashan-package" not in store.current().products
    assert [entry.id for entry in store.entries(ADMIN, "products", removed=True)] == ["jiashan-package"]
    with pytest.raises(NotThere):
        store.entry(ADMIN, "products", "jiashan-package")
    with pytest.raises(ChangedMeanwhile):
        store.remove(ADMIN, "products", "jiashan-package", 1)
    back = store.restore(OFFICE, "products", "jiashan-package")
    assert (back.version, back.body) == (3, gone.body)
    assert [entry.id for entry in store.entries(ADMIN, "products")] == before
    assert [entry.deed for entry in audit.history("product", "jiashan-package")] == ["added", "removed", "restored"]


def test_a_spots_people_see_their_own_and_the_countys(county):
    store.put(ADMIN, "products", SHARED)
    everything = seen(ADMIN)
    assert everything == seen(OFFICE) == seen(TRAINER) == seen(TRAINEE)
    of_mountain = {"shimen-yinfeng", "huping-honey", "huping-ticket", "tea-picking"}
    assert everything & of_mountain == of_mountain
    assert seen(TEMPLE) & of_mountain == set()
    assert {"jiashan-package", "shimen-orange", "shared"} <= seen(TEMPLE)
    assert of_mountain | {"shimen-orange", "shared"} <= seen(MOUNTAIN) == seen(HOST)
    assert "jiashan-package" not in seen(MOUNTAIN)
    assert seen(TEMPLE, "spots") == {"jiashan-temple"}
    assert seen(TEMPLE, "hosts") == {"temple-guide"}
    assert seen(TEMPLE, "brands") == seen(ADMIN, "brands")
    with pytest.raises(NotThere):
        store.entry(TEMPLE, "products", "huping-honey")


@pytest.mark.parametrize(
    ("user", "shelf", "body", "is_allowed"),
    [
        (TEMPLE, "products", SPOT, True),
        (TEMPLE, "products", SHARED, True),
        (MOUNTAIN, "products", SPOT, False),
        (TEMPLE, "products", COUNTY, False),
        (TEMPLE, "brands", {"id": "mine", "name": "我的", "kind": "parent"}, False),
        (TEMPLE, "spots", {"id": "jiashan-temple", "name": "夹山寺"}, True),
        (TEMPLE, "spots", {"id": "new-spot", "name": "新景点"}, False),
        (TEMPLE, "hosts", {"id": "guide", "name": "向", "spots": ["jiashan-temple"]}, True),
        (HOST, "products", SPOT | {"spots": ["huping-mountain"]}, False),
        (TRAINER, "products", COUNTY, False),
        (TRAINEE, "products", COUNTY, False),
        (OFFICE, "brands", {"id": "mine", "name": "我的", "kind": "parent"}, True),
        (OFFICE, "products", COUNTY, True),
        (ADMIN, "spots", {"id": "new-spot", "name": "新景点"}, True),
    ],
)
def test_who_may_write_what(user, shelf, body, is_allowed):
    if is_allowed:
        assert store.put(user, shelf, body).changed_by == user.id
        return
    with pytest.raises(NotAllowed):
        store.put(user, shelf, body)
    assert store.entries(ADMIN, shelf) == []


def test_nobody_takes_an_entry_over_by_naming_another_spot(county):
    honey = store.entry(ADMIN, "products", "huping-honey")
    with pytest.raises(NotAllowed):
        store.put(TEMPLE, "products", {**honey.body, "spots": ["jiashan-temple"]}, honey.version)
    with pytest.raises(NotThere):
        store.remove(TEMPLE, "products", "huping-honey", 1)
    store.remove(ADMIN, "products", "huping-honey", 1)
    with pytest.raises(NotThere):
        store.restore(TEMPLE, "products", "huping-honey")
    with pytest.raises(NotAllowed):
        store.put(TEMPLE, "products", {**honey.body, "spots": ["jiashan-temple"]})
    orange = store.entry(TEMPLE, "products", "shimen-orange")
    with pytest.raises(NotAllowed):
        store.remove(TEMPLE, "products", orange.id, orange.version)


def test_snapshot_is_made_anew_only_when_something_changed(county):
    first = store.snapshot()
    assert store.snapshot() == first
    assert store.current() is store.current()
    assert list(load_library(first).products) == [entry.id for entry in store.entries(ADMIN, "products")]
    store.put(OFFICE, "products", COUNTY)
    assert store.snapshot() != first
    assert "rice" in store.current().products
    assert "rice" not in load_library(first).products
    assert sorted(path.name for path in store.snapshot().iterdir()) == sorted(f"{shelf}.yaml" for shelf in SHELVES)


def test_an_empty_library_is_one():
    assert store.current().products == {}


def test_mark_is_kept_with_its_brand(county):
    brand = store.entry(OFFICE, "brands", "cloud-tea")
    saved = store.put_mark(OFFICE, "cloud-tea", png(), brand.version)
    assert (saved.version, saved.body["mark"]) == (2, "marks/cloud-tea.png")
    before = store.snapshot()
    library = store.current()
    assert mark_file(library, library.brands["cloud-tea"]).read_bytes() == png()
    store.put_mark(OFFICE, "cloud-tea", png("red"), saved.version)
    assert store.snapshot() != before
    assert (store.snapshot() / "marks" / "cloud-tea.png").read_bytes() == png("red")
    with pytest.raises(NotAMark):
        store.put_mark(OFFICE, "cloud-tea", b"<svg onload=alert(1)>", 3)
    with pytest.raises(NotAllowed):
        store.put_mark(TEMPLE, "cloud-tea", png(), 3)


@pytest.mark.parametrize("path", ["../out.png", "/etc/out.png", "products.yaml", "marks/../../out.png"])
def test_a_mark_leads_nowhere_outside(county, tmp_path, path):
    store.put(ADMIN, "brands", {"id": "bad", "name": "坏", "kind": "parent", "mark": path})
    store.write_to(tmp_path / "a" / "library")
    assert sorted(found.name for found in tmp_path.rglob("*") if found.is_file()) == sorted(
        f"{shelf}.yaml" for shelf in SHELVES
    )
    assert "huping-honey" in load_library(tmp_path / "a" / "library").products
