"""What a text recogniser reads in a picture."""

import os
import shutil
import subprocess
from io import BytesIO

import pytest
from PIL import Image


def _reads_chinese():
    if not shutil.which("tesseract"):
        return False
    return "chi_sim" in subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=True).stdout


needs_reader = pytest.mark.skipif(not _reads_chinese(), reason="needs tesseract with chi_sim")


def read(picture: Image.Image, shares=(1, 0.5), layouts=("6",)) -> str:
    """What stands in the picture, without spaces, as read at several sizes."""
    seen = []
    for share in shares:
        small = picture.resize((round(picture.width * share), round(picture.height * share)), Image.Resampling.LANCZOS)
        held = BytesIO()
        small.save(held, "PNG")
        for layout in layouts:
            asked = ["tesseract", "-", "-", "-l", "chi_sim", "--psm", layout]
            alone = {**os.environ, "OMP_THREAD_LIMIT": "1"}
            found = subprocess.run(asked, input=held.getvalue(), capture_output=True, check=True, env=alone)
            seen.append("".join(found.stdout.decode().split()))
    return " ".join(seen)
