from datetime import date

import pytest

from studio.core.errors import StudioError
from studio.library.catalogue import load_library
from studio.library.faults import FilesNotRight
from studio.plan.campaign import load_campaign
from studio.plan.runofshow import day_of, load_session, resolve

NIGHT = """\
id: night
title: 晚场
host: tea-farmer
spot: huping-mountain
starts: {starts}
segments:
  - id: honey
    kind: product
    product: huping-honey
    title: 蜂蜜
    seconds: 240.5
    price: 88
    points: [一年只取一次蜜]
    script: |
      一瓶500克。

      今晚88元。
"""


def night(tmp_path, starts="2027-04-05T20:00:00+08:00", **changes):
    text = NIGHT.format(starts=starts)
    for old, new in changes.items():
        text = text.replace(old, new)
    file = tmp_path / "night.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def test_session_is_read_as_values(tmp_path):
    session = load_session(night(tmp_path))
    (honey,) = session.segments
    assert (session.id, session.campaign, session.starts.isoformat()) == ("night", None, "2027-04-05T20:00:00+08:00")
    assert (honey.seconds, honey.price, honey.role, honey.link) == (240.5, 8800, None, None)
    assert (honey.points, honey.script) == (("一年只取一次蜜",), "一瓶500克。\n\n今晚88元。")


@pytest.mark.parametrize(
    ("starts", "day"),
    [
        ("2027-04-05T00:00:00+08:00", date(2027, 4, 5)),
        ("2027-04-05T16:30:00Z", date(2027, 4, 6)),
        ("2027-04-05 23:59:59+08:00", date(2027, 4, 5)),
        ("2027-04-05T20:00+09:00", date(2027, 4, 5)),
    ],
)
def test_session_has_the_countys_day(tmp_path, starts, day):
    assert day_of(load_session(night(tmp_path, starts))) == day


def test_all_unknown_ids_are_told_with_their_lines(tmp_path, county):
    file = night(tmp_path, **{"tea-farmer": "a", "huping-mountain": "b", "huping-honey": "c"})
    with pytest.raises(FilesNotRight) as caught:
        resolve(load_session(file), load_library(county.root / "library"))
    assert [(problem.line, problem.what.facts["id"]) for problem in caught.value.problems] == [
        (3, "a"),
        (4, "b"),
        (9, "c"),
    ]


def test_campaign_of_a_session_need_not_be_there(tmp_path, county):
    file = night(tmp_path, **{"title: 晚场": "title: 晚场\ncampaign: nowhere"})
    resolve(load_session(file), load_library(county.root / "library"))


def test_all_faults_are_told_at_once(tmp_path):
    file = night(tmp_path, starts="20:00", **{"price: 88": "price: 八十八", "id: honey": "id: a/b", "title: 蜂蜜": ""})
    with pytest.raises(FilesNotRight) as caught:
        load_session(file)
    assert [problem.line for problem in caught.value.problems] == [5, 7, 7, 12]


def test_session_with_an_unknown_field_is_read_all_the_same(tmp_path):
    assert (
        load_session(night(tmp_path, **{"seconds": "colour: red\n    seconds"})).segments[0].product == "huping-honey"
    )


@pytest.mark.parametrize(
    "data",
    [b"", b"\x00\x01\x02", b"a: &x [*x]", b"a:\n\t- b", "标题: 茶".encode("gbk"), b"[" * 99, b"- a", b"%", b"&a", b'"'],
)
@pytest.mark.parametrize("load", [load_session, load_campaign])
def test_odd_file_is_a_refusal_that_names_it(tmp_path, load, data):
    file = tmp_path / "odd.yaml"
    file.write_bytes(data)
    with pytest.raises(StudioError) as caught:
        load(file)
    assert f"{file}:" in str(caught.value)


def test_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(FilesNotRight):
        load_session(tmp_path / "none.yaml")
    with pytest.raises(FilesNotRight):
        load_session(tmp_path)
