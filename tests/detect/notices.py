"""Well-known notices, and how people write them into their files."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

TAG = "SPDX-License" + "-Identifier:"
"""Put together here, so that no test file seems to be under the license that it tests."""

MIT = """\
Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.
"""
BSD_3 = """\
Redistribution and use in source and binary forms, with or without
modification, are permitted provided that the following conditions are met:

1. Redistributions of source code must retain the above copyright notice, this
   list of conditions and the following disclaimer.

2. Redistributions in binary form must reproduce the above copyright notice,
   this list of conditions and the following disclaimer in the documentation
   and/or other materials provided with the distribution.

3. Neither the name of the copyright holder nor the names of its contributors
   may be used to endorse or promote products derived from this software
   without specific prior written permission.

THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND
ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED
WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE
FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL
DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR
SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER
CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY,
OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE
OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
"""
ISC = """\
Permission to use, copy, modify, and/or distribute this software for any
purpose with or without fee is hereby granted, provided that the above
copyright notice and this permission notice appear in all copies.

THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH
REGARD TO THIS SOFTWARE INCLUDING ALL IMPLIED WARRANTIES OF MERCHANTABILITY AND
FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT,
INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS
OF USE, DATA OR PROFITS, WHETHER IN AN ACTION OF CONTRACT, NEGLIGENCE OR OTHER
TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR PERFORMANCE OF
THIS SOFTWARE.
"""
APACHE = """\
Licensed under the Apache License, Version 2.0 (the "License");
you may not use this file except in compliance with the License.
You may obtain a copy of the License at

    http://www.apache.org/licenses/LICENSE-2.0

Unless required by applicable law or agreed to in writing, software
distributed under the License is distributed on an "AS IS" BASIS,
WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
See the License for the specific language governing permissions and
limitations under the License.
"""
GPL_2_LATER = """\
This program is free software; you can redistribute it and/or modify
it under the terms of the GNU General Public License as published by
the Free Software Foundation; either version 2 of the License, or
(at your option) any later version.

This program is distributed in the hope that it will be useful,
but WITHOUT ANY WARRANTY; without even the implied warranty of
MERCHANTABILITY or FITNESS FOR A PARTICULAR PURPOSE.  See the
GNU General Public License for more details.

You should have received a copy of the GNU General Public License
along with this program.  If not, see <https://www.gnu.org/licenses/>.
"""
GPL_2_ONLY = GPL_2_LATER.replace(
    "; either version 2 of the License, or\n(at your option) any later version.", "; version 2 of the License."
)
GPL_3_LATER = GPL_2_LATER.replace("version 2", "version 3")
GPL_3_ONLY = GPL_2_LATER.replace(
    "; either version 2 of the License, or\n(at your option) any later version.", ", version 3 of the License only."
)
LGPL = """\
This library is free software; you can redistribute it and/or
modify it under the terms of the GNU Lesser General Public
License as published by the Free Software Foundation; either
version 2.1 of the License, or (at your option) any later version.

This library is distributed in the hope that it will be useful,
but WITHOUT ANY WARRANTY; without even the implied warranty of
MERCHANTABILITY or FITNESS FOR A PARTICULAR PURPOSE.  See the GNU
Lesser General Public License for more details.

You should have received a copy of the GNU Lesser General Public
License along with this library; if not, write to the Free Software
Foundation, Inc., 51 Franklin Street, Fifth Floor, Boston, MA 02110-1301, USA
"""
AGPL = """\
This program is free software: you can redistribute it and/or modify
it under the terms of the GNU Affero General Public License as published by
the Free Software Foundation, either version 3 of the License, or
(at your option) any later version.

This program is distributed in the hope that it will be useful,
but WITHOUT ANY WARRANTY; without even the implied warranty of
MERCHANTABILITY or FITNESS FOR A PARTICULAR PURPOSE.  See the
GNU Affero General Public License for more details.

You should have received a copy of the GNU Affero General Public License
along with this program.  If not, see <https://www.gnu.org/licenses/>.
"""
MPL = """\
This Source Code Form is subject to the terms of the Mozilla Public
License, v. 2.0. If a copy of the MPL was not distributed with this
file, You can obtain one at https://mozilla.org/MPL/2.0/.
"""
EUPL = """\
Licensed under the EUPL, Version 1.2 or - as soon they will be approved by
the European Commission - subsequent versions of the EUPL (the "Licence");
You may not use this work except in compliance with the Licence.
You may obtain a copy of the Licence at:

https://joinup.ec.europa.eu/software/page/eupl

Unless required by applicable law or agreed to in writing, software
distributed under the Licence is distributed on an "AS IS" basis,
WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
See the Licence for the specific language governing permissions and
limitations under the Licence.
"""
EPL = """\
This program and the accompanying materials are made available under the
terms of the Eclipse Public License 2.0 which is available at
http://www.eclipse.org/legal/epl-2.0.
"""
BOOST = """\
Distributed under the Boost Software License, Version 1.0.
(See accompanying file LICENSE_1_0.txt or copy at
http://www.boost.org/LICENSE_1_0.txt)
"""
NOTICES = {
    "Apache-2.0": APACHE,
    "GPL-2.0-or-later": GPL_2_LATER,
    "GPL-2.0-only": GPL_2_ONLY,
    "GPL-3.0-or-later": GPL_3_LATER,
    "LGPL-2.1-or-later": LGPL,
    "AGPL-3.0-or-later": AGPL,
    "MPL-2.0": MPL,
    "EUPL-1.2": EUPL,
    "EPL-2.0": EPL,
    "BSL-1.0": BOOST,
    "MIT": MIT,
    "BSD-3-Clause": BSD_3,
    "ISC": ISC,
}
"""Notices, and short licenses that serve as notices, by what they say."""


def marked(text: str, mark: str) -> str:
    """The text as comments to the end of the line."""
    return "".join(f"{mark} {line}\n" for line in text.splitlines())


def block(text: str) -> str:
    """The text as a comment in C."""
    return f"/*\n{marked(text, ' *')} */\n"


def _pieces(text: str, line: str) -> str:
    return "".join(line % json.dumps(said)[1:-1] for said in text.splitlines())


STYLES = {
    "python": lambda text: marked(text, "#"),
    "c": block,
    "c++": lambda text: marked(text, "//"),
    "java": lambda text: f"/**\n{marked(text, ' *')} */\npackage example;\n",
    "html": lambda text: f"<!DOCTYPE html>\n<!--\n{text}-->\n<html></html>\n",
    "sql": lambda text: marked(text, "--"),
    "lisp": lambda text: marked(text, ";;;"),
    "tex": lambda text: marked(text, "%"),
    "basic": lambda text: marked(text, "'"),
    "batch": lambda text: marked(text, "::"),
    "batch-rem": lambda text: marked(text, "rem"),
    "autoconf": lambda text: marked(text, "dnl"),
    "fortran": lambda text: marked(text, "!"),
    "roff": lambda text: marked(text, '.\\"'),
    "quoted": lambda text: marked(text, ">"),
    "boxed": lambda text: "".join(f"/* {line:<78} */\n" for line in text.splitlines()),
    "doc-text": lambda text: f'"""Reads things.\n\n{text}"""\n',
    "json": lambda text: json.dumps({"name": "example", "license": text}, indent=2),
    "java-string": lambda text: _pieces(text, '    + "%s\\n"\n'),
    "c-string": lambda text: _pieces(text, '  "%s\\n"\n'),
    "echo": lambda text: _pieces(text, 'echo "%s"\n'),
    "patch": lambda text: "".join(f"+{line}\n" for line in text.splitlines()),
    "windows": lambda text: text.replace("\n", "\r\n"),
    "old-mac": lambda text: text.replace("\n", "\r"),
    "one-line": lambda text: " ".join(text.split()),
    "screaming": str.upper,
    "small": str.lower,
}
"""Ways to write a notice into a file, which change nothing about what it says."""

WORDY = {
    "fortran-77": lambda text: marked(text, "C"),
    "texinfo": lambda text: marked(text, "@c"),
    "print": lambda text: _pieces(text, '    print("%s")\n'),
    "puts": lambda text: _pieces(text, '    puts("%s");\n'),
    "numbered": lambda text: "".join(f"{number:3d}: {line}\n" for number, line in enumerate(text.splitlines(), 1)),
}
"""Ways that put a word before each line."""


@cache
def known(name: str) -> str:
    """The words of one of the index's texts, twelve a line: its signs and capitals are lost, what it says is not."""
    from osscan.detect.index import opened

    index = opened()
    words = index.spelled(index.names.index(name)).split()
    return "".join(" ".join(words[at : at + 12]) + "\n" for at in range(0, len(words), 12))


@cache
def own(name: str) -> str:
    """A license text that stands in osscan's own repository."""
    root = Path(__file__).resolve().parents[2]
    places = (root / "LICENSES" / f"{name}.txt", root / "src" / "osscan" / "detect" / f"LICENSE.{name}.txt")
    return next(place for place in places if place.is_file()).read_text(encoding="utf-8")
