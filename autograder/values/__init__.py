"""Values that cross between a trusted process and an untrusted one, as plain data in a closed list of kinds.

A judge pulls values out of a kernel that runs somebody else's code. There, `dump` turns a value into a `Message`;
here, `load` makes genuine objects of it, or raises `Malformed`. Nothing that arrives is code: no pickle, no eval, no
name that is looked up outside closed tables. The sending side may tell lies, but only about values.

    # in the kernel                                        # in the judge
    dumped = dump(value, handle=handles.describe)
    send(sock, dumped.message)                             message = receive(sock, seconds=60)
                                                           value = load(message, stub=stubs.make).value

What is not on the list (functions and classes of one's own, instances, iterators, subclasses of anything on the list)
stays where it is. `handle` describes it by a flat dict of texts, whole numbers and None, such as
`{"id": 3, "kind": "object", "type": "Account"}`; `stub` makes something of that dict which stands for it. When a stub
is sent back, `handle` on that side describes it as `{"id": 3, "kind": "yours"}`, and `stub` on the other returns the
object.

A call (`autograder.values.dialogue`) keeps identity, cycles, and what the function does to its arguments: afterwards
`result is args[0]` holds where it held in the kernel, and a list, dict, set, bytearray, deque, array, table, variable or
model among the arguments has changed in place as its counterpart did.

The kinds: None, bool, int, float, complex, str, bytes, bytearray, ..., NotImplemented, range, slice, list, tuple, set,
frozenset, dict, OrderedDict, Counter, defaultdict, deque; date, time, datetime, timedelta, timezone; Decimal, Fraction;
paths (as pure paths: nobody opens a file with them here); NumPy's numbers, dtypes, arrays and masked arrays; pandas'
Series, DataFrame, Index, Timestamp, Timedelta; TensorFlow's tensors and variables; Keras's Sequential and Functional
models, History, layers, losses, metrics, optimizers; Matplotlib's figures, axes and artists; libraries' modules, and
public classes and functions of theirs. Each by its exact type.
"""

from autograder.values.decoding import Loaded, load
from autograder.values.encoding import Dumped, dump
from autograder.values.limits import Excessive, Limits, Malformed, TooLarge, Unencodable
from autograder.values.models import model_types
from autograder.values.parcels import Blob, Parcel, accept, deliver, hashed, offer, take
from autograder.values.plans import Plan
from autograder.values.wire import Message, receive, send

__all__ = [
    "Blob",
    "Dumped",
    "Excessive",
    "Limits",
    "Loaded",
    "Malformed",
    "Message",
    "Parcel",
    "Plan",
    "TooLarge",
    "Unencodable",
    "accept",
    "deliver",
    "dump",
    "hashed",
    "load",
    "model_types",
    "offer",
    "receive",
    "send",
    "take",
]
