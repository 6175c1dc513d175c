"""The command line. Records go to standard output, messages to standard error.

Exit codes: 0 done, 1 some input failed, 2 usage, 3 a check failed and --strict was asked.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from govtext import __version__
from govtext.errors import GovtextError, InputError

if TYPE_CHECKING:
    from govtext.record import Bulletin

DONE, FAILED, USAGE, CHECK_FAILED = 0, 1, 2, 3

_EPILOG = """exit codes: 0 done, 1 some input failed, 2 usage, 3 a check failed and --strict was asked"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    parser = _parser()
    options = parser.parse_args(arguments)
    _utf8_streams()
    try:
        code: int = options.run(options)
        sys.stdout.flush()
    except (
        BrokenPipeError
    ):  # the reader of a pipe went away (| head): no fault of ours, but Python would complain at exit
        with suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except GovtextError as error:
        _say(f"{error}")
        return FAILED
    except KeyboardInterrupt:
        _say("stopped")
        return 130
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="govtext", description="Exact, offline extraction from Chinese government bulletins.", epilog=_EPILOG
    )
    parser.add_argument("--version", action="version", version=f"govtext {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    extract = commands.add_parser(
        "extract",
        help="print the record of each file",
        epilog=_EPILOG,
        description="Print the record of each file (txt, html, pdf, docx; - reads standard input).",
    )
    extract.add_argument("files", nargs="+", metavar="FILE", help="a file, or - for standard input")
    extract.add_argument(
        "--format",
        choices=("json", "jsonl", "text"),
        default="json",
        help="json (default; one record, or a list of several), jsonl (a record a line), or text (a summary to read)",
    )
    extract.add_argument("--no-text", action="store_true", help="leave the source text out of the record")
    extract.add_argument(
        "--only",
        metavar="FACETS",
        default="",
        help="fields of the record to print, separated by commas: elements,document_numbers,…",
    )
    extract.add_argument("--strict", action="store_true", help="exit with 3 when a check of a record fails")
    extract.add_argument(
        "-o",
        "--output",
        metavar="OUT",
        type=Path,
        help="write to this file, whole or not at all, instead of standard output",
    )
    extract.set_defaults(run=_extract)

    convert = commands.add_parser(
        "convert",
        help="convert the script of a text",
        description="Convert the script of a text file; the result goes to standard output as UTF-8.",
    )
    convert.add_argument("file", metavar="FILE", help="a file, or - for standard input")
    convert.add_argument("--to", required=True, choices=("simplified", "traditional", "taiwan", "hongkong"))
    convert.add_argument(
        "-o", "--output", metavar="OUT", type=Path, help="write to this file instead of standard output"
    )
    convert.set_defaults(run=_convert)

    schema = commands.add_parser("schema", help="print the JSON Schema of the record")
    schema.set_defaults(run=_schema)
    return parser


def _extract(options: argparse.Namespace) -> int:
    from govtext.export.json import RECORD_FIELDS
    from govtext.pipeline import Pipeline

    only = tuple(name.strip() for name in options.only.split(",") if name.strip())
    if unknown := sorted(set(only) - set(RECORD_FIELDS)):
        _say(f"--only: no such field: {', '.join(unknown)}; choose from {', '.join(RECORD_FIELDS)}")
        return USAGE
    pipeline = Pipeline(keep_text=not options.no_text)
    failed = check_failed = False
    many = len(options.files) > 1
    with _output(options.output) as out:
        written = 0
        if many and options.format == "json":
            out.write("[\n")
        for source, result in pipeline.extract_many(options.files):
            if isinstance(result, GovtextError):
                failed = True
                _say(str(result) if str(source) in str(result) else f"{source!s}: {result}")
                continue
            check_failed |= any(check.verdict == "fail" for check in result.checks)
            if many and options.format == "json":
                out.write(",\n" if written else "")
            out.write(_formatted(result, options.format, only, many=many and written > 0))
            written += 1
        if many and options.format == "json":
            out.write("]\n")
    if failed:
        return FAILED
    return CHECK_FAILED if check_failed and options.strict else DONE


def _formatted(bulletin: Bulletin, form: str, only: tuple[str, ...], *, many: bool) -> str:
    from govtext.export.json import to_json

    if form == "text":
        from govtext.export.summary import summary

        return ("\n" if many else "") + summary(bulletin)
    return to_json(bulletin, only=only, indent=None if form == "jsonl" else 2) + "\n"


def _convert(options: argparse.Namespace) -> int:
    from govtext.convert import convert
    from govtext.read import read

    source = read(options.file)
    with _output(options.output) as out:
        out.write(convert(source.text, options.to))
    return DONE


def _schema(options: argparse.Namespace) -> int:
    from govtext.export.json import schema_json

    sys.stdout.write(schema_json())
    return DONE


@contextmanager
def _output(path: Path | None) -> Iterator[TextIO]:
    """Standard output, or a file that appears whole or, on failure, not at all."""
    if path is None:
        yield sys.stdout
        return
    import tempfile  # 4 ms that most calls need not pay

    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise InputError(f"{path}: cannot write there ({error.strerror}); choose another place with -o") from None
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as out:
            yield out
        umask = os.umask(0)
        os.umask(umask)
        os.chmod(temporary, 0o666 & ~umask)
        os.replace(temporary, path)
    except BaseException as error:
        with suppress(OSError):
            os.unlink(temporary)
        if isinstance(error, OSError):
            raise InputError(f"{path}: writing failed ({error.strerror}); nothing was changed there") from None
        raise


def _utf8_streams() -> None:
    """Records are UTF-8 with \\n on every system, whatever the locale says."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(
                encoding="utf-8", errors="backslashreplace" if stream is sys.stderr else "strict", newline="\n"
            )


def _say(message: str) -> None:
    print(f"govtext: {message}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
