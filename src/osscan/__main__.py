"""Where the command `osscan` and `python -m osscan` begin."""

from __future__ import annotations

import gc


def main() -> None:
    """Runs the command line."""
    # A run makes many values and few circles, from the imports on: collecting garbage over 100 000 components costs three
    # times what it frees.
    gc.disable()
    from osscan.cli.app import main as run  # noqa: PLC0415 - behind the line that makes importing it cheaper

    run()


if __name__ == "__main__":
    main()
