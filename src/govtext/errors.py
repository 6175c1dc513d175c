"""What can go wrong, as types: one root, few children, each message says what to do about it.

Third-party errors are wrapped where they enter; nothing else ever leaves the package.
"""

from __future__ import annotations


class GovtextError(Exception):
    """Root of all errors of govtext. `code` is a stable word for programs, the message is for people."""

    code = "error"


class InputError(GovtextError):
    """The input cannot be opened, or it holds nothing (missing file, folder, no permission, empty); of the command
    line also: the output cannot be written.
    """

    code = "input"


class DecodeError(GovtextError):
    """The bytes are text in no encoding that can be decided; the message names the candidates."""

    code = "encoding"


class FormatError(GovtextError):
    """The bytes are of a kind that is not read, or are damaged: truncated, mislabelled, encrypted, binary."""

    code = "format"


class LimitError(GovtextError):
    """The input is larger than a limit of `govtext.read.limits` allows."""

    code = "limit"


class MissingExtraError(GovtextError):
    """An optional dependency is needed for what was asked; the message says what to install."""

    code = "extra"


class LexiconError(GovtextError):
    """A file of lexicons/ is missing, malformed or fails its own examples."""

    code = "lexicon"


class ModelError(GovtextError):
    """A model is missing, damaged or of another format; or the data to train one do not serve."""

    code = "model"


class GoldError(GovtextError):
    """A gold file is missing, malformed, or quotes what its source does not say once."""

    code = "gold"
