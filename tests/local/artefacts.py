"""Makes the zip of each area, and of the content layer, as `sam build` and `sam package` would.

A zip is named by the hash of what is in it: an area that did not change keeps its name, so its functions stay as they are.
"""

import hashlib
import io
import os
import subprocess
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from local.console import Problem
from local.instance import LOCAL, REPOSITORY

ZIPS = LOCAL / "artefacts"
EPOCH = (1980, 1, 1, 0, 0, 0)


def build(profile: str) -> Path:
    """Compiles every area at once; answers the folder of the binaries."""
    # The whole workspace, as the tests build it: a choice of packages could choose other features, and build twice
    command = ["cargo", "build", "--locked", "--workspace", "--bins", *(["--release"] if profile == "release" else [])]
    if subprocess.run(command, cwd=REPOSITORY, check=False).returncode != 0:
        raise Problem("the code does not compile; the compiler says why above")
    target = Path(os.environ.get("CARGO_TARGET_DIR", REPOSITORY / "target"))
    return target / profile.replace("dev", "debug")


def package(areas: list[str], binaries: Path) -> dict[str, Path]:
    """The zip of each area; made only where the binary is new."""
    files = {area: binaries / area for area in areas}
    missing = [area for area, file in files.items() if not file.exists()]
    if missing:
        raise Problem(f"no binary in {binaries} for: {', '.join(missing)}")
    ZIPS.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        zips = dict(zip(areas, pool.map(lambda area: _package(area, files[area]), areas), strict=True))
    _tidy(zips)
    return zips


def _package(area: str, binary: Path) -> Path:
    digest = hashlib.file_digest(binary.open("rb"), "sha256").hexdigest()[:16]
    path = ZIPS / f"{area}-{digest}.zip"
    if path.exists():
        os.utime(path)
        return path
    stripped = ZIPS / f"{area}-{digest}.partial"
    # The names of functions stay, for backtraces; line tables are most of a debug binary
    done = subprocess.run(["strip", "--strip-debug", "-o", str(stripped), str(binary)], capture_output=True, check=False)
    content = stripped.read_bytes() if done.returncode == 0 else binary.read_bytes()
    stripped.unlink(missing_ok=True)
    write_zip(path, [("bootstrap", 0o755, content)])
    return path


def zipped_bytes(binary: Path) -> int:
    """The size of an artefact as it is uploaded; `sam package` compresses by zlib's default, too."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(binary, "bootstrap")
    return len(buffer.getvalue())


def package_content(folder: Path) -> Path:
    """The content layer. Its hash is over names and bytes, not times, so that only changed content is published."""
    files = sorted(p for p in folder.rglob("*") if p.is_file())
    entries = [(str(p.relative_to(folder)), 0o644, p.read_bytes()) for p in files]
    digest = hashlib.sha256()
    for name, _, content in entries:
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    ZIPS.mkdir(parents=True, exist_ok=True)
    path = ZIPS / f"content-{digest.hexdigest()[:16]}.zip"
    if not path.exists():
        write_zip(path, entries)
    return path


def write_zip(path: Path, entries: list[tuple[str, int, bytes]]) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, mode, content in entries:
            info = zipfile.ZipInfo(name, EPOCH)
            info.external_attr, info.compress_type = mode << 16, zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    partial = path.with_suffix(f".{os.getpid()}")
    partial.write_bytes(buffer.getvalue())
    partial.rename(path)


def _tidy(zips: dict[str, Path]) -> None:
    """Keeps the last few zips of each area: going back and forth between branches stays quick."""
    for area in zips:
        for old in sorted(ZIPS.glob(f"{area}-*.zip"), key=lambda p: p.stat().st_mtime, reverse=True)[4:]:
            old.unlink(missing_ok=True)
