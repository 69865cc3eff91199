"""setup.py and setup.cfg: read, never run."""

from __future__ import annotations

import pytest

from osscan.errors import UnreadableError
from osscan.inputs.source import Source
from osscan.model.component import Scope
from osscan.readers.python import setup_cfg, setup_py

PROGRAM = '''from setuptools import setup

NEEDS = ["django==4.2", "requests>=2"]
VERSION = open("VERSION").read()

def main():
    setup(
        name="shop",
        version=VERSION,
        license="MIT",
        classifiers=["Programming Language :: Python"],
        install_requires=NEEDS + ["idna"],
        setup_requires="setuptools-scm",
        extras_require={"pdf": """
            writer==1.0
            paper
        """.split(), "test": ["pytest"], ":python_version<'3'": ["enum34"]},
    )
'''
CONFIG = """[metadata]
name = shop
version = attr: shop.VERSION
license = EUPL-1.2
classifiers =
    License :: OSI Approved

[options]
install_requires =
    django==4.2
    requests>=2; python_version > "3"  # for the shop
    # nothing more
setup_requires = wheel

[options.extras_require]
pdf = writer==1.0
tests = pytest

[flake8]
max-line-length = 100%
"""


def program(text: str):
    return setup_py.read(Source("shop/setup.py", held=text.encode()))


def config(text: str):
    return setup_cfg.read(Source("shop/setup.cfg", held=text.encode()))


def test_program_tells_what_is_written_out():
    found = program(PROGRAM)

    assert (found.root.name, found.root.version, found.root.claims[0].raw) == ("shop", "", "MIT")
    assert [(c.name, c.version, c.requirement, c.scope) for c in found.components] == [
        ("django", "4.2", "", Scope.RUNTIME),
        ("requests", "", ">=2", Scope.RUNTIME),
        ("idna", "", "", Scope.RUNTIME),
        ("setuptools-scm", "", "", Scope.BUILD),
        ("writer", "1.0", "", Scope.OPTIONAL),
        ("paper", "", "", Scope.OPTIONAL),
        ("pytest", "", "", Scope.TEST),
        ("enum34", "", "", Scope.RUNTIME),
    ]
    assert found.problems == ()


def test_what_the_program_computes_is_told():
    found = program("from setuptools import setup\nsetup(name='a', install_requires=open('x').readlines())\n")

    assert found.components == ()
    assert [(p.code, dict(p.facts), p.place.line) for p in found.problems] == [
        ("dependencies-dynamic", {"field": "install_requires"}, 2)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "TOLD = dict(name='a', install_requires=['b==1'])\nsetup(**TOLD)",
        "TOLD = {'name': 'a', 'install_requires': ['b==1']}\nsetup(**TOLD)",
        "import setuptools\nsetuptools.setup(name='a', install_requires='b==1')",
        "needs: list[str] = ['b==1']\nsetup(name='a', install_requires=needs)",
    ],
)
def test_every_way_to_call_setup_is_understood(text):
    assert [(c.name, c.version) for c in program(text).components] == [("b", "1")]


def test_lists_in_a_table_that_is_written_out_are_known():
    found = program(
        "from setuptools import setup\nNEEDS = {'run': ['a==1'], 'test': ['b']}\n"
        "setup(name='shop', install_requires=NEEDS['run'], extras_require={'test': NEEDS['test'] + ['c']})\n"
    )

    assert [(c.name, c.version, c.scope) for c in found.components] == [
        ("a", "1", Scope.RUNTIME),
        ("b", "", Scope.TEST),
        ("c", "", Scope.TEST),
    ]
    assert found.problems == ()


@pytest.mark.parametrize("needs", ["NEEDS['rest']", "NEEDS[0]", "NEEDS[name()]", "['a'][0]"])
def test_what_a_table_does_not_hold_is_told(needs):
    found = program(f"from setuptools import setup\nNEEDS = {{'run': ['a']}}\nsetup(name='shop', install_requires={needs})\n")

    assert found.components == ()
    assert [p.code for p in found.problems] == ["dependencies-dynamic"]


def test_name_that_is_changed_later_is_not_guessed():
    found = program("needs = ['a']\nneeds += other()\nsetup(name='x', install_requires=needs)\n")

    assert [p.code for p in found.problems] == ["dependencies-dynamic"]


@pytest.mark.parametrize("text", ["", "print(1)\n", "# nothing\n"])
def test_program_without_a_project_is_empty(text):
    assert (program(text).root, program(text).components, program(text).problems) == (None, (), ())


@pytest.mark.parametrize("text", ["print 'old'", "setup(", "\x00", "(" * 100_000, "-" * 100_000 + "1"])
def test_program_of_another_python_is_refused(text):
    with pytest.raises(UnreadableError):
        program(text)


def test_sums_of_sums_take_no_time():
    text = (
        "a0 = ''\n" + "".join(f"a{n} = a{n - 1} + a{n - 1}\n" for n in range(1, 49)) + "setup(name='x', install_requires=a48)\n"
    )

    assert [p.code for p in program(text).problems] == ["dependencies-dynamic"]


def test_odd_escapes_in_a_program_are_nobodys_business():
    assert program("setup(name='a\\d')").root.name == "a\\d"


def test_config_tells_project_and_needs():
    found = config(CONFIG)

    assert (found.root.name, found.root.version, found.root.claims[0].raw) == ("shop", "", "EUPL-1.2")
    assert [(c.name, c.version, c.requirement, c.scope) for c in found.components] == [
        ("django", "4.2", "", Scope.RUNTIME),
        ("requests", "", ">=2", Scope.RUNTIME),
        ("wheel", "", "", Scope.BUILD),
        ("writer", "1.0", "", Scope.OPTIONAL),
        ("pytest", "", "", Scope.TEST),
    ]
    assert found.problems == ()


@pytest.mark.parametrize("text", ["", "[flake8]\nmax-line-length = 100\n", "[bdist_wheel]\nuniversal\n"])
def test_config_of_tools_only_is_empty(text):
    assert (config(text).root, config(text).components, config(text).problems) == (None, (), ())


@pytest.mark.parametrize("text", ["words before a section\n", "[metadata]\nname = a\n= b\n"])
def test_broken_config_is_told(text):
    assert [p.code for p in config(text).problems] == ["entry-syntax"]


def test_unusable_requirement_costs_only_itself():
    found = config("[options]\ninstall_requires =\n    a b c\n    d\n")

    assert [c.name for c in found.components] == ["d"]
    assert [p.code for p in found.problems] == ["requirement-syntax"]


def test_recognised_by_their_own_words():
    assert setup_py.READER.recognises(PROGRAM.encode())
    assert setup_cfg.READER.recognises(CONFIG.encode())
    assert not setup_py.READER.recognises(b"def setup(): pass\n")


@pytest.mark.parametrize("change", ["needs.append('b')", "needs.extend(more)", "needs.insert(0, 'b')", "needs[0] = 'b'"])
def test_list_that_is_changed_later_is_told(change):
    text = f"from setuptools import setup\nneeds = ['a']\n{change}\nsetup(name='x', install_requires=needs)\n"
    found = setup_py.read(Source("setup.py", held=text.encode()))

    assert [c.name for c in found.components] == ["a"]
    assert [(p.code, p.place.line) for p in found.problems] == [("dependencies-dynamic", 4)]


@pytest.mark.parametrize(
    "told",
    [
        "c = dict(name='x')\nc['install_requires'] = ['a']\nsetup(**c)",
        "\n\nsetup(**make())",
        "\n\nsetup(**{**more})",
        "\n\nsetup(**c)",
    ],
)
def test_arguments_that_only_a_program_knows_are_told(told):
    found = setup_py.read(Source("setup.py", held=f"from setuptools import setup\n{told}\n".encode()))

    assert [(p.code, p.place.line) for p in found.problems] == [("needs-by-program", 4)]


def test_arguments_in_a_dict_are_known():
    text = "from setuptools import setup\nc = dict(name='x', install_requires=['a'])\nsetup(**c)\n"
    found = setup_py.read(Source("setup.py", held=text.encode()))

    assert [c.name for c in found.components] == ["a"]
    assert found.problems == ()
