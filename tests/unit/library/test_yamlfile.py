import pytest

from studio.library.faults import FilesNotRight
from studio.library.yamlfile import DEEPEST, LARGEST_MB, parse


def refused(data):
    """The line and the sentence of the only problem."""
    with pytest.raises(FilesNotRight) as caught:
        parse(data if isinstance(data, bytes) else data.encode(), "farm.yaml")
    (problem,) = caught.value.problems
    assert problem.file == "farm.yaml"
    assert problem.advice.text
    return problem.line, problem.what.told_in(lambda text: text)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("20:00", "20:00"),
        ("012", "012"),
        ("1.10", "1.10"),
        ("no", "no"),
        ("2027-04-05", "2027-04-05"),
        ("~", "~"),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        ("!!int 5", "5"),
        ("!!python/object:os.system x", "x"),
        ('""', ""),
        ("五斤", "五斤"),
    ],
)
def test_value_stays_text(written, value):
    assert parse(f"a: {written}\n".encode(), "").value == {"a": value}


def test_empty_value_counts_as_not_written():
    sheet = parse(b"id: tea\nlink:\nbatch: {lot: }\n", "")
    assert sheet.value == {"id": "tea", "batch": {}}
    assert sheet.place.line("link") == 2


def test_every_key_keeps_its_line():
    place = parse(b"id: x\nsegments:\n  - id: a\n    price: 1\n  - id: b\n", "s.yaml").place
    assert [place.line("id"), place.line("segments"), place.line("segments", 0, "price")] == [1, 2, 4]
    assert place.line("segments", 1) == 5
    assert place.line("segments", 1, "not", "there") == 5
    assert place.below("segments", 0).line("price") == 4


@pytest.mark.parametrize("mark", [b"\xef\xbb\xbf", b""])
def test_byte_order_mark_and_windows_lines_are_read(mark):
    assert parse(mark + "a: 茶\r\nb: 蜜\r\n".encode(), "").value == {"a": "茶", "b": "蜜"}


@pytest.mark.parametrize("text", ["", "# nothing\n", "---\n", "\n\n"])
def test_empty_file_is_an_empty_text(text):
    assert parse(text.encode(), "").value == ""


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("a: 1\nb:\n\tc: 2\n", 3, "There is a tab in this line."),
        ("a:\t1\n", 1, "There is a tab in this line."),
        ("a: |\n  x\n  y\tz\n", 3, "There is a tab in this line."),
        ("a: 1\nb: 2\na: 3\n", 3, "“a” is written twice in the same entry."),
        ("- id: a\n  x: {p: 1, p: 2}\n", 2, "“p” is written twice in the same entry."),
        ("a: 1\na:\n", 2, "“a” is written twice in the same entry."),
        ("a: &x 1\nb: *x\n", 1, "Anchors and aliases (& and *) are not used here."),
        ("a: &x [1, 2]\n", 1, "Anchors and aliases (& and *) are not used here."),
        ("a: 1\nb: *nobody\n", 2, "Anchors and aliases (& and *) are not used here."),
        ("&k a: 1\n", 1, "Anchors and aliases (& and *) are not used here."),
        ("a: 1\n---\nb: 2\n", 2, "A second document begins here, with ---."),
        ("? [a]\n: 1\n", 1, "A list or a mapping cannot be a key."),
        ("a: 1\nb: 2: 3\n", 2, "This cannot be read as YAML: “b: 2: 3”"),
        ("标题：春茶\nb: 1\n", 2, "This cannot be read as YAML: “b: 1”"),
        ("a: b\x07\n", 1, "There is an unprintable character in this line."),
        ('a: 1\nb: "x\\a"\n', 2, "There is an unprintable character in this line."),
        ("a: 1\nb: x\u202ey\n", 2, "There is an unprintable character in this line."),
        ("[" * 5000, 1, "Values are nested too deeply here."),
        ("{a: " * 5000, 1, "Values are nested too deeply here."),
    ],
)
def test_refused_with_its_line(text, line, said):
    assert refused(text) == (line, said)


@pytest.mark.parametrize(
    "text", ['a: "open\n', "a: [1\n", "a: {b\n", "%YAML 9\n---\na: 1", "@a", "a: `b`", "- a\nb: 1", "!<"]
)
def test_odd_yaml_is_a_refusal_with_a_line(text):
    line, _ = refused(text)
    assert line >= 1


def test_anchor_bomb_is_refused_at_its_anchor():
    layers = "".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]\n" for n in range(1, 40))
    assert refused(f"l0: &l0 [x]\n{layers}")[0] == 1


def test_gbk_says_what_to_do():
    assert refused("a: 1\nname: 石门银峰\n".encode("gbk")) == (2, "The file is not written in UTF-8; it may be GBK.")


def test_utf_16_is_refused():
    assert refused("a: 茶".encode("utf-16"))[0] == 1


def test_nesting_up_to_the_limit_is_read():
    value = parse(("[" * DEEPEST + "]" * DEEPEST).encode(), "").value
    for _ in range(DEEPEST - 1):
        (value,) = value
    assert value == []


def test_file_larger_than_the_limit_is_refused():
    assert refused(b"a" * (LARGEST_MB * 1_000_000 + 1)) == (0, f"The file is larger than {LARGEST_MB} MB.")


def test_all_duplicates_are_told_at_once():
    with pytest.raises(FilesNotRight) as caught:
        parse(b"a: 1\na: 2\nb: {c: 1, c: 2}\n", "f")
    assert [problem.line for problem in caught.value.problems] == [2, 3]
