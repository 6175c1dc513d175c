"""Scans to text: optical character recognition by rapidocr, an extra that nothing else depends on."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from io import BytesIO
from typing import Any, Final, NamedTuple

from govtext.errors import FormatError, InputError, LimitError, MissingExtraError
from govtext.read import limits
from govtext.source import Notice, Source, digest

INSTALL: Final = "pip install govtext[ocr]"
"""The command that a message names when recognition is wanted and not installed."""

MAX_PIXELS: Final = 120_000_000
"""Pixels of one scanned page: A3 at 600 dpi has 70 million."""

_LEAST_SCORE: Final = 0.5
"""Lines below this confidence are left out: rapidocr's own default, stated here so that it cannot move."""

_ROUGH_SCORE: Final = 0.85
"""Lines below this confidence are counted as doubtful in the notice. A choice, not a measured threshold."""


class OcrLine(NamedTuple):
    """A recognised line: its text, its box in pixels from the upper left corner, and the engine's confidence."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    score: float

    def scaled(self, factor: float) -> OcrLine:
        """The same line in another unit of length."""
        x0, top, x1, bottom = (value * factor for value in self[1:5])
        return OcrLine(self.text, x0, top, x1, bottom, self.score)


def available() -> bool:
    """Whether the extra is installed; nothing is loaded to find out."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


@cache
def _engine() -> Any:
    """The recogniser with the models that its wheel carries; loading is slow, so it is kept."""
    try:
        from rapidocr import RapidOCR

        # One thread: the same sums in the same order give the same scores, and workers run side by side.
        options = {
            "Global.log_level": "error",
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
        return RapidOCR(params=options)
    except ImportError as error:
        raise MissingExtraError(f"reading scans needs an extra: {INSTALL}") from error
    except Exception as error:  # whatever a broken installation of the engine raises
        raise MissingExtraError(f"the OCR engine does not start ({error}); reinstall it: {INSTALL}") from error


def ocr_page(image: Any) -> list[OcrLine]:
    """Lines that the recogniser sees in an RGB image (PIL), top to bottom; empty for a page without text."""
    engine = _engine()
    import numpy

    try:
        pixels = numpy.ascontiguousarray(numpy.asarray(image.convert("RGB"))[:, :, ::-1])  # the engine expects BGR
        result = engine(pixels)
    except Exception as error:  # third-party errors of any kind stay inside
        raise FormatError(f"the OCR engine failed on a page ({error}); scan it again or leave it out") from error
    if result.boxes is None or result.txts is None or result.scores is None:
        return []
    lines = []
    for box, text, score in zip(result.boxes, result.txts, result.scores, strict=True):
        if text.strip() and score >= _LEAST_SCORE:
            xs, ys = [float(point[0]) for point in box], [float(point[1]) for point in box]
            lines.append(OcrLine(text.strip(), min(xs), min(ys), max(xs), max(ys), float(score)))
    return sorted(lines, key=lambda line: (line.top, line.x0))


def page_notice(number: int, lines: list[OcrLine]) -> Notice:
    """What the record has to say about a recognised page: that its characters were guessed from pixels."""
    rough = sum(line.score < _ROUGH_SCORE for line in lines)
    doubt = f"; {rough} of {len(lines)} lines are doubtful" if rough else ""
    return Notice(
        "ocr", f"page {number} was read by optical character recognition{doubt}; compare digits with the scan"
    )


def read_image(data: bytes, name: str) -> Source:
    """Read a scanned page (PNG, JPEG, TIFF with one or more pages, …) into text.

    Raises:
        MissingExtraError: the OCR extra is not installed.
        FormatError: the bytes are no image or a damaged one.
        LimitError: too many bytes, pages or pixels.
    """
    limits.check(len(data), limits.MAX_INPUT_BYTES, name, "MAX_INPUT_BYTES")
    if not data:
        raise InputError(f"{name} is empty: it holds no bytes; copy it again")
    if not available():
        raise MissingExtraError(f"{name} is an image and reading scans needs an extra: {INSTALL}")
    from govtext.read import pdf

    media_type, frames = _recognise(data, name)
    pages = [pdf.scanned_page(lines, width, height, index) for index, (lines, width, height) in enumerate(frames)]
    remarks = [(index, _remark(index + 1, lines)) for index, (lines, _, _) in enumerate(frames)]
    return pdf.assemble(pages, remarks, name=name, media_type=media_type, sha256=digest(data))


def _remark(number: int, lines: list[OcrLine]) -> Notice:
    """The notice of a page of an image: what was recognised, or that nothing was."""
    return page_notice(number, lines) if lines else Notice("no_text", f"page {number}: no text was recognised")


def _recognise(data: bytes, name: str) -> tuple[str, list[tuple[list[OcrLine], float, float]]]:
    """Media type and, for each page of the image, its lines, width and height."""
    from PIL import Image, ImageOps, ImageSequence

    frames: list[tuple[list[OcrLine], float, float]] = []
    try:
        with Image.open(BytesIO(data)) as image:
            limits.check(getattr(image, "n_frames", 1), limits.MAX_PAGES, f"{name}: pages", "MAX_PAGES")
            media_type = Image.MIME.get(image.format or "", "application/octet-stream")
            for frame in ImageSequence.Iterator(image):
                limits.check(frame.width * frame.height, MAX_PIXELS, f"{name}: pixels of a page", "MAX_PIXELS")
                upright = _on_white(ImageOps.exif_transpose(frame))
                frames.append((ocr_page(upright), float(upright.width), float(upright.height)))
    except (LimitError, FormatError, MissingExtraError):
        raise
    except Image.DecompressionBombError as error:
        raise LimitError(f"{name}: an image of this many pixels is not read (MAX_PIXELS); scan it coarser") from error
    except Exception as error:  # Pillow raises OSError, SyntaxError, ValueError, struct.error … on bad bytes
        raise FormatError(f"{name} is no image or a damaged one ({error}); scan or export it again") from error
    return media_type, frames


def _on_white(image: Any) -> Any:
    """RGB image with transparency laid on white: black letters on a transparent ground would vanish on black."""
    from PIL import Image

    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        ground = Image.new("RGBA", image.size, "white")
        ground.alpha_composite(image.convert("RGBA"))
        return ground.convert("RGB")
    return image.convert("RGB")
