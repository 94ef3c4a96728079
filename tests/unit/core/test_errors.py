import pickle
from dataclasses import dataclass
from typing import ClassVar

from studio.core.errors import StudioError


@dataclass(eq=False)
class PotEmpty(StudioError):
    pot: str
    cups: int
    message: ClassVar[str] = "{pot} is empty after {cups} cups."
    hint: ClassVar[str] = "Fill {pot}."


def test_error_is_told_with_its_facts():
    assert PotEmpty("the pot", 3).told_in(lambda text: text) == "the pot is empty after 3 cups.\nFill the pot."


def test_error_survives_a_worker():
    copy = pickle.loads(pickle.dumps(PotEmpty("the pot", 3)))
    assert (copy.pot, copy.cups) == ("the pot", 3)
