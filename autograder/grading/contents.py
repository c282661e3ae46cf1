"""Parcels in the store: what the kernels of a class say is kept once, however often it is said."""

import json
from typing import Any

from blake3 import blake3

from autograder.grading.store import Store
from autograder.values import Blob, Parcel
from autograder.values.parcels import NONE

OFTEN = 2  # times that a piece came, until it is kept for its own sake
FILE = "f"  # how keys of files begin; no other key has this letter first and 65 letters


class Contents:
    """Big pieces as files by their hash, and parcels that name them.

    Args:
        store: where they are.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def find(self, digest: bytes, length: int) -> int | None:
        """A descriptor of the file that holds what has this hash, None where there is none."""
        return self._store.open(FILE + digest.hex(), length)

    def settle(self, parcel: Parcel, *, keep: bool) -> Parcel:
        """Keep big pieces of a parcel that came whole; the parcel with files in their places where that went well.

        Args:
            parcel: what came.
            keep: whether all of them are kept; else only those that came before, and are likely to come again.
        """
        return Parcel(parcel.head, tuple(self._settled(blob, keep) for blob in parcel.blobs))

    def _settled(self, blob: Blob, keep: bool) -> Blob:
        if blob.digest == NONE or blob.memory is None:
            return blob
        key = FILE + blob.digest.hex()
        if not keep and self._store.missed[key] < OFTEN:
            return blob
        self._store.keep(key, blob.memory)
        file = self.find(blob.digest, blob.length)
        return blob if file is None else Blob(blob.length, file=file, digest=blob.digest)

    def keep(self, parcel: Parcel) -> str:
        """Keep a settled parcel; its key."""
        told = json.dumps([[blob.length, blob.digest.hex()] for blob in parcel.blobs]).encode()
        pieces: list[Any] = [told, parcel.head]
        pieces += [blob.memory for blob in parcel.blobs if blob.digest == NONE and blob.memory is not None]
        digest = blake3()
        for piece in pieces:
            digest.update(len(piece).to_bytes(8))
            digest.update(piece)
        key = digest.hexdigest()
        if not self._store.touch(key):
            self._store.put(key, pieces)
        return key

    def note(self, key: str) -> None:
        """Remember that something is so."""
        self._store.put(key, [b""])

    def is_noted(self, key: str) -> bool:
        """Whether that was remembered."""
        return self._store.touch(key)

    def get(self, key: str) -> Parcel | None:
        """The parcel under a key; None where it, or a part of it, is gone."""
        pieces = self._store.get(key)
        if not pieces:
            return None
        inline, blobs = iter(pieces[2:]), []
        for length, digest in json.loads(bytes(pieces[0])):
            if bytes.fromhex(digest) == NONE:
                blobs.append(Blob(length, next(inline)))
                continue
            file = self.find(bytes.fromhex(digest), length)
            if file is None:
                Parcel(b"", tuple(blobs)).close()
                return None
            blobs.append(Blob(length, file=file, digest=bytes.fromhex(digest)))
        return Parcel(bytes(pieces[1]), tuple(blobs))
