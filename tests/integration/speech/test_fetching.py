"""Getting a model from a mirror on this computer: whole or not at all, gone on with where it broke off, checked."""

import hashlib
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from studio.core import settings
from studio.media.speech.models import Kind, kind_of

FILES = {
    "config.json": b"{}", "tokenizer.json": b"{}", "vocabulary.txt": b"a\nb\n", "model.bin": bytes(range(256)) * 4000,
}  # fmt: skip
BREAKS_AT = 300_000


class Mirror(ThreadingHTTPServer):
    """Lists the files with their checksums; breaks the first answer with `model.bin` off. `asked` are its requests."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Answer)
        self.asked: list[tuple[str, str | None]] = []
        self.breaks, self.weights = True, hashlib.sha256(FILES["model.bin"]).hexdigest()
        self.address = f"http://127.0.0.1:{self.server_port}"

    @property
    def listing(self) -> bytes:
        def entry(name, data):
            blob = hashlib.sha1(b"blob %d\0" % len(data) + data).hexdigest()
            lfs = {"lfs": {"oid": self.weights}} if name == "model.bin" else {}
            return {"path": name, "size": len(data), "oid": blob} | lfs

        return json.dumps([entry(name, data) for name, data in FILES.items()]).encode()


class Answer(BaseHTTPRequestHandler):
    server: Mirror

    def log_message(self, *told):
        """Nothing on stderr."""

    def do_GET(self):
        name, wanted = self.path.rsplit("/", 1)[-1], self.headers["Range"]
        data = self.server.listing if name == "main" else FILES[name]
        first = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted else 0
        self.server.asked.append((name, wanted))
        self.send_response(206 if wanted else 200)
        self.send_header("Content-Length", str(len(data) - first))
        self.end_headers()
        is_cut = self.server.breaks and name == "model.bin"
        self.server.breaks &= not is_cut
        self.wfile.write(data[first : BREAKS_AT if is_cut else None])
        self.close_connection = True


@pytest.fixture
def mirror(monkeypatch, tmp_path):
    monkeypatch.setenv("STUDIO_LANG", "en")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("HF_HOME", str(tmp_path))
    with Mirror() as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def test_model_broken_off_is_gone_on_with_and_comes_whole(mirror, studio):
    code, _, said = studio("model", "fetch", "base", "--mirror", mirror.address)
    assert (code, f"{BREAKS_AT} / {len(FILES['model.bin'])}" in said) == (2, True)
    assert json.loads(studio("model", "list", "--json")[1]) == []
    assert studio("model", "fetch", "base", "--mirror", mirror.address)[0] == 0
    folder = settings.models() / "base"
    assert kind_of(folder) is Kind.CTRANSLATE
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == FILES
    assert [wanted for name, wanted in mirror.asked if name == "model.bin"] == [None, f"bytes={BREAKS_AT}-"]
    asked = len(mirror.asked)
    assert studio("model", "fetch", "base", "--mirror", mirror.address)[0] == 0
    assert len(mirror.asked) == asked


def test_model_with_another_checksum_is_refused(mirror, studio):
    mirror.breaks, mirror.weights = False, "0" * 64
    code, _, said = studio("model", "fetch", "base", "--mirror", mirror.address)
    assert code == 2
    assert "model.bin came damaged" in said
    assert json.loads(studio("model", "list", "--json")[1]) == []
    assert list(settings.models().rglob("model.bin*")) == []


def test_mirror_that_cannot_be_reached_is_told(studio, monkeypatch):
    monkeypatch.setenv("STUDIO_LANG", "en")
    code, _, said = studio("model", "fetch", "base", "--mirror", "http://127.0.0.1:9")
    assert code == 2
    assert "cannot be reached" in said


def test_unknown_name_is_told_with_the_names_there_are(mirror, studio):
    code, _, said = studio("model", "fetch", "nothing-such", "--mirror", mirror.address)
    assert code == 2
    assert "large-v3-turbo" in said
    assert mirror.asked == []
