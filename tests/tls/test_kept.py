"""The authority that is kept on this machine."""

import multiprocessing
import stat
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from mock_auth0.tls import kept
from mock_auth0.tls.authority import pem_of
from tests.tls.authorities import AUTHORITY, NOON


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_is_made_once(tmp_path: Path) -> None:
    folder = tmp_path / "some" / "folder"
    first = kept.kept(folder, NOON)
    assert kept.kept(folder, NOON + timedelta(days=900)) == first
    assert (folder / "ca.pem").read_bytes() == first.pem
    assert (folder / "ca-key.pem").read_bytes() == first.private_pem
    assert kept.certificate_file(folder) == folder / "ca.pem"
    assert [path.name for path in sorted(folder.iterdir())] == ["ca-key.pem", "ca.lock", "ca.pem"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights")
def test_only_its_owner_reads_the_key(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    kept.kept(folder, NOON)
    assert mode_of(folder) == 0o700
    assert mode_of(folder / "ca-key.pem") == 0o600
    assert mode_of(folder / "ca.pem") == 0o644


def test_is_renewed_before_it_ends(tmp_path: Path) -> None:
    first = kept.kept(tmp_path, NOON)
    late = NOON + timedelta(days=3650)
    second = kept.kept(tmp_path, late)
    assert second != first
    assert second.is_good_at(late)
    assert (tmp_path / "ca.pem").read_bytes() == second.pem
    assert kept.kept(tmp_path, late) == second


def test_the_certificate_comes_back_when_it_was_lost(tmp_path: Path) -> None:
    first = kept.kept(tmp_path, NOON)
    (tmp_path / "ca.pem").unlink()
    assert kept.kept(tmp_path, NOON) == first
    assert (tmp_path / "ca.pem").read_bytes() == first.pem


def test_what_is_broken_is_named_and_left_alone(tmp_path: Path) -> None:
    key = tmp_path / "ca-key.pem"
    for content in ("", "-----BEGIN PRIVATE KEY-----\n", "\udcff"):
        key.write_bytes(content.encode(errors="surrogateescape"))
        with pytest.raises(ValueError, match="remove it to have another made") as refused:
            kept.kept(tmp_path, NOON)
        assert str(refused.value).startswith(f"{key}: ")
        assert key.read_bytes() == content.encode(errors="surrogateescape")


def test_a_folder_of_mkcert_is_read_and_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "rootCA.pem").write_bytes(AUTHORITY.pem)
    (tmp_path / "rootCA-key.pem").write_bytes(pem_of(AUTHORITY.key))
    assert kept.kept(tmp_path, NOON + timedelta(days=3600)) == AUTHORITY
    with pytest.raises(ValueError, match="the authority is valid from 2030-05-31 to 2040-05-29"):
        kept.kept(tmp_path, NOON + timedelta(days=3700))
    assert kept.certificate_file(tmp_path) == tmp_path / "rootCA.pem"
    assert len(list(tmp_path.iterdir())) == 2


def test_where_nothing_can_be_written_it_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OSError, match=r"Not a directory|File exists"):
        kept.kept(tmp_path / "file" / "folder", NOON)
    with pytest.raises(OSError, match=r"Not a directory|File exists"):
        kept.kept(tmp_path / "file", NOON)


def _made(folder: Path, at: datetime) -> bytes:
    return kept.kept(folder, at).pem


def test_processes_that_come_at_the_same_time_agree(tmp_path: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        for number in range(3):
            folder = tmp_path / str(number)
            found = pool.starmap(_made, [(folder, NOON)] * 8, chunksize=1)
            assert set(found) == {(folder / "ca.pem").read_bytes()}


@pytest.mark.skipif(sys.platform != "linux", reason="each system has a convention of its own")
@pytest.mark.parametrize(
    ("variables", "folder"),
    [
        ({"HOME": "/home/ada"}, "/home/ada/.local/share/mock-auth0"),
        ({"HOME": "/home/ada", "XDG_DATA_HOME": "/data"}, "/data/mock-auth0"),
        ({"HOME": "/home/ada", "XDG_DATA_HOME": "data"}, "/home/ada/.local/share/mock-auth0"),
        ({"HOME": "/home/ada", "XDG_DATA_HOME": ""}, "/home/ada/.local/share/mock-auth0"),
    ],
    ids=["the default", "configured", "not absolute", "empty"],
)
def test_the_folder_is_where_xdg_has_it(
    variables: dict[str, str], folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert kept.data_folder() == Path(folder)


def test_a_user_without_a_home_has_no_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.setattr(Path, "home", nowhere)
    with pytest.raises(OSError, match="this user has no home"):
        kept.data_folder()
