"""Forms: what `--format FMT[=FILE]` asks for, and where the text goes."""

from __future__ import annotations

from osscan.cli.options import wrong_call


def outputs_of(asked: list[str] | None, known: tuple[str, ...]) -> list[tuple[str, str]]:
    """Forms with their files; raises WrongCallError for one that there is not, and for two on standard output."""
    outputs = []
    for one in asked or ["terminal"]:
        name, _, file = one.partition("=")
        if name not in known:
            raise wrong_call("output-format-unknown", "--format", asked=name, known=", ".join(known))
        outputs.append((name, file))
    if sum(not file for _, file in outputs) > 1:
        raise wrong_call("output-twice-on-stdout", "--format", asked=", ".join(asked or ()))
    return outputs


def write_text(text: str, file: str) -> None:
    """Into a file, or to standard output where none is named."""
    from osscan.cli.output import write_file, write_stdout

    if file:
        write_file(file, text)
    elif text:
        write_stdout(text)
