from studio.edit.overlays.wrap import Fitted, atoms, fitted


def square(line, size):
    """Every character as wide as the type is large."""
    return len(line) * size


def test_short_text_stands_on_one_line_at_full_size():
    assert fitted("石门银峰", 400, 100, 50, 2, square) == Fitted(100, ("石门银峰",))


def test_text_a_little_too_long_shrinks_before_it_breaks():
    assert fitted("石门银峰", 360, 100, 50, 2, square) == Fitted(90, ("石门银峰",))


def test_long_text_breaks_into_even_lines():
    assert fitted("一二三四五六", 500, 100, 50, 2, square) == Fitted(100, ("一二三", "四五六"))


def test_phrases_stay_whole():
    found = fitted("高山云雾绿茶", 400, 100, 50, 2, square, ("高山", "云雾", "绿茶"))
    assert found == Fitted(100, ("高山云雾", "绿茶"))


def test_text_too_long_for_its_lines_shrinks_to_the_least():
    assert fitted("一二三四五六七八", 200, 100, 50, 2, square) == Fitted(50, ("一二三四", "五六七八"))


def test_text_that_cannot_fit_is_cut_and_says_so():
    assert fitted("一二三四五六七八九十", 200, 100, 50, 2, square) == Fitted(50, ("一二三四", "五六七…"), is_cut=True)


def test_one_word_wider_than_the_room_is_cut():
    assert fitted("abcdefgh", 100, 50, 20, 2, square).is_cut is False
    assert fitted("abcdefghijkl", 100, 50, 20, 2, square).lines == ("abcde", "fghi…")


def test_figures_words_and_marks_are_never_torn():
    assert atoms("500克/罐（特级）A级，好。") == ["500", "克", "/", "罐", "（特", "级）", "A", "级，", "好。"]
