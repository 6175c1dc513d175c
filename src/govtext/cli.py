"""The command line. Records go to standard output, messages to standard error.

Exit codes: 0 done, 1 some input failed, 2 usage, 3 a check failed (of `check`, or of `extract --strict`).
"""

from __future__ import annotations

import argparse
import errno
import gc
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, TextIO

from govtext import __version__
from govtext.errors import GovtextError, InputError
from govtext.lexicon import use_lexicons

if TYPE_CHECKING:
    from govtext.facts import Finder
    from govtext.record import Bulletin

DONE, FAILED, USAGE, CHECK_FAILED = 0, 1, 2, 3

_EPILOG = """exit codes: 0 done, 1 some input failed, 2 usage, 3 a check failed (check, or extract --strict)"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    parser = _parser()
    options = parser.parse_args(arguments)
    _utf8_streams()
    gc.set_threshold(100_000, 20, 20)  # tables and records make many objects and hardly a cycle
    try:
        code: int = options.run(options)
    except BrokenPipeError:  # the reader of a pipe went away (| head): no fault of ours
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
        help="fields of the record to print, separated by commas: elements,document_numbers,…",
    )
    extract.add_argument(
        "--lexicons",
        metavar="DIR",
        help="a folder with tables of your own (grade_schemes.tsv, …) whose rows are added to those of govtext",
    )
    extract.add_argument(
        "--problem-model",
        metavar="MODEL",
        help="classify problems with openness or general, or with the file of a model of your own (see train); "
        "by default the bulletin's field chooses",
    )
    extract.add_argument("--strict", action="store_true", help="exit with 3 when a check of a record fails")
    extract.add_argument(
        "-o",
        "--output",
        metavar="OUT",
        default="-",
        help="write to this file, whole or not at all, instead of standard output",
    )
    extract.set_defaults(run=_extract)

    check = commands.add_parser(
        "check",
        help="recompute what each file states, and print what does not add up",
        epilog="exit codes: 0 nothing fails, 1 some input failed, 2 usage, 3 some check fails",
        description="Print the checks of each file (sums, shares, changes, counts, sequences), worst first.",
    )
    check.add_argument("files", nargs="+", metavar="FILE", help="a file, or - for standard input")
    check.add_argument("--all", action="store_true", help="print the checks that pass, too")
    check.add_argument(
        "--format",
        choices=("text", "jsonl"),
        default="text",
        help="text (default), or jsonl (a check a line, with its file)",
    )
    check.set_defaults(run=_check)

    evaluate = commands.add_parser(
        "evaluate",
        help="score govtext against gold files of your own",
        epilog="exit codes: 0 done, 1 a file cannot be read or a floor is not reached, 2 usage",
        description="Extract every bulletin of a folder that has a NAME.gold.json beside it, and print how well its facts were "
        "found, facet by facet, then what was missed (-), invented (+) or read otherwise (≠). docs/annotation.md has the form.",
    )
    evaluate.add_argument("folder", metavar="DIR", help="a folder with bulletins and their gold files")
    evaluate.add_argument("--format", choices=("text", "json"), default="text", help="text (default), or json")
    evaluate.add_argument(
        "--figures", action="store_true", help="print the figures only, not what was missed and invented"
    )
    evaluate.add_argument(
        "--floor",
        action="append",
        default=[],
        metavar="FACET=F1",
        help="exit with 1 where a facet falls short; may be given several times",
    )
    evaluate.add_argument("--lexicons", metavar="DIR", help="a folder with tables of your own, as for extract")
    evaluate.add_argument("--problem-model", metavar="MODEL", help="a model of your own, as for extract")
    evaluate.set_defaults(run=_evaluate)

    train = commands.add_parser("train", help="train a classifier on labels of your own")
    kinds = train.add_subparsers(title="what to train", metavar="WHAT", required=True)
    problems = kinds.add_parser(
        "problems",
        help="which category a problem belongs to",
        description="Train the classifier of problems on labelled statements and write it with its figures (cross-validation by "
        "families of statements). Needs scikit-learn: pip install 'govtext[train]'.",
        epilog='A line of the data is {"text": …, "category": …} and may have heading, also (further categories that fit) and '
        "family (statements that vary one another share it). docs/annotation.md has more.",
    )
    problems.add_argument("--data", required=True, metavar="FILE", help="labelled statements, a JSON object a line")
    problems.add_argument(
        "--taxonomy",
        required=True,
        metavar="NAME",
        help="openness or general, or a .tsv file of the form of lexicons/problem_classes_general.tsv",
    )
    problems.add_argument("--out", required=True, metavar="FILE", help="the model to write, NAME.safetensors")
    problems.set_defaults(run=_train)

    convert = commands.add_parser(
        "convert",
        help="convert the script of a text",
        description="Convert the script of a text file; the result goes to standard output as UTF-8.",
    )
    convert.add_argument("file", metavar="FILE", help="a file, or - for standard input")
    convert.add_argument("--to", required=True, choices=("simplified", "traditional", "taiwan", "hongkong"))
    convert.add_argument(
        "-o", "--output", metavar="OUT", default="-", help="write to this file instead of standard output"
    )
    convert.set_defaults(run=_convert)

    schema = commands.add_parser("schema", help="print the JSON Schema of the record")
    schema.set_defaults(run=_schema)
    return parser


def _extract(options: argparse.Namespace) -> int:
    from govtext.export.json import RECORD_FIELDS
    from govtext.pipeline import Pipeline

    only = tuple(name.strip() for name in (options.only or "").split(",") if name.strip())
    unknown = ", ".join(sorted(set(only) - set(RECORD_FIELDS)))
    if unknown or (options.only is not None and not only):
        _say(f"--only: no such field: {unknown or '(none)'}; choose from {', '.join(RECORD_FIELDS)}")
        return USAGE
    if only and options.format == "text":
        _say("--only chooses fields of the JSON record; leave it out with --format text")
        return USAGE
    if any(_is_same(path, options.output) for path in options.files):
        _say(f"-o: {options.output} is one of the inputs; name another file to write to")
        return USAGE
    if options.lexicons is not None:
        use_lexicons(options.lexicons)
    pipeline = Pipeline(_facts(options.problem_model), keep_text=not options.no_text)
    failed = check_failed = False
    many = len(options.files) > 1
    with _output(options.output) as out:
        written = 0
        listed = many and options.format == "json"
        if listed:
            out.write("[\n")
        for source, result in pipeline.extract_many(options.files):
            if isinstance(result, GovtextError):
                failed = True
                _say_of(str(source), str(result))
                continue
            if not result.source.characters:  # a scan that nobody read: the record is printed, but it is no success
                failed = True
                _say_of(str(source), result.warnings[0].message if result.warnings else "no text was found")
            check_failed |= any(check.verdict == "fail" for check in result.checks)
            if listed:
                out.write(",\n" if written else "")
            out.write(_formatted(result, options.format, only, many=many and written > 0))
            written += 1
        if listed:
            out.write("]\n")
        if not written and options.output != "-":
            raise InputError(f"no input could be read; {options.output} was left as it was")
    if failed:
        return FAILED
    return CHECK_FAILED if check_failed and options.strict else DONE


def _check(options: argparse.Namespace) -> int:
    from govtext.export.json import check_line
    from govtext.export.summary import checks_text, worst_first
    from govtext.pipeline import Pipeline

    failed = check_failed = False
    for source, result in Pipeline(keep_text=False).extract_many(options.files):
        if isinstance(result, GovtextError):
            failed = True
            _say_of(str(source), str(result))
            continue
        if not result.source.characters:
            failed = True
            _say_of(str(source), result.warnings[0].message if result.warnings else "no text was found")
        check_failed |= any(row.verdict == "fail" for row in result.checks)
        shown = [row for row in worst_first(result.checks) if options.all or row.verdict != "pass"]
        if options.format == "jsonl":
            sys.stdout.writelines(check_line(str(source), row) + "\n" for row in shown)
        else:
            sys.stdout.write(checks_text(str(source), result.checks, shown))
    if failed:
        return FAILED
    return CHECK_FAILED if check_failed else DONE


def _facts(problem_model: str | None) -> dict[str, Finder] | None:
    """The finders, with the user's own classifier of problems; None for those of govtext."""
    if problem_model is None:
        return None
    from govtext.classify import load
    from govtext.facts import FACTS, problems

    load(problem_model)  # it is wrong before any file is
    return {**FACTS, "problems": problems.using(model=problem_model)}


def _evaluate(options: argparse.Namespace) -> int:
    from pathlib import Path

    from govtext.evaluate import FACETS, evaluate
    from govtext.export.figures import figures_json, figures_text
    from govtext.pipeline import Pipeline

    floors: dict[str, float] = {}
    for floor in options.floor:
        facet, _, value = floor.partition("=")
        try:
            floors[facet] = float(value)
        except ValueError:
            _say(f"--floor: {floor} is not FACET=F1, as in grades=0.95")
            return USAGE
        if facet not in FACETS:
            _say(f"--floor: no facet {facet}; choose from {', '.join(FACETS)}")
            return USAGE
    if options.lexicons is not None:
        use_lexicons(options.lexicons)
    found = evaluate(Path(options.folder), Pipeline(_facts(options.problem_model)))
    rows = [(name, o.wanted, o.found, o.hits, o.precision, o.recall, o.f1) for name, o in found.items()]
    differences = {} if options.figures else {name: o.differences for name, o in found.items() if o.differences}
    with _output("-") as out:
        out.write((figures_json if options.format == "json" else figures_text)(rows, differences))
    short = [name for name, value in floors.items() if name not in found or found[name].f1 < value]
    for name in short:
        _say(
            f"{name}: " + (f"F1 {found[name].f1:.4f}" if name in found else "not annotated") + f", below {floors[name]}"
        )
    return FAILED if short else DONE


def _train(options: argparse.Namespace) -> int:
    from pathlib import Path

    from govtext.classify.train import read_examples, read_taxonomy, train

    out = Path(options.out)
    if out.suffix != ".safetensors":
        _say(f"--out: {out} is no NAME.safetensors")
        return USAGE
    taxonomy = read_taxonomy(options.taxonomy)
    figures = train(read_examples(Path(options.data), taxonomy), taxonomy, out)
    _say(
        f"{out}: {figures['rows']} statements, {len(taxonomy.classes)} classes; macro-F1 {figures['macro_f1']:.3f} by "
        f"families (keywords {figures['baselines']['keyword_macro_f1']:.3f}, majority "
        f"{figures['baselines']['majority_macro_f1']:.3f}); figures in {out.with_suffix('.json').name}"
    )
    return DONE


def _is_same(path: str, output: str) -> bool:
    """Whether a record would take the place of the file that it was made from."""
    with suppress(OSError, ValueError):
        return path != "-" != output and os.path.isfile(path) and os.path.samefile(path, output)
    return False


def _formatted(bulletin: Bulletin, form: str, only: tuple[str, ...], *, many: bool) -> str:
    from govtext.export.json import to_json

    if form == "text":
        from govtext.export.summary import summary

        return ("\n" if many else "") + summary(bulletin)
    return to_json(bulletin, only=only, indent=None if form == "jsonl" else 2) + "\n"


def _convert(options: argparse.Namespace) -> int:
    from govtext.convert import convert
    from govtext.read import read

    try:
        source = read(options.file)
    except GovtextError as error:
        _say_of(options.file, str(error))
        return FAILED
    if not source.text:
        _say_of(options.file, source.notices[0].message if source.notices else "no text was found")
        return FAILED
    with _output(options.output) as out:
        out.write(convert(source.text, options.to))
    return DONE


def _schema(_: argparse.Namespace) -> int:
    from govtext.export.json import schema_json

    with _output("-") as out:
        out.write(schema_json())
    return DONE


@contextmanager
def _output(path: str) -> Iterator[TextIO]:
    """Standard output, a device or pipe, or a file that appears whole or, on failure, not at all."""
    if path == "-":
        with _standard_output() as out:
            yield out
        return
    target = os.path.realpath(path)  # a link stays one
    if not path or os.path.isdir(target):
        raise InputError(f"{path or '-o'}: {'is a folder' if path else 'the path is empty'}; name a file to write to")
    try:
        with _in_place(target) if _is_special(target) else _replacement(target) as out:
            yield out
    except OSError as error:
        raise InputError(
            f"{path}: cannot write there ({error.strerror}); nothing was changed; choose another place with -o"
        ) from None


@contextmanager
def _standard_output() -> Iterator[TextIO]:
    """Standard output, flushed. What it does not take is dropped, or Python would complain once more at exit."""
    if sys.stdout is None:
        raise InputError("there is no standard output; name a file with -o")
    try:
        yield sys.stdout
        sys.stdout.flush()
    except OSError as error:
        with suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(error, BrokenPipeError):
            raise
        raise InputError(f"standard output: writing failed ({error.strerror}); write to a file with -o") from None


def _is_special(path: str) -> bool:
    """Whether there is a device or pipe, which must be written to and never be replaced."""
    return os.path.exists(path) and not os.path.isfile(path)


@contextmanager
def _in_place(path: str) -> Iterator[TextIO]:
    with open(path, "w", encoding="utf-8", newline="\n") as out:
        yield out


@contextmanager
def _replacement(path: str) -> Iterator[TextIO]:
    """A temporary file beside `path` that takes its place and its rights at the end."""
    import tempfile  # 4 ms that most calls need not pay

    if os.path.exists(path) and not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))  # nor may it be replaced
    folder, name = os.path.split(path)
    handle, temporary = tempfile.mkstemp(dir=folder, prefix=f".{name[:40]}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as out:
            yield out
        os.chmod(temporary, _rights(path))
        os.replace(temporary, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise


def _rights(path: str) -> int:
    """Access rights of the file at `path`, or those of a new one."""
    with suppress(OSError):
        return os.stat(path).st_mode & 0o777
    umask = os.umask(0)
    os.umask(umask)
    return 0o666 & ~umask


def _utf8_streams() -> None:
    """Records are UTF-8 with \\n on every system, whatever the locale says."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(
                encoding="utf-8", errors="backslashreplace" if stream is sys.stderr else "strict", newline="\n"
            )


def _say_of(path: str, message: str) -> None:
    """Tell what is wrong with an input, with its path unless the message begins with it."""
    _say(message if message.startswith((f"{path} ", f"{path}:")) else f"{path}: {message}")


def _say(message: str) -> None:
    print(f"govtext: {message}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
