import errno
import pickle
from dataclasses import dataclass
from typing import ClassVar

import pytest

from studio.core.errors import StudioError, why


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


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError(errno.EROFS, "in the system's own words"), "Read-only file system"),
        (OSError("a long story of a library\n[out#0] No space left on device\nand more"), "No space left on device"),
        (OSError("unheard of"), "unheard of"),
    ],
)
def test_reason_of_the_system_is_one_that_can_be_translated(error, told):
    assert why(error) == told
