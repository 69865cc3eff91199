"""Words of a text as detection sees them: lower case, digits and letters, a plus sign where a license name has one."""

from __future__ import annotations

import re

split = re.compile(r"[^_\W]+\+?[^_\W]*").findall
"""All words of a lower-case text, in order; the shape is ScanCode's, because its rules were written for it."""

split_lines = re.compile(r"[^_\W]+\+?[^_\W]*|\n").findall
"""The same with line ends as words of their own."""
