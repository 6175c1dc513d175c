"""The form of a model on disk: the safetensors format, data only, with a checksum of its tensors.

Eight bytes say how long the header is, the header is JSON that names each tensor's type, shape and place, and the tensors
follow, little-endian (https://huggingface.co/docs/safetensors). `__metadata__` holds what a reader must know: the
taxonomy, the words of its classes, the versions of the libraries that trained it, the figures and the checksum.
"""

from __future__ import annotations

import json
import sys
from array import array
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

from govtext.errors import ModelError

FORMAT = "govtext problem model 1"
MAX_HEADER = 10_000_000


def save(path: Path, metadata: dict[str, Any], names: list[str], idf: list[float], weights: list[float]) -> None:
    """Write a model: `names` and `idf` of its features, `weights` by feature and class, then one of each class's bias."""
    vocabulary = "\n".join(names).encode()
    tensors = {"vocabulary": ("U8", [len(vocabulary)], vocabulary)}
    tensors |= {name: ("F32", [len(values)], _bytes(values)) for name, values in (("idf", idf), ("weights", weights))}
    header: dict[str, Any] = {}
    at = 0
    for name, (kind, shape, data) in tensors.items():
        header[name] = {"dtype": kind, "shape": shape, "data_offsets": [at, at + len(data)]}
        at += len(data)
    body = b"".join(data for _, _, data in tensors.values())
    told = metadata | {"format": FORMAT, "sha256": sha256(body).hexdigest()}
    header["__metadata__"] = {
        key: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)
        for key, value in sorted(told.items())
    }
    printed = json.dumps(header, ensure_ascii=False, sort_keys=True).encode()
    printed += b" " * (-len(printed) % 8)
    write(path, len(printed).to_bytes(8, "little") + printed + body)


def write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all.

    Raises:
        ModelError: it cannot be written there.
    """
    temporary = path.with_name(f".{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(data)
        temporary.replace(path)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink()
        raise ModelError(f"{path}: cannot be written ({error.strerror}); choose another place with --out") from None


def read(path: Path) -> tuple[dict[str, str], list[str], array[float], array[float]]:
    """Metadata, names, idf and weights of a model.

    Raises:
        ModelError: no file, another format, or a checksum that does not fit.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ModelError(
            f"{path}: cannot be read ({error.strerror}); name a model that `govtext train` wrote"
        ) from None
    size = int.from_bytes(data[:8], "little")
    if not 0 < size <= min(MAX_HEADER, len(data) - 8):
        raise ModelError(f"{path}: no model of govtext; make one with `govtext train problems`")
    try:
        header = json.loads(data[8 : 8 + size])
        metadata = header["__metadata__"]
        if metadata["format"] != FORMAT:
            raise ModelError(f"{path}: a model of another format, {metadata['format']}; train it again")
        body = data[8 + size :]
        if sha256(body).hexdigest() != metadata["sha256"]:
            raise ModelError(f"{path}: the file is damaged (its checksum does not fit); install it again")
        pieces = {name: body[slice(*entry["data_offsets"])] for name, entry in header.items() if name != "__metadata__"}
        return metadata, pieces["vocabulary"].decode().split("\n"), _floats(pieces["idf"]), _floats(pieces["weights"])
    except (ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{path}: no model of govtext ({error}); make one with `govtext train problems`") from None


def _bytes(values: list[float]) -> bytes:
    numbers = array("f", values)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers.tobytes()


def _floats(data: bytes) -> array[float]:
    numbers = array("f")
    numbers.frombytes(data)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
