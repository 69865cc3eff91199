"""Ruby: what Bundler locked, and gemspecs read without running them."""

from __future__ import annotations

import pytest

from osscan.inputs.source import Source
from osscan.model.claim import Form, Joined
from osscan.model.component import Scope
from osscan.readers.ruby import gemfile, gemfile_lock, gemspec

SUM = "a" * 64
LOCK = f"""GIT
  remote: https://git.example/turbo.git
  revision: 80216ce9d89920bf073709405e3fce6d0a3ccd9a
  specs:
    turbo (3.0.0)
      coffee

PATH
  remote: .
  specs:
    shop (0.1.0)
      rack (~> 2.0)

PATH
  remote: engines/cart
  specs:
    cart (1.0)
      nokogiri

GEM
  remote: https://registry.example/
  specs:
    coffee (1.2.pre)
    nokogiri (1.13.3-java)
      racc (~> 1.4)
    nokogiri (1.13.3-x86_64-linux)
      racc (~> 1.4)
    racc (1.6.0)
    rack (2.2.3)

PLATFORMS
  java
  x86_64-linux

DEPENDENCIES
  shop!
  cart!
  turbo!
  rack (= 2.2.3)

CHECKSUMS
  nokogiri (1.13.3-java) sha256={SUM}
  nokogiri (1.13.3-x86_64-linux) sha256={SUM}
  rack (2.2.3) sha256={SUM}

RUBY VERSION
   ruby 3.0.2p107

BUNDLED WITH
   2.2.28
"""


def lock(text: str):
    return gemfile_lock.read(Source("Gemfile.lock", held=text.encode()))


def spec(text: str, path: str = "shop.gemspec"):
    return gemspec.read(Source(path, held=text.encode()))


def codes(inventory) -> list[str]:
    return [problem.code for problem in inventory.problems]


def test_each_gem_is_one_component_without_its_platform() -> None:
    found = lock(LOCK)

    assert [(c.name, c.version, c.purl) for c in found.components] == [
        ("turbo", "3.0.0", "pkg:gem/turbo@3.0.0"),
        ("coffee", "1.2.pre", "pkg:gem/coffee@1.2.pre"),
        ("nokogiri", "1.13.3", "pkg:gem/nokogiri@1.13.3"),
        ("racc", "1.6.0", "pkg:gem/racc@1.6.0"),
        ("rack", "2.2.3", "pkg:gem/rack@2.2.3"),
    ]
    assert (codes(found), found.version) == ([], "2.2.28")


def test_gems_in_folders_are_the_project_and_their_needs_are_its_own() -> None:
    found = lock(LOCK)

    assert found.root is not None
    assert (found.root.name, found.root.version) == ("shop", "0.1.0")
    assert found.edges == (
        ("turbo@3.0.0", "coffee@1.2.pre"),
        (".", "rack@2.2.3"),
        (".", "nokogiri@1.13.3"),
        ("nokogiri@1.13.3", "racc@1.6.0"),
        (".", "turbo@3.0.0"),
    )


def test_a_gem_from_git_with_a_version_is_asked_for_by_the_project(tmp_path) -> None:
    text = "GIT\n  remote: https://git.example/mail.git\n  revision: ab12\n  specs:\n    mail (1.5.2)\n\nDEPENDENCIES\n  mail (~> 1.5.0)!\n"
    (tmp_path / "Gemfile.lock").write_text(text)
    (tmp_path / "Gemfile").write_text('gem "mail", "~> 1.5.0", git: "https://git.example/mail.git"\n')
    found = gemfile_lock.read(Source("Gemfile.lock", str(tmp_path / "Gemfile.lock"), root=str(tmp_path)))

    assert [(c.name, c.version, c.scope.value) for c in found.components] == [("mail", "1.5.2", "runtime")]


def test_checksum_counts_where_it_is_that_of_the_only_archive() -> None:
    assert {c.name: c.hashes for c in lock(LOCK).components if c.hashes} == {"rack": (("SHA256", SUM),)}


def test_remains_of_a_merge_are_told() -> None:
    found = lock("GEM\n  remote: x\n  specs:\n<<<<<<< HEAD\n    a (1.0)\n=======\n    a (2.0)\n>>>>>>> b\n")

    assert [(c.name, c.version) for c in found.components] == [("a", "1.0"), ("a", "2.0")]
    assert codes(found) == ["line-not-understood"] * 3


@pytest.mark.parametrize("text", ["no lockfile", "GEM\n  specs:\n    a 1.0\n", "\1\2"])
def test_line_that_is_none_is_told(text) -> None:
    assert codes(lock(text)) == ["line-not-understood"]


STUB = """# -*- encoding: utf-8 -*-
# stub: rake 13.0.3 ruby lib

Gem::Specification.new do |s|
  s.name = "rake".freeze
  s.version = "13.0.3"
  s.licenses = ["MIT".freeze, 'Ruby']
  s.add_dependency(%q<other>.freeze, [">= 0"])
end
"""


def test_installed_gem_is_a_component_with_its_licenses() -> None:
    found = spec(STUB)

    assert [(c.name, c.version) for c in found.components] == [("rake", "13.0.3")]
    assert [(c.raw, c.form, c.joined) for c in found.components[0].claims] == [
        ("MIT", Form.EXPRESSION, Joined.UNSAID),
        ("Ruby", Form.EXPRESSION, Joined.UNSAID),
    ]


def test_gem_in_a_bundle_is_installed_even_without_a_stub() -> None:
    found = spec(STUB.replace("# stub: rake 13.0.3 ruby lib", ""), "vendor/bundle/ruby/3.0.0/gems/rake-13.0.3/rake.gemspec")

    assert [(c.name, c.version) for c in found.components] == [("rake", "13.0.3")]


AUTHORED = """Gem::Specification.new do |spec|
  spec.name        = 'shop' # not "other"
  # spec.name = "commented"
  spec.version     = Shop::VERSION
  spec.license     = "EUPL-1.2"
  spec.add_dependency "rack", "~> 2.0", ">= 2.0.1"
  spec.add_dependency("json", "= 2.3.0") if RUBY_VERSION > "3"
  spec.add_runtime_dependency 'any', '>= 0'
  spec.add_development_dependency %q<rspec>, %w[3.1]
  spec.add_dependency "un#{known}"
end
"""


def test_gemspec_of_the_project_is_its_root_with_what_it_asks_for() -> None:
    found = spec(AUTHORED)

    assert found.root is not None
    assert (found.root.name, found.root.version, [c.raw for c in found.root.claims]) == ("shop", "", ["EUPL-1.2"])
    assert [(c.name, c.version, c.requirement, c.scope) for c in found.components] == [
        ("rack", "", "~> 2.0, >= 2.0.1", Scope.RUNTIME),
        ("json", "2.3.0", "", Scope.RUNTIME),
        ("any", "", "", Scope.RUNTIME),
        ("rspec", "3.1", "", Scope.DEV),
    ]


@pytest.mark.parametrize(
    "require",
    [
        "require_relative 'lib/shop/version'",
        "require_relative File.join('lib', 'shop', 'version')",
        "require File.expand_path('lib/shop/version.rb', __dir__)",
        'require_relative File.dirname(__FILE__) + "/lib/shop/version"',
    ],
)
def test_version_may_stand_in_a_file_that_is_loaded(tmp_path, require) -> None:
    (tmp_path / "lib/shop").mkdir(parents=True)
    (tmp_path / "lib/shop/version.rb").write_text("module Shop\n  VERSION = '1.2.3'.freeze\nend\n")
    (tmp_path / "shop.gemspec").write_text(f"{require}\n{AUTHORED}")
    found = gemspec.read(Source("shop.gemspec", str(tmp_path / "shop.gemspec"), root=str(tmp_path)))

    assert found.root is not None
    assert found.root.version == "1.2.3"


def test_constant_of_the_gemspec_itself_counts() -> None:
    found = spec("VERSION = '3.0.0'\nGem::Specification.new 'a', VERSION do |s|\n  s.summary = 'x'\nend\n")

    assert found.root is not None
    assert (found.root.name, found.root.version) == ("a", "3.0.0")


@pytest.mark.parametrize(
    "text", ["", "puts 1", "Gem::Specification.new do |s|\n s.name = compute\nend", "Gem::Specification.new do"]
)
def test_gemspec_without_a_literal_name_is_told(text) -> None:
    found = spec(text)

    assert found.components == ()
    assert codes(found) == ["package-without-name"]


def test_long_gemspec_is_read_in_passing() -> None:
    found = spec("Gem::Specification.new do |s|\n s.name = 'a'\n" + " s.add_dependency 'b', ['>= 1'\n" * 20_000 + "end\n")

    assert [c.name for c in found.components] == ["b"]


GEMFILE = """source "https://registry.example"
ruby "3.0.2"
gemspec
gem "rack", "~> 2.0", require: false # the server
gem 'json', '= 2.3.0'
gem "engine", path: "engines/engine"
group :development, :test do
  gem "rspec", ">= 3", "< 4"
  if ENV["X"]
    gem "tool"
  end
end
group :assets do
  gem "sass"
end
path "engines" do
  gem "cart"
end
gem "pry", group: :development
gem "cop", "1.0", :groups => [:lint, :test]
gem "forked", github: "a/forked", branch: "main"
"""


def test_gemfile_tells_groups_and_requirements() -> None:
    found = gemfile.read(Source("Gemfile", held=GEMFILE.encode()))

    assert [(c.name, c.version, c.requirement, c.scope) for c in found.components] == [
        ("rack", "", "~> 2.0", Scope.RUNTIME),
        ("json", "2.3.0", "", Scope.RUNTIME),
        ("rspec", "", ">= 3, < 4", Scope.TEST),
        ("tool", "", "", Scope.TEST),
        ("sass", "", "", Scope.RUNTIME),
        ("pry", "", "", Scope.DEV),
        ("cop", "1.0", "", Scope.TEST),
        ("forked", "", "", Scope.RUNTIME),
    ]
    assert gemfile.READER.recognises(GEMFILE.encode())


def test_gems_in_one_line_with_their_group_are_read() -> None:
    text = 'group(:test) { gem "a", "1.0"; gem "b" }\nplatforms(:ruby) { gem "c" }\ngem "d"\n'
    found = gemfile.read(Source("Gemfile", held=text.encode()))

    assert [(c.name, c.version, c.scope) for c in found.components] == [
        ("a", "1.0", Scope.TEST),
        ("b", "", Scope.TEST),
        ("c", "", Scope.RUNTIME),
        ("d", "", Scope.RUNTIME),
    ]


@pytest.mark.parametrize(
    "line", ["gem name", 'gem "a#{b}"', "%w[a b].each { |g| gem g }", 'eval_gemfile "more/Gemfile"', 'if x then gem "a" end']
)
def test_gems_that_only_a_program_knows_are_told(line) -> None:
    found = gemfile.read(Source("Gemfile", held=f"{line}\nputs 'no gem here'\n".encode()))

    assert found.components == ()
    assert [(p.code, p.place.line, dict(p.facts)["text"]) for p in found.problems] == [("needs-by-program", 1, line)]


def test_gemspec_tells_what_only_a_program_knows() -> None:
    assert codes(spec(AUTHORED)) == ["needs-by-program"]


def test_purpose_follows_from_the_gemfile_beside(tmp_path) -> None:
    (tmp_path / "Gemfile").write_text('source "x"\ngemspec\ngem "rack"\ngroup :test do\n  gem "coffee"\nend\n')
    (tmp_path / "Gemfile.lock").write_text(LOCK.replace("  turbo!", "  coffee\n  turbo!"))
    found = gemfile_lock.read(Source("Gemfile.lock", str(tmp_path / "Gemfile.lock"), root=str(tmp_path)))

    assert {c.name: c.scope for c in found.components} == {
        "turbo": Scope.DEV,
        "coffee": Scope.TEST,
        "nokogiri": Scope.RUNTIME,
        "racc": Scope.RUNTIME,
        "rack": Scope.RUNTIME,
    }


def test_without_a_gemfile_no_purpose_is_known() -> None:
    assert {c.scope for c in lock(LOCK).components} == {Scope.UNKNOWN}
