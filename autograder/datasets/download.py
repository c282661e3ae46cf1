"""Downloads files from whichever mirror has them whole."""

import threading
import time
from collections.abc import Sequence
from pathlib import Path


class Mirrors:
    """The mirrors of one data set that answer. One that fails is not asked again."""

    def __init__(self, addresses: Sequence[str], sample: str, patience: float, progress: bool) -> None:
        """Ask all mirrors at once for a sample file, and keep those that answer in time, in the order given.

        Args:
            addresses: of folders, each with a slash at its end.
            sample: name of a file that each should have.
            patience: seconds in which a mirror must answer; while it delivers it may pause three times as long.
            progress: whether to draw a progress bar for each download.
        """
        self._patience = patience
        self._progress = progress
        self._alive = _answering(addresses, sample, patience)

    def fetch(self, file: Path, checksum: str) -> bool:
        """Download a file to its place from the first mirror that has it whole.

        Args:
            file: where it goes; its name is its name on the mirrors.
            checksum: its SHA-256. What differs is thrown away.

        Returns:
            Whether any mirror had it.
        """
        return any(self._from(address, file, checksum) for address in tuple(self._alive))

    def _from(self, address: str, file: Path, checksum: str) -> bool:
        import pooch
        import requests

        timeout = (self._patience, 3 * self._patience)
        downloader = pooch.HTTPDownloader(progressbar=self._progress, timeout=timeout, chunk_size=2**16)
        try:
            pooch.retrieve(address + file.name, f"sha256:{checksum}", file.name, file.parent, downloader=downloader)
        except (ValueError, requests.HTTPError):
            return False  # corrupt or missing on this mirror, which may still have other files
        except requests.RequestException:
            self._alive.remove(address)
            return False
        file.chmod(0o644)  # pooch leaves it readable to us alone, and a kernel may run as another user
        return True


def _answering(addresses: Sequence[str], sample: str, patience: float) -> list[str]:
    """Those addresses that answer at all within the time, whatever they answer.

    Threads, because looking up a name can take much longer than any timeout that one can set.
    """
    import requests  # noqa: F401  before the clock starts: a cold import can take as long as a mirror

    answers: set[str] = set()
    threads = [
        threading.Thread(target=_ask, args=(address, sample, patience, answers), daemon=True) for address in addresses
    ]
    for thread in threads:
        thread.start()
    deadline = time.monotonic() + patience
    for thread in threads:
        thread.join(max(0, deadline - time.monotonic()))
    return [address for address in addresses if address in answers]


def _ask(address: str, sample: str, patience: float, answers: set[str]) -> None:
    import requests

    try:
        requests.head(address + sample, timeout=patience, allow_redirects=True)
    except requests.RequestException:
        return
    answers.add(address)
