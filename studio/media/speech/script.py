"""The script's words, sentence by sentence."""

import re

_END = re.compile(r"""(?:[。！？；!?;…]+|\.(?=\s|$)|\n)["'”’」』）)]*""")


def sentences(script: str) -> list[str]:
    """The script's sentences with their marks, in order; a line break ends one too."""
    found: list[str] = []
    start = 0
    for end in [match.end() for match in _END.finditer(script)] + [len(script)]:
        sentence = " ".join(script[start:end].split())
        if any(c.isalnum() for c in sentence):
            found.append(sentence)
        elif sentence and found:
            found[-1] += sentence
        start = end
    return found
