"""What was published: the files of both data sets, their checksums, and where to download them."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

TITLES = {"mnist": "MNIST", "fashion-mnist": "Fashion-MNIST"}

# The file names that both data sets use, as Keras orders its arrays: x_train, y_train, x_test, y_test.
FILES = {
    "x_train": "train-images-idx3-ubyte",
    "y_train": "train-labels-idx1-ubyte",
    "x_test": "t10k-images-idx3-ubyte",
    "y_test": "t10k-labels-idx1-ubyte",
}
PACKED = ".gz"  # what ends their names as they are published


@dataclass(frozen=True)
class Catalogue:
    """A published edition of both data sets.

    Args:
        checksums: SHA-256 of each file, by its path "<data set>/<file>".
        keras_npz: SHA-256 of Keras's own packing of MNIST, `mnist.npz`.
        mirrors: for each data set the addresses of folders that hold its files, in the order in which to try them.
        patience: seconds in which a mirror must answer. Four are enough for a far one.
    """

    checksums: Mapping[str, str]
    keras_npz: str
    mirrors: Mapping[str, tuple[str, ...]]
    patience: float = 4.0

    @property
    def edition(self) -> str:
        """Eight hexadecimal digits that change whenever a file changes."""
        return hashlib.sha256(repr(sorted(self.checksums.items())).encode()).hexdigest()[:8]

    def of(self, name: str) -> dict[str, str]:
        """The checksums of one data set's files, by their paths."""
        return {path: checksum for path, checksum in self.checksums.items() if path.startswith(f"{name}/")}


# Checksums: SHA-256 of the files that have the published MD5 sums; those are in torchvision's `datasets/mnist.py` for
# MNIST and in the README of github.com/zalandoresearch/fashion-mnist. keras_npz: from `keras/src/datasets/mnist.py`.
# MNIST: Y. LeCun, C. Cortes, C. Burges; CC BY-SA 3.0. Fashion-MNIST: Zalando SE; MIT.
OFFICIAL = Catalogue(
    checksums={
        "mnist/train-images-idx3-ubyte.gz": "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609",
        "mnist/train-labels-idx1-ubyte.gz": "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c",
        "mnist/t10k-images-idx3-ubyte.gz": "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6",
        "mnist/t10k-labels-idx1-ubyte.gz": "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6",
        "fashion-mnist/train-images-idx3-ubyte.gz": "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84",
        "fashion-mnist/train-labels-idx1-ubyte.gz": "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845",
        "fashion-mnist/t10k-images-idx3-ubyte.gz": "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073",
        "fashion-mnist/t10k-labels-idx1-ubyte.gz": "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5",
    },
    keras_npz="731c5ac602752760c8e48fbffcf8c3b850d9dc2a2aedcf2cc48468fc17b673d1",
    mirrors={
        "mnist": (
            "https://ossci-datasets.s3.amazonaws.com/mnist/",
            "https://storage.googleapis.com/cvdf-datasets/mnist/",
        ),
        "fashion-mnist": (
            "https://storage.googleapis.com/tensorflow/tf-keras-datasets/",
            "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",  # no https there; the checksum decides
        ),
    },
)
