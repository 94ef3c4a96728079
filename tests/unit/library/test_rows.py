from studio.library.faults import Place
from studio.library.rows import Row

OLD = {"id": "tea", "name": "茶", "batch": {"lot": "1", "report": {"result": "passed"}}, "price": "1.00"}


def over(body, *covers):
    return Row("products", body, Place(), covers).over(OLD)


def test_what_a_row_does_not_speak_of_stays():
    assert over({"id": "tea", "price": "2.00"}, ("id",), ("price",)) == OLD | {"price": "2.00"}


def test_an_empty_cell_takes_the_value_out():
    assert over({"id": "tea"}, ("id",), ("price",), ("batch", "report", "result")) == {
        "id": "tea", "name": "茶", "batch": {"lot": "1"},
    }  # fmt: skip


def test_a_part_without_values_goes():
    assert "batch" not in over({"id": "tea"}, ("batch", "lot"), ("batch", "report", "result"))


def test_the_old_entry_is_not_touched():
    over({"id": "tea", "batch": {"lot": "2"}}, ("batch", "lot"))
    assert OLD["batch"]["lot"] == "1"


def test_a_whole_row_or_a_new_one_is_taken_as_it_is():
    assert Row("products", {"id": "tea"}, Place()).over(OLD) == {"id": "tea"}
    assert Row("products", {"id": "tea"}, Place(), (("id",), ("price",))).over(None) == {"id": "tea"}
