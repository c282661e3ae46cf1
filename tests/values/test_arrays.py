import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis.extra import numpy as hnp

ARRAYS = [
    np.arange(6).reshape(2, 3),
    np.asfortranarray(np.arange(6.0).reshape(2, 3)),
    np.arange(20).reshape(4, 5)[::2, ::-1],
    np.zeros((0, 3)),
    np.array(3, "i1"),
    np.array(["a", "éé", "😀"]),
    np.array([["a"]], ">U3"),
    np.array([True, False]),
    np.array([(1, "a", True, [1, 2])], dtype=[("a", "i4"), ("b", "U3"), ("c", "?"), ("d", "f2", (2,))]),
    np.zeros(3, np.dtype([("a", "i1"), ("b", "f8")], align=True)),
    np.array(["2020", "NaT"], "M8[D]"),
    np.array([1, 2], "m8[7s]"),
    np.zeros(3, ">i4"),
    np.ones((2, 3), "f2").T,
    np.array([b"a", b""]),
    np.ones(2, np.longdouble),
    np.zeros((2, 0, 3), "U0"),
]
SCALARS = [
    *(np.float16(1.5), np.float32("nan"), np.float64(-0.0), np.longdouble(1.25), np.int8(-3), np.uint64(2**64 - 1)),
    *(
        np.bool_(True),
        np.complex64(1j),
        np.str_("é\0"),
        np.bytes_(b"a\0"),
        np.datetime64("2020-01-01T01"),
        np.timedelta64(3),
    ),
    *(np.datetime64("NaT"), ARRAYS[8][0]),
]
DTYPES = [np.dtype("f4"), np.dtype(">U7"), np.dtype(object), ARRAYS[8].dtype, ARRAYS[9].dtype, np.dtype("M8[ns]")]


@pytest.mark.parametrize("array", ARRAYS, ids=lambda array: f"{array.dtype}{array.shape}"[:40])
def test_arrays(codec, array):
    """Dtype, shape, order and numbers come back, in memory that may be written and is aligned."""
    from autograder.values import dump, load

    found = load(codec.over(dump(array, handle=codec.handle).message), stub=codec.stub).value
    assert type(found) is np.ndarray and found.dtype == array.dtype and found.shape == array.shape
    assert found.tobytes() == array.tobytes()
    assert found.flags.writeable and found.flags.aligned
    if array.flags.forc:
        assert found.flags.f_contiguous == array.flags.f_contiguous


@given(hnp.arrays(hnp.scalar_dtypes(), hnp.array_shapes(min_dims=0, min_side=0)))
@settings(max_examples=100, deadline=None)
def test_any_array(codec, array):
    """So do those of any plain dtype."""
    found = codec.crossed(array)
    assert found.dtype == array.dtype and found.shape == array.shape and found.tobytes() == array.tobytes()


@pytest.mark.parametrize("scalar", SCALARS, ids=lambda scalar: type(scalar).__name__)
def test_scalars(codec, scalar):
    """A number of NumPy's keeps its type and its bits."""
    found = codec.crossed(scalar)
    assert type(found) is type(scalar) and found.tobytes() == scalar.tobytes()


@pytest.mark.parametrize("dtype", DTYPES, ids=str)
def test_dtypes(codec, dtype):
    """A dtype comes back equal."""
    assert codec.crossed(dtype) == dtype


def test_arrays_of_objects(codec):
    """Elements cross one by one, the array itself among them."""
    array = np.empty((2, 2), object)
    array[:] = [[1, "a"], [None, [3]]]
    array[0, 0] = array
    found = codec.crossed(array)
    assert found.shape == (2, 2) and found[0, 0] is found and found[1, 1] == [3] and found[1, 0] is None


def test_masks(codec):
    """A masked array keeps its mask and what is under it."""
    array = np.ma.MaskedArray([[1.0, 2.0]], mask=[[False, True]])
    found = codec.crossed(array)
    assert (
        type(found) is np.ma.MaskedArray and found.mask.tolist() == [[False, True]] and found.data.tolist() == [[1, 2]]
    )
    assert codec.crossed(np.ma.MaskedArray([1])).mask is np.ma.nomask and codec.crossed(np.ma.masked) is np.ma.masked


def test_read_only_stays_read_only(codec):
    """An array that may not be written on one side may not be on the other."""
    array = np.zeros(3)
    array.flags.writeable = False
    assert not codec.crossed(array).flags.writeable


def test_generators_stay(codec):
    """Random generators are handles: drawing from a copy would give the same numbers twice."""
    for value in (np.random.default_rng(), np.random.RandomState()):
        assert type(codec.crossed(value)) is codec.Stub


def test_one_array_under_two_names(codec):
    """The same array twice is the same array twice."""
    array = np.zeros(3)
    one, other = codec.crossed([array, array])
    assert one is other
