import sys

import pytest

from studio.cli.main import run


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            "slice x --session a --out b --canvas 4:3",
            "命令不对：--canvas (9:16 16:9) 的值不对，看“studio slice --help”",
        ),
        ("slice x --session a", "命令不对：少了 --out，看“studio slice --help”"),
        (
            "product-video x --product a --spot b --seconds 0 --out c",
            "命令不对：--seconds (≥ 5) 的值不对，看“studio product-video --help”",
        ),
        (
            "slice x --session a --out b --max-seconds 0",
            "命令不对：--max-seconds (≥ 5) 的值不对，看“studio slice --help”",
        ),
        ("slice --frob", "命令不对：没有 --frob 这个选项，看“studio slice --help”"),
        ("nonsense", "命令不对：看“studio --help”"),
    ],
)
def test_a_wrong_command_line_is_refused_in_chinese(monkeypatch, capsys, line, told):
    monkeypatch.setattr(sys, "argv", ["studio", *line.split()])
    assert run() == 2
    said = capsys.readouterr().err.strip()
    assert said.replace("pytest ", "studio ") == told
