"""Deliveries: CPU seconds and peak memory of letting a made-up delivery of 500 MB with 20 000 files pass by, hashes included,
and of the whole `osscan vendor check` on it.

    python benchmarks/deliveries.py [FILE ...]

Without FILE a delivery is made in a temporary folder: a zip with 400 Java archives in a web archive, a packed tar of sources and modules, an image of
two layers and single files up to 100 MB; half of it can't be packed any further. Times are CPU seconds (user and system) of a process that
is started for it, the shortest of three runs; start-up counts.
"""

from __future__ import annotations

import gzip
import io
import json
import random
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

RUNS = 3
PASSAGE = """
import json, resource, sys
from collections import Counter
from osscan.inputs.archives.member import Allowance
from osscan.inputs.archives.passage import Passage
codes, files, size = Counter(), 0, 0
passage = Passage(sys.argv[1], Allowance(), lambda problem: codes.update([problem.code]))
for member in passage:
    files += 1
    size += member.size
used = resource.getrusage(resource.RUSAGE_SELF)
peak = next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(json.dumps([files, size, len(passage.layers), used.ru_utime + used.ru_stime, peak / 1024, codes]))
"""
CHECK = """
import json, resource, subprocess, sys
command = [sys.executable, "-m", "osscan", "vendor", "check", sys.argv[1], "--no-cache", "--quiet", "--format", "json=" + sys.argv[2]]
subprocess.run(command, check=False)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
told = json.load(open(sys.argv[2]))
print(json.dumps([told["verdict"], len(told["checks"]), used.ru_utime + used.ru_stime, used.ru_maxrss / 1024]))
"""
"""Without what an earlier run has kept."""
WORDS = b"public static void return import from license copyright notice function const value string number null true".split()


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for file in [Path(argument) for argument in sys.argv[1:]] or [made(Path(folder))]:
            runs = [json.loads(run(file)) for _ in range(RUNS)]
            files, size, layers, _, memory, codes = runs[0]
            seconds = min(one[3] for one in runs)
            told = ", ".join(f"{code} {count}" for code, count in codes.items()) or "nothing told"
            print(
                f"{file.name}: {file.stat().st_size / 1e6:.0f} MB, {files} files of {size / 1e6:.0f} MB in {layers} archives; {told}"
            )
            print(f"{seconds:.2f} s CPU, {memory:.0f} MiB at most, {file.stat().st_size / seconds / 1e6:.0f} MB a second")
            whole = [json.loads(run(file, CHECK, f"{folder}/report.json")) for _ in range(RUNS)]
            verdict, checks, _, memory = whole[0]
            seconds = min(one[2] for one in whole)
            print(f"osscan vendor check: {verdict}, {checks} checks; {seconds:.2f} s CPU, {memory:.0f} MiB at most")


def run(file: Path, program: str = PASSAGE, *more: str) -> str:
    done = subprocess.run([sys.executable, "-c", program, str(file), *more], stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout.splitlines()[-1]


def made(folder: Path) -> Path:
    """The delivery."""
    chance = random.Random(8)
    file = folder / "delivery.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as delivery:
        classes = {f"com/example/C{number}.class": chance.randbytes(6000) + text(chance, 2000) for number in range(11)}
        jars = {f"WEB-INF/lib/part-{number}.jar": zipped({**classes, "id": str(number).encode()}) for number in range(400)}
        delivery.writestr("app.war", zipped(jars))
        modules = {f"node_modules/m{number // 20}/f{number}.js": text(chance, 12_000) for number in range(5000)}
        delivery.writestr("modules.tar.gz", tarred(modules, "w:gz"))
        layer = {f"usr/lib/l{number}.so": chance.randbytes(40_000) for number in range(1000)}
        delivery.writestr(
            "image.tar",
            tarred({"oci-layout": b"{}", "a/layer.tar": tarred(layer), "b/layer.tar": gzip.compress(tarred(modules), 1)}),
        )
        for number in range(3700):
            delivery.writestr(f"src/File{number}.java", text(chance, 8000))
        for number in range(4):
            delivery.writestr(f"data/{number}.bin", chance.randbytes(100_000_000))
    return file


def text(chance: random.Random, size: int) -> bytes:
    return b" ".join(chance.choices(WORDS, k=size // 7))


def zipped(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def tarred(files: dict[str, bytes], mode: str = "w") -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode=mode) as archive:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return packed.getvalue()


if __name__ == "__main__":
    main()
