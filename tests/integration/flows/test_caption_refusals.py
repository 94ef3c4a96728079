"""Scripts that captions cannot be made with; what people wrote is never written over."""


def test_script_is_never_written_over(studio, tmp_path):
    words = tmp_path / "words.srt"
    words.write_text("茶园海拔八百米。", encoding="utf-8")
    code, printed, said = studio("caption", tmp_path / "live.mp4", "--script", words, "--out", words)
    assert (code, printed, said) == (2, "", f"{words} 是话术，这样会把它盖掉。\n给 --out 换个名字。\n")
    assert words.read_text(encoding="utf-8") == "茶园海拔八百米。"


def test_script_that_is_not_there_is_called_missing(studio, tmp_path):
    asked = ["--script", tmp_path / "words.txt", "--out", tmp_path / "words.srt"]
    code, _, said = studio("caption", tmp_path / "live.mp4", *asked)
    assert (code, said.splitlines()[0]) == (2, f"没有文件 {tmp_path / 'words.txt'}。")
