"""The authority that is kept on this machine, so that it is trusted once.

Two files: ``ca-key.pem`` has the key and the certificate, ``ca.pem`` the certificate to trust.
"""

import contextlib
import os
import sys
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from mock_auth0.tls.authority import Authority

CERTIFICATE, KEY = "ca.pem", "ca-key.pem"
_LOCK = "ca.lock"
MKCERT_CERTIFICATE, MKCERT_KEY = "rootCA.pem", "rootCA-key.pem"
"""mkcert's names: a folder that it made is read, and left as it is."""
_NAME = "mock-auth0"


def data_folder() -> Path:
    """Where programs keep data of this user: by XDG, by Apple's and by Microsoft's rules.

    Raises `OSError` when the user has no home.
    """
    try:
        if sys.platform == "win32":
            given = os.environ.get("LOCALAPPDATA")
            return Path(given or Path.home() / "AppData" / "Local") / _NAME
        if sys.platform == "darwin":
            return Path.home() / "Library" / "Application Support" / _NAME
        given = os.environ.get("XDG_DATA_HOME", "")
        # XDG: a path that is not absolute is to be ignored.
        base = Path(given) if Path(given).is_absolute() else Path.home() / ".local" / "share"
    except RuntimeError as error:
        raise OSError("this user has no home") from error
    return base / _NAME


def kept(folder: Path, now: datetime) -> Authority:
    """The authority of the folder; made or renewed where there is none that is good.

    Processes that come at the same time agree on one. Raises `OSError` when the folder cannot be
    written, `ValueError` when something else is in its files.
    """
    if (folder / MKCERT_KEY).exists():
        foreign = _read(folder, MKCERT_CERTIFICATE, MKCERT_KEY)
        foreign.check(now)
        return foreign
    found = _found(folder, now)
    if found is not None and (folder / CERTIFICATE).exists():
        return found
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with _locked(folder / _LOCK):
        found = _found(folder, now)
        if found is None:
            found = Authority.make(now)
            _write(folder / KEY, found.private_pem, 0o600)
        _write(folder / CERTIFICATE, found.pem, 0o644)
    return found


def certificate_file(folder: Path) -> Path:
    """Where `kept` keeps the certificate to trust."""
    is_mkcert = (folder / MKCERT_KEY).exists()
    return folder / (MKCERT_CERTIFICATE if is_mkcert else CERTIFICATE)


def _found(folder: Path, now: datetime) -> Authority | None:
    """The one that is there, if it is good for a while."""
    if not (folder / KEY).exists():
        return None
    found = _read(folder, KEY)
    return found if found.is_good_at(now) else None


def _read(folder: Path, *names: str) -> Authority:
    try:
        return Authority.read("".join((folder / name).read_text() for name in names))
    except ValueError as error:
        path = folder / names[-1]
        raise ValueError(f"{path}: {error}; remove it to have another made") from error


def _write(path: Path, content: bytes, mode: int) -> None:
    """Replace the file as a whole: nobody ever reads half of it."""
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        Path(temporary).chmod(mode)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    """One process at a time. The system frees it when its holder ends, however that happens."""
    with path.open("a") as lock:
        # Some shared file systems know no locks; the files are still replaced as a whole.
        with contextlib.suppress(OSError):
            if sys.platform == "win32":
                import msvcrt

                msvcrt.locking(lock.fileno(), msvcrt.LK_LOCK, 1)
            else:
                import fcntl

                fcntl.flock(lock, fcntl.LOCK_EX)
        yield
