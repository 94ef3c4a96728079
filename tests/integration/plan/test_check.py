from datetime import date

import pytest

from studio.core.i18n import translator
from studio.library.catalogue import NoLibrary, NotALibrary
from studio.plan.check import check
from studio.plan.gather import CannotLook, NothingToCheck

TODAY = date(2026, 11, 23)


def told(path, today=TODAY):
    return [(problem.file, problem.line, problem.what.told_in(str)) for problem in check(path, today)]


SPOILED_SESSIONS = [
    ("host: tea-farmer", "host: nobody", 0, "The library’s hosts.yaml has no “nobody”."),
    ("spot: huping-mountain\nstarts", "spot: moon\nstarts", 0, "The library’s spots.yaml has no “moon”."),
    ("product: huping-honey", "product: honey", 0, "The library’s products.yaml has no “honey”."),
    ('price: "88.00"', "price: 88元", 0, "“price” is not an amount in yuan: “88元”"),
    (
        'price: "88.00"',
        'price: "88.01"',
        0,
        "壶瓶山蜂蜜 costs 88.01 yuan here, more than its everyday price of 88.00 yuan.",
    ),
    ("    product: huping-honey\n", "", -2, "“product” is missing."),
    ("  - id: honey\n", "  - id: yinfeng\n", 0, "The id “yinfeng” is used twice, also in line 20."),
    ("  - id: honey\n", "  - id: ../honey\n", 0, "“../honey” cannot be an id."),
    (
        "starts: 2027-04-05",
        "starts: 2027-05-05",
        0,
        "The session starts outside its campaign, which runs from 2027-04-05 until 2027-04-25.",
    ),
    ("campaign: 2098-spring-tea", "campaign: autumn", 0, "This folder’s campaign is “2098-spring-tea”, not “autumn”."),
    ("title: 收尾", "titel: 收尾", -2, "“title” is missing."),
    (
        "kind: closing",
        "kind: closing\n    product: shimen-orange",
        1,
        "Only a segment of the kind product has a product.",
    ),
    ("kind: closing", "kind: closing\n    colour: red", 1, "There is no field “colour” here."),
    ("campaign: 2098-spring-tea\n", "", -2, "“campaign” is missing."),
    ("    role: profit\n", "", -5, "“role” is missing."),
    ("    points: [林边蜂场, 一年只取一次蜜]\n", "", -8, "“points” is missing."),
    ("    title: 开场\n", "\ttitle: 开场\n", 0, "There is a tab in this line."),
]


@pytest.mark.parametrize(("old", "new", "offset", "said"), SPOILED_SESSIONS)
def test_fault_of_a_session_is_told_with_its_line(county, old, new, offset, said):
    line = county.spoil(county.session, old, new) + offset
    assert (str(county.session), line, said) in told(county.root)
    assert {file for file, _, _ in told(county.session)} == {str(county.session)}


def test_recall_is_told_at_its_line(county):
    line = county.spoil(county.products, "    harvested: 2026-11-08\n", "    recalled: 2026-11-20\n")
    assert told(county.root) == [(str(county.products), line, "石门柑橘: batch 031 is recalled.")]


def test_failed_inspection_is_told_once(county):
    text = county.products.read_text(encoding="utf-8")
    line = text[: text.index("SL-2026-1112")].count("\n") + 2
    county.spoil(county.products, "SL-2026-1112\n      result: passed", "SL-2026-1112\n      result: failed")
    assert told(county.root) == [(str(county.products), line, "石门柑橘: batch 031 failed its inspection.")]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('price: "39.80"', "price: 三十九块八", "“price” is not an amount in yuan: “三十九块八”"),
        ("stock: 2000", "stock: 0", "石门柑橘 is out of stock."),
        ("capacity_per_day: 60", "capacity_per_day: 0", "壶瓶山采茶体验 takes nobody."),
        ("until: 2027-10-31", "until: 2027-04-04", None),
    ],
)
def test_fault_of_a_product_is_told_with_its_line(county, old, new, said):
    line = county.spoil(county.products, old, new)
    problems = told(county.root)
    assert (str(county.products), line) in {(file, number) for file, number, _ in problems}
    assert said is None or [(str(county.products), line, said)] == problems


def test_validity_over_by_the_session_is_told_though_it_runs_today(county):
    line = county.spoil(
        county.products, "from: 2027-04-10\n  until: 2027-10-31", "from: 2026-04-10\n  until: 2027-04-04"
    )
    said = "壶瓶山采茶体验 is valid until 2027-04-04 only."
    assert told(county.session) == [(str(county.products), line + 1, said)]
    assert told(county.products) == []


@pytest.mark.parametrize("field", ["origin", "grade", "net_weight", "unit", "stock", "town", "sector", "points"])
def test_gap_in_a_product_is_told_at_its_entry(county, field):
    text = county.products.read_text(encoding="utf-8")
    start = text.index("- id: huping-honey")
    cut = text.index(f"  {field}: ", start)
    county.products.write_text(text[:cut] + text[text.index("\n", cut) + 1 :], encoding="utf-8")
    line = text[:start].count("\n") + 1
    assert told(county.root) == [(str(county.products), line, f"“{field}” is missing.")]


def test_licence_that_lapses_before_the_session_is_told_where_it_stands(county):
    text = county.brands.read_text(encoding="utf-8")
    county.brands.write_text(text.replace("until: 2027-12-31", "until: 2027-04-04", 1), encoding="utf-8")
    line = text[: text.index("until: 2027-12-31")].count("\n") + 1
    said = "The licence of 云上茶坊 for 石门银峰 lapsed on 2027-04-04, before 2027-04-05."
    assert told(county.session) == [(str(county.brands), line, said)]
    assert told(county.root) == [(str(county.brands), line, said)]
    assert told(county.brands) == []


def test_licence_that_is_absent_is_told_at_the_product(county):
    county.spoil(county.brands, "[shimen-orange, mengquan-rice", "[mengquan-rice")
    said = "No licence of 橘子坡 covers 石门柑橘."
    assert [(file, sentence) for file, _, sentence in told(county.root)] == [(str(county.products), said)]


def test_licence_that_is_suspended_today_is_told(county):
    text = county.brands.read_text(encoding="utf-8")
    county.brands.write_text(text.replace("status: active", "status: suspended", 1), encoding="utf-8")
    assert "The licence of 云上茶坊 for 石门银峰 is suspended." in [said for _, _, said in told(county.session)]


def test_product_of_a_session_without_a_brand_is_told(county):
    county.spoil(county.products, "  brand: orange-hill\n  origin: 石门县皂市镇\n", "  origin: 石门县皂市镇\n")
    assert [said for _, _, said in told(county.root)] == ["石门柑橘 is sold under no brand."]


CHILD = "橘子坡\n  kind: child\n  parent: shimen-flavour\n"


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (
            "products",
            "- id: mengquan-rice",
            "- id: tea-picking",
            "The id “tea-picking” is used twice, also in line 101.",
        ),
        ("hosts", "- id: temple-guide", "- id: jiashan-temple", "The id “jiashan-temple” is used also in {spots}:8."),
        ("spots", "- id: changti-pass", "- id: Changti", "“Changti” cannot be an id."),
        ("spots", "  town: 罗坪乡\n", "", "“town” is missing."),
        ("hosts", "spots: [changti-pass]", "spots: [changti]", "The library’s spots.yaml has no “changti”."),
        (
            "brands",
            "[shimen-orange, mengquan-rice,",
            "[shimen-orange, rice,",
            "The library’s products.yaml has no “rice”.",
        ),
        ("brands", '"#E07B1A"', "orange", "“colours” is not a colour: “orange”"),
        ("brands", "  slogan: 山高云深，一叶知春\n", "  mark: marks/tea.png\n", "There is no picture marks/tea.png."),
        (
            "brands",
            "  slogan: 山高云深，一叶知春\n",
            "  mark: ../../secret.png\n",
            "There is no picture ../../secret.png.",
        ),
        ("brands", CHILD, "橘子坡\n  kind: child\n", "“parent” is missing."),
        ("brands", CHILD, "橘子坡\n  kind: child\n  parent: cloud-tea\n", "“cloud-tea” is not a parent brand."),
        ("campaign", "spots: [huping-mountain,", "spots: [huping,", "The library’s spots.yaml has no “huping”."),
        ("campaign", "until: 2027-04-25", "until: 2027-04-01", "It ends before it begins."),
        ("campaign", 'budget: "120000.00"', "budget: 十二万", "“budget” is not an amount in yuan: “十二万”"),
        (
            "campaign",
            "id: 2098-spring-tea\n",
            "id: opening-night\n",
            "The id “opening-night” is used also in {campaign}:2.",
        ),
    ],
)
def test_fault_of_the_library_or_campaign_is_told(county, file, old, new, said):
    county.spoil(getattr(county, file), old, new)
    sentences = [sentence for _, _, sentence in told(county.root)]
    assert said.format(spots=county.spots, campaign=county.campaign) in sentences


def test_one_file_of_the_library_tells_only_of_itself(county):
    county.spoil(county.products, "stock: 2000", "stock: 0")
    county.spoil(county.spots, "  town: 罗坪乡\n", "")
    assert [file for file, _, _ in told(county.products)] == [str(county.products)]
    assert [file for file, _, _ in told(county.spots)] == [str(county.spots)]
    assert len(told(county.root / "library")) == 2


def test_file_that_is_no_yaml_stops_no_other(county):
    county.hosts.write_bytes("- id: a\n  name: 田秋香\n".encode("gbk"))
    county.spoil(county.spots, "  town: 罗坪乡\n", "")
    found = told(county.root)
    assert (str(county.hosts), 2, "The file is not written in UTF-8; it may be GBK.") in found
    assert "“town” is missing." in [said for _, _, said in found]


def test_session_may_lie_anywhere_with_a_library_given(county, tmp_path, monkeypatch):
    alone = tmp_path / "desk" / "tonight.yaml"
    alone.parent.mkdir()
    alone.write_bytes(county.session.read_bytes())
    assert check(alone, TODAY, county.root / "library") == []
    assert check(alone, TODAY) == []
    county.root.rename(tmp_path / "elsewhere")
    monkeypatch.chdir(alone.parent)
    with pytest.raises(NoLibrary):
        check(alone, TODAY)
    with pytest.raises(NotALibrary):
        check(alone, TODAY, tmp_path)


def test_folder_that_is_not_called_campaigns_uses_its_own_library(county, tmp_path):
    moved = county.root.rename(tmp_path / "county")
    assert check(moved, TODAY) == []
    assert check(moved / "2098-spring-tea", TODAY, moved / "library") == []


def test_file_ending_in_yml_is_told(county):
    county.session.rename(county.session.with_suffix(".yml"))
    assert told(county.root) == [(str(county.session.with_suffix(".yml")), 0, "The file ends in .yml and is not read.")]


@pytest.mark.parametrize("name", ["", "nothing-here"])
def test_path_with_nothing_to_check_is_refused(tmp_path, name):
    with pytest.raises(NothingToCheck):
        check(tmp_path / name, TODAY)


def test_folder_that_may_not_be_looked_into_is_told(county, monkeypatch):
    def refuse(folder):
        raise PermissionError(13, "Permission denied", str(folder))

    monkeypatch.setattr(type(county.root), "iterdir", refuse)
    with pytest.raises(CannotLook):
        check(county.root, TODAY)


def test_list_that_is_no_session_says_where_it_belongs(tmp_path):
    file = tmp_path / "goods.yaml"
    file.write_text("- id: tea\n", encoding="utf-8")
    assert told(file) == [(str(file), 1, "A session is not a list.")]


def test_field_and_id_are_told_as_they_are_written_in_every_language(county):
    county.session.write_text("host: spot\n", encoding="utf-8")
    said = [problem.what.told_in(translator("zh_CN")) for problem in check(county.session, TODAY)]
    assert {"缺少“spot”。", "资源库的 hosts.yaml 里没有“spot”。"} < set(said)


@pytest.mark.parametrize("text", ["", "# nothing\n", "just words\n", "segments: later\n", "segments: [a, 1]\n"])
def test_file_that_says_little_is_told(county, text):
    county.session.write_text(text, encoding="utf-8")
    assert {file for file, _, _ in told(county.session)} == {str(county.session)}


def test_one_fault_of_a_session_hides_no_other(county):
    county.spoil(county.session, 'price: "88.00"', "price: 88元")
    host = county.spoil(county.session, "host: tea-farmer", "host: nobody")
    product = county.spoil(county.session, "product: shimen-orange", "product: orange")
    county.spoil(county.products, "  stock: 600\n", "  stock: 0\n")
    found = {line for file, line, _ in told(county.session) if file == str(county.session)}
    assert {host, product} < found
    assert str(county.products) in {file for file, _, _ in told(county.session)}


def test_fault_of_an_entry_hides_none_of_its_others(county):
    county.spoil(county.campaign, "from: 2027-04-05", "from: 2027/4/5")
    county.spoil(county.campaign, "channels: [抖音, 快手, 视频号, 小红书]", "channels: 抖音")
    county.spoil(county.campaign, "spots: [", "spots: [nowhere, ")
    county.spoil(county.products, "name: 石门银峰\n  kind: goods", "name: 石门银峰\n  kind: tea")
    county.spoil(county.products, "grade: 一级\n  net_weight: 250克\n", "net_weight: [a]\n  colour: green\n")
    county.spoil(
        county.brands, "  parent: shimen-flavour\n  slogan: 山高云深", "  parent: nobody\n  kid: x\n  slogan: 山高云深"
    )
    county.spoil(county.brands, 'colours: ["#2E7D4F"', "colours: [green")
    assert [said for _, _, said in told(county.root)] == [
        "“from” is not a date: “2027/4/5”",
        "The library’s spots.yaml has no “nowhere”.",
        "“channels” must be a list.",
        "The library’s brands.yaml has no “nobody”.",
        "There is no field “kid” here.",
        "“colours” is not a colour: “green”",
        "“kind” cannot be “tea”.",
        "“net_weight” must be one piece of text.",
        "There is no field “colour” here.",
    ]


UNREADABLE = [
    ("tab", lambda text: text.replace("\n  ", "\n\t", 1), "There is a tab in this line."),
    (
        "twice",
        lambda text: text.replace("\n  name", "\n  id: other\n  name", 1),
        "“id” is written twice in the same entry.",
    ),
    ("mapping", lambda text: "entries: []\n", "This file must be a list of entries."),
]


@pytest.mark.parametrize("shelf", ["products", "spots", "brands", "hosts"])
@pytest.mark.parametrize(("spoil", "said"), [case[1:] for case in UNREADABLE], ids=[case[0] for case in UNREADABLE])
def test_shelf_that_cannot_be_read_is_told_once_and_makes_no_id_unknown(county, shelf, spoil, said):
    file = getattr(county, shelf)
    text = file.read_text(encoding="utf-8")
    spoilt = spoil(text)
    file.write_text(spoilt, encoding="utf-8")
    pairs = zip(text.splitlines(), spoilt.splitlines(), strict=False)
    line = next(number for number, (one, other) in enumerate(pairs, 1) if one != other)
    for asked in (county.root, county.session, county.campaign):
        assert told(asked) == [(str(file), line, said)]


def test_faulty_brand_of_a_session_is_not_called_missing_besides(county):
    county.spoil(county.brands, 'colours: ["#2E7D4F"', "colours: [green")
    assert [said for _, _, said in told(county.session)] == ["“colours” is not a colour: “green”"]
