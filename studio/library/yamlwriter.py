"""YAML as people like to read it, such that `yamlfile` reads the same texts back."""

from collections.abc import Iterable, Mapping
from typing import Any

import yaml

_ONE_LINE = 72
_NEVER = 10_000_000
_DUMPER: type[Any] = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


class _Writer(_DUMPER):
    """Short lists on one line, long words as a block."""

    def ignore_aliases(self, data: Any) -> bool:
        """The reader knows no aliases: what stands twice is written twice."""
        return True


def _text(writer: Any, text: str) -> yaml.Node:
    return writer.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


def _list(writer: Any, values: list[Any]) -> yaml.Node:
    plain = all(isinstance(value, str) and "\n" not in value for value in values)
    short = plain and sum(len(value) + 2 for value in values) <= _ONE_LINE
    return writer.represent_sequence("tag:yaml.org,2002:seq", values, flow_style=short)


_Writer.add_representer(str, _text)
_Writer.add_representer(list, _list)


def written(value: Any) -> str:
    """One value, such as a session, in the order of its keys."""
    return yaml.dump(value, Dumper=_Writer, allow_unicode=True, sort_keys=False, width=_NEVER, default_flow_style=False)


def entries(bodies: Iterable[Mapping[str, Any]]) -> str:
    """A list of entries with a line free between them; an empty list for none."""
    return "\n".join(written([dict(body)]) for body in bodies) or "[]\n"
