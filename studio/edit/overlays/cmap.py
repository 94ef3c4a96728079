"""Which characters a font has glyphs for, read from its own table."""

import struct
from pathlib import Path


def characters(file: Path) -> frozenset[int]:
    """The code points a TrueType font can show; raises ValueError for a file that is none."""
    data = file.read_bytes()
    try:
        tables = struct.unpack_from(">H", data, 4)[0]
        at = next(
            struct.unpack_from(">I", data, record + 8)[0]
            for record in range(12, 12 + 16 * tables, 16)
            if data[record : record + 4] == b"cmap"
        )
        found: set[int] = set()
        for index in range(struct.unpack_from(">H", data, at + 2)[0]):
            found |= _of_table(data, at + struct.unpack_from(">I", data, at + 4 + 8 * index + 4)[0])
    except (struct.error, StopIteration) as error:
        raise ValueError(f"{file.name} is not a TrueType font") from error
    return frozenset(found)


def _of_table(data: bytes, at: int) -> set[int]:
    """The code points of one subtable; only formats 4 (the basic plane) and 12 (all planes) matter here."""
    form = struct.unpack_from(">H", data, at)[0]
    if form == 12:
        groups = struct.unpack_from(">I", data, at + 12)[0]
        spans = (struct.unpack_from(">II", data, at + 16 + 12 * index) for index in range(groups))
        return {code for first, last in spans for code in range(first, last + 1)}
    if form != 4:
        return set()
    double = struct.unpack_from(">H", data, at + 6)[0]
    count = double // 2
    ends = struct.unpack_from(f">{count}H", data, at + 14)
    starts = struct.unpack_from(f">{count}H", data, at + 16 + double)
    shifts = struct.unpack_from(f">{count}H", data, at + 16 + 2 * double)
    places = at + 16 + 3 * double
    offsets = struct.unpack_from(f">{count}H", data, places)
    found: set[int] = set()
    for index, (first, last, shift, offset) in enumerate(zip(starts, ends, shifts, offsets, strict=True)):
        for code in range(first, last + 1):
            glyph = code + shift
            if offset:
                glyph = struct.unpack_from(">H", data, places + 2 * index + offset + 2 * (code - first))[0]
            if glyph and glyph & 0xFFFF and code != 0xFFFF:
                found.add(code)
    return found
