"""The one family of errors that people can understand and act on. Anything else is a bug."""

import errno
from dataclasses import fields
from typing import Any, ClassVar

from studio.core.i18n import Translate, mark

_REFUSALS = {
    errno.ENOSPC: mark("No space left on device"),
    errno.EROFS: mark("Read-only file system"),
    errno.EACCES: mark("Permission denied"),
    errno.ENOTDIR: mark("Not a directory"),
    errno.EISDIR: mark("Is a directory"),
    errno.ENOENT: mark("No such file or directory"),
    errno.EEXIST: mark("File exists"),
    errno.ENAMETOOLONG: mark("File name too long"),
}


class StudioError(Exception):
    """Something the person can mend. Subclasses are `@dataclass(eq=False)`; their fields are the facts.

    `message` says what happened, `hint` what to do; both are marked English templates over the fields.
    """

    message: ClassVar[str]
    hint: ClassVar[str] = ""

    def __post_init__(self) -> None:
        """Fill `args`, so that errors pickle across a worker."""
        self.args = tuple(self._facts().values())

    def _facts(self) -> dict[str, Any]:
        return {field.name: getattr(self, field.name) for field in fields(self)}  # ty: ignore[invalid-argument-type]

    def __str__(self) -> str:
        return self.told_in(lambda text: text)

    def told_in(self, translate: Translate) -> str:
        """What people read: the message, then the hint on a line of its own; facts that are marked are translated."""
        facts = {name: translate(fact) if isinstance(fact, str) else fact for name, fact in self._facts().items()}
        told = [translate(text).format(**facts) for text in (self.message, self.hint) if text]
        return "\n".join(told)


def why(error: OSError) -> str:
    """Why the system refused: a marked text for the usual reasons, also where a library only quotes the system."""
    said = str(error)
    return next((text for number, text in _REFUSALS.items() if number == error.errno or text in said), said)
