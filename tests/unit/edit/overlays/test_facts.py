from studio.core.units import Fen
from studio.edit.overlays.facts import End, Facts, Mark, plain, words


def test_price_without_fen_is_shown_without_a_point():
    assert [plain(Fen(16800)), plain(Fen(3980)), plain(Fen(5)), plain(None)] == ["168", "39.80", "0.05", None]


def test_words_leave_out_what_is_missing_or_blank():
    facts = Facts("石门银峰", spot_name="  ", end=End(slogan="山高\n云深"))
    assert words(facts) == {"product_name": "石门银峰", "slogan": "山高 云深", "cover_title": "石门银峰"}


def test_daily_price_is_only_told_where_it_is_higher():
    def told(price, daily):
        return words(Facts("茶", price, daily_price=daily)).get("daily_price")

    assert [told(Fen(16800), Fen(19800)), told(Fen(16800), Fen(16800)), told(Fen(16800), Fen(100))] == [
        "198",
        None,
        None,
    ]
    assert told(None, Fen(19800)) is None


def test_marks_stand_parent_first():
    parent, child = Mark("母"), Mark("子")
    assert Facts("茶", parent_brand=parent, child_brand=child).marks == (parent, child)
    assert Facts("茶", child_brand=child).marks == (child,)
