"""Folders are read without following anything out of them, and the packaged packs are found."""

import os
import socket
import zipfile
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import attrs
import pytest

from rutengine.diagnostics.errors import PackError
from rutengine.diagnostics.limits import LIMITS
from rutengine.documents import folders
from rutengine.documents.folders import packaged_pack, read_folder
from rutengine.documents.packs import read_pack
from tests.documents.samples import small_pack

SECRET = "secret = 'canary-7f3a'"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "pack"
    for name, data in small_pack().items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    return root


def problems(folder: Any) -> list[tuple[str, str]]:
    with pytest.raises(PackError) as caught:
        read_folder(folder)
    assert "canary" not in str(caught.value)
    assert {problem.code for problem in caught.value.diagnostics} == {"RUT101"}
    return [(problem.address.file, problem.finding.message) for problem in caught.value.diagnostics]


class Pathlike:
    def __init__(self, path: Path) -> None:
        self.path = path

    def __fspath__(self) -> str:
        return str(self.path)


@pytest.mark.parametrize("form", [str, Path, Pathlike])
def test_a_folder_may_be_given_in_any_way(folder: Path, form: Any) -> None:
    assert read_folder(form(folder)) == small_pack()


def test_a_folder_may_stand_in_an_archive(folder: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "packs.zip", "w") as archive:
        for name, data in small_pack().items():
            archive.writestr(f"pack/{name}", data)
        archive.writestr("pack/huge.toml", b"#" * (LIMITS.pack_file_bytes + 1))
        archive.writestr("pack/folder.toml/x.txt", b"")
    with zipfile.ZipFile(tmp_path / "packs.zip") as archive:
        root: Any = zipfile.Path(archive, "pack/")
        assert isinstance(root, Traversable)
        assert problems(root) == [
            ("folder.toml", "the file is not a regular file"),
            ("huge.toml", "the file is larger than 512 KiB"),
        ]


def test_an_archive_is_read_like_a_folder(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "packs.zip", "w") as archive:
        for name, data in small_pack().items():
            archive.writestr(f"pack/{name}", data)
    with zipfile.ZipFile(tmp_path / "packs.zip") as archive:
        root: Any = zipfile.Path(archive, "pack/")
        assert read_folder(root) == small_pack()


def test_other_and_hidden_files_are_ignored(folder: Path) -> None:
    for name in (".git/x.toml", "rules/.swap.toml", "README.md", "rules/notes.txt", "rules/sub/deep/far.toml"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("broken", encoding="utf-8")
    assert read_folder(folder) == small_pack()


def test_files_in_wrong_places_are_seen(folder: Path) -> None:
    for name in ("other.toml", "rules/sub/pay.toml", "rules/big.TOML"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("", encoding="utf-8")
    reading = read_pack(read_folder(folder))
    assert [problem.code for problem in reading.diagnostics] == ["RUT104"] * 3


@pytest.mark.parametrize("extra", [-1, 0, 1])
def test_size_is_limited(folder: Path, extra: int) -> None:
    (folder / "rules/big.toml").write_bytes(b"#" * (LIMITS.pack_file_bytes + extra))
    if extra <= 0:
        assert len(read_folder(folder)["rules/big.toml"]) == LIMITS.pack_file_bytes + extra
    else:
        assert problems(folder) == [("rules/big.toml", "the file is larger than 512 KiB")]


def test_a_file_that_grows_is_cut_off(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "rules/big.toml").write_bytes(b"#" * (LIMITS.pack_file_bytes + 1))
    true_fstat = os.fstat

    def small(number: int) -> os.stat_result:
        state = list(true_fstat(number))
        state[6] = 1
        return os.stat_result(state)

    monkeypatch.setattr("rutengine.documents.folders.os.fstat", small)
    assert problems(folder) == [("rules/big.toml", "the file is larger than 512 KiB")]


def test_links_are_not_followed(folder: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.toml"
    secret.write_text(SECRET, encoding="utf-8")
    (tmp_path / "away").mkdir()
    (tmp_path / "away/x.toml").write_text(SECRET, encoding="utf-8")
    (folder / "rules/link.toml").symlink_to(secret)
    (folder / "rules/dangling.toml").symlink_to(tmp_path / "nothing")
    (folder / "rules/loop.toml").symlink_to(folder / "rules/loop.toml")
    (folder / "more").symlink_to(tmp_path / "away")
    assert problems(folder) == [
        ("more", "the file is a symbolic link"),
        ("rules/dangling.toml", "the file is a symbolic link"),
        ("rules/link.toml", "the file is a symbolic link"),
        ("rules/loop.toml", "the file is a symbolic link"),
    ]


def test_a_link_that_appears_late_is_not_followed(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = tmp_path / "secret.toml"
    secret.write_text(SECRET, encoding="utf-8")
    (folder / "rules/link.toml").symlink_to(secret)
    monkeypatch.setattr(Path, "is_symlink", lambda _: False)
    assert problems(folder) == [("rules/link.toml", "the file cannot be read: it is a symbolic link")]


def test_a_link_to_the_folder_itself_is_fine(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "current").symlink_to(folder)
    assert read_folder(tmp_path / "current") == small_pack()


def test_only_regular_files_are_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(folder / "rules/pipe.toml")
    (folder / "rules/folder.toml").mkdir()
    monkeypatch.chdir(folder)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket.toml")
        found = dict(problems(folder))
    assert found["rules/pipe.toml"] == found["rules/folder.toml"] == "the file is not a regular file"
    assert found["socket.toml"].startswith("the file cannot be read: ")


def test_an_unreadable_file_is_reported(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError(13, "canary", "canary")

    monkeypatch.setattr("rutengine.documents.folders.os.open", refuse)
    found = problems(folder)
    assert len(found) == len(small_pack())
    assert found[0] == ("constraints.toml", "the file cannot be read: permission denied")


def test_an_error_without_a_number_is_reported(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        raise OSError("canary")

    monkeypatch.setattr("rutengine.documents.folders.os.open", refuse)
    assert problems(folder)[0][1] == "the file cannot be read: the system says no more"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("missing", "the folder cannot be read: no such file or directory"),
        ("pack/pack.toml", "the folder cannot be read: not a directory"),
        ("a\0b", "the folder cannot be read: its name is not allowed"),
    ],
)
def test_what_is_no_folder_is_reported(folder: Path, name: str, said: str) -> None:
    assert problems(str(folder.parent / name)) == [(str(folder.parent / name), said)]


def test_reading_stops_when_there_are_too_many_files(folder: Path) -> None:
    for i in range(LIMITS.pack_files + 50):
        (folder / f"rules/t{i}.toml").write_bytes(b"")
    contents = read_folder(folder)
    assert len(contents) == LIMITS.pack_files + 1
    assert [problem.code for problem in read_pack(contents).diagnostics] == ["RUT103"]


def test_reading_stops_when_all_files_together_are_too_large(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    size = sum(len(data) for data in read_folder(folder).values())
    for i in range(9):
        (folder / f"rules/t{i}.toml").write_bytes(b"#" * 1000)
    small = attrs.evolve(LIMITS, pack_bytes=size + 9000)
    monkeypatch.setattr("rutengine.documents.folders.LIMITS", small)
    read_folder(folder)
    monkeypatch.setattr("rutengine.documents.folders.LIMITS", attrs.evolve(small, pack_bytes=size + 8999))
    ((name, said),) = problems(folder)
    assert said == "the pack is larger than 0 MiB"
    assert name.startswith(("rules/t", "s"))


def test_the_packaged_pack_is_found() -> None:
    place = packaged_pack("career")
    assert place.joinpath("pack.toml").is_file()
    assert read_pack(read_folder(place)).pack is not None


def test_a_pack_inside_the_package_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "rules/career").mkdir(parents=True)
    (tmp_path / "rules/career/pack.toml").write_text("", encoding="utf-8")
    monkeypatch.setattr(folders, "files", lambda _: tmp_path)
    assert packaged_pack("career") == tmp_path / "rules/career"


def test_outside_a_checkout_only_the_package_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "files", lambda _: tmp_path)
    monkeypatch.setattr(folders, "__file__", str(tmp_path / "site/rutengine/documents/folders.py"))
    with pytest.raises(PackError, match="no pack `career` comes with the library"):
        packaged_pack("career")


@pytest.mark.parametrize("name", ["nothing", "", ".", "..", "../src", "career/rules", "/etc", "a\0b", "c\u0430reer"])
def test_no_other_pack_is_found(name: str) -> None:
    with pytest.raises(PackError) as caught:
        packaged_pack(name)
    assert [problem.code for problem in caught.value.diagnostics] == ["RUT105"]
