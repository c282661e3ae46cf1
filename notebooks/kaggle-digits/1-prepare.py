# %% [markdown]
# # Part 1 · Prepare: from a CSV file to network inputs
#
# In a prediction competition you get two files: `train.csv`, with answers, and `test.csv`, without. You hand in a third
# file, your answers for `test.csv`, and somebody who knows the right ones scores it. Kaggle's *Digit Recognizer* is the
# best-known beginner's competition of this kind, and these two notebooks follow it, from the files to the score. In
# this notebook you will
#
# - read 42,000 digits from a CSV file, and look for missing values before they find you,
# - draw how often each digit occurs,
# - turn rows of a table into images of shape `(n, 28, 28, 1)`,
# - put 30 % of the images aside, to measure with,
# - scale the pixels, and find out what another common recipe does to faint strokes.
#
# **You need:** NumPy arrays, a first idea of pandas tables, and one picture that you once drew with Matplotlib.
# **Time:** about 50 minutes. **Points:** 45.
#
# Grading runs the whole notebook from top to bottom. Before you hand in, do the same: *Restart and run all*.

# %% given
from pathlib import Path

import keras
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from sklearn.model_selection import train_test_split

keras.utils.set_random_seed(42)
names = ["label"] + [f"pixel{place}" for place in range(784)]


def make_files():
    """Make the competition's files from the MNIST digits that Keras brings along."""
    (x, y), (more_x, more_y) = keras.datasets.mnist.load_data()
    table = np.column_stack([np.append(y, more_y), np.append(x, more_x).reshape(-1, 784)])
    table = table[np.random.RandomState(42).permutation(70000)]
    words = np.array([str(number) for number in range(256)], dtype=object)  # far sooner than to_csv
    for file, columns, rows in (("train.csv", names, table[:42000]), ("test.csv", names[1:], table[42000:, 1:])):
        with open(file, "w", newline="\n") as lines:
            lines.write(",".join(columns) + "\n")
            lines.writelines(",".join(words[row]) + "\n" for row in rows)
    practice = {"ImageId": range(1, 28001), "Label": table[42000:, 0]}
    pd.DataFrame(practice).to_csv("practice.csv", index=False)
    chance = np.random.RandomState(7)
    blank = chance.random_sample((500, 785)) < 0.0002
    blank[:, 0] = chance.random_sample(500) < 0.03
    pd.DataFrame(table[:500], columns=names).astype("Int64").mask(blank).to_csv("damaged.csv", index=False)


files = ["train.csv", "test.csv", "damaged.csv", "practice.csv"]
if not all(Path(file).exists() for file in files):
    make_files()
for file in files:
    print(f"{file:12} {Path(file).stat().st_size / 1e6:5.1f} MB")

# %% [markdown]
# The cell above is locked. It imports what you need and makes the competition's files if they are not there yet, which
# takes some seconds; you need not read it. (`damaged.csv` and `practice.csv` are explained where they are used.)
#
# `train.csv` is the same for everybody. **`test.csv` is not**: yours is for practice, and while your work is graded,
# another one lies in its place. Its images stand in another order, each is moved by a fraction of a pixel, and nobody
# but the judge has their labels. So your notebook has to *work*; numbers that are copied from anywhere will not fit.
# Hand in the two notebooks and no CSV file: all of them are made when your notebooks run for grading.
#
# ## 1 · Load
#
# A CSV file is plain text: one line for each row, commas between the values ("comma-separated values"). The first line,
# the *header*, holds the names of the columns. Let's look at the beginning and the end of the first three lines.

# %%
with open("train.csv") as text:
    for _ in range(3):
        line = next(text).strip()
        print(line[:44], "…", line[-37:])

# %% [markdown]
# Each row is one image: its label, then 784 pixels, from `pixel0` to `pixel783`. A pixel is a number from 0 (no ink) to
# 255 (full ink).
#
# pandas reads such a file with one call, `pd.read_csv`. By default it keeps each number in 8 bytes: 264 MB for this
# table. Numbers from 0 to 255 fit into one byte, and the argument `dtype="uint8"` (an unsigned integer of 8 bits) makes
# it 33 MB. Both are right.
#
# **Exercise (4 points).** Load `train.csv` as a DataFrame with the name `train`. Leave its rows, columns and numbers as
# they come.

# %% answer="load"
# train: the table in train.csv, a DataFrame
train = ...
### BEGIN SOLUTION
train = pd.read_csv("train.csv", dtype="uint8")
### END SOLUTION

# %% tests="load" points=4
# train holds the 42,000 rows and 785 columns of train.csv
# Hint: pd.read_csv needs the name of the file and nothing else. It takes the names of the columns from the first line.
assert train is not ..., "train is still the placeholder. Load the table with pd.read_csv."
assert isinstance(train, pd.DataFrame), f"train is a {type(train).__name__}; a DataFrame is asked for."
assert train.shape != (28000, 784), "train has 28,000 rows and no labels: that is test.csv."
assert train.shape != (42001, 785), (
    "train has 42,001 rows, one too many: the line with the names was read as if it were an image. Without "
    "header=None, pandas takes the names from it."
)
assert train.shape != (42000, 784), (
    "train has 784 columns, one too few. Did the labels become the index of the rows? Leave index_col out."
)
assert train.shape == (42000, 785), f"train has shape {train.shape}; (42000, 785) is expected: a label and 784 pixels."
assert list(train.columns[:2]) == ["label", "pixel0"], (
    f"The first columns of train are {list(train.columns[:2])}; label and pixel0 are expected. Leave the names as they "
    "stand in the file."
)
### BEGIN HIDDEN TESTS
# Hint: compare train.head() and train.tail() with the lines of the file. Nothing should be sorted, scaled or left out.
for read, part in [(train[:200], {"nrows": 200}), (train[-200:], {"skiprows": range(1, 41801)})]:
    assert np.array_equal(read.to_numpy(), pd.read_csv("train.csv", **part).to_numpy()), (
        "Rows or numbers of train are not as they stand in train.csv. Load the file and change nothing. (Part 1, "
        "section 1)"
    )
### END HIDDEN TESTS

# %%
train.head()

# %% [markdown]
# We see the first five rows. The number on the far left is the **index**, the name of the row. It is no column of the
# file: pandas counts the rows, from 0. Remember it; in part 2 it wants to get into a file where it does not belong.
#
# ## 2 · Missing values
#
# Files go through many hands, and values get lost on the way. A missing value is an empty place between two commas;
# pandas reads it as `NaN`, "not a number". `isna()` finds them.

# %%
assert train is not ..., "This count needs train. Finish section 1 first."
print("missing values in train:", train.isna().sum().sum())

# %% [markdown]
# None. Kaggle's file is clean, and most notebooks on the internet do this check, find nothing, and go on, so nobody
# learns what to do when there *is* something. Here is a file in which there is: `damaged.csv`, a copy of the first 500
# rows of `train.csv` from a disk that lost some of them.

# %% given
damaged = pd.read_csv("damaged.csv")
try:
    pd.read_csv("damaged.csv", dtype="uint8")
except ValueError as error:
    print("with dtype='uint8':", error)
print("columns of each type without it:", damaged.dtypes.astype(str).value_counts().to_dict())
print("some labels:", damaged["label"][21:27].tolist())

# %% [markdown]
# Two signs give missing values away. `uint8` has no number for "missing", so it refuses, and that is a good thing.
# Without it, one blank turns a whole column into `float64`, which has: labels are suddenly written `5.0`.
#
# **Spot the bug.** Two friends count the missing values. Who is right, and what did the other one overlook?

# %%
print("first friend: ", (damaged == np.nan).sum().sum())
print("second friend:", damaged.isna().sum().sum())

# %% [markdown]
# `NaN` stands for a number that nobody knows, and two unknown numbers need not be the same; so `NaN == NaN` is `False`.
# The first friend will never find one. Ask with `isna()`.
#
# A count of all is not enough to decide what to do. *Where* are they?
#
# **Exercise (5 points).** Write `gaps(table)`. For any DataFrame, it returns how many values are missing in each column
# **that has any**, for example `{"label": 2, "pixel5": 1}`. A dictionary will do, and so will a Series whose index
# holds the names. A number 0 is not missing: it says "no ink".

# %% answer="gaps"
def gaps(table):
    """Return the number of missing values of each column that has any: a dict or a Series, by name."""
    ### BEGIN SOLUTION
    missing = table.isna().sum()
    return missing[missing > 0]
    ### END SOLUTION


# %% tests="gaps" points=5
# gaps counts the missing values of each column that has any, and of no other
# Hint: table.isna().sum() counts for all columns. From a Series s, s[s > 0] takes those entries that are larger than 0.
sample = pd.DataFrame({"label": [3, np.nan, 0], "pixel0": [0, 0, 0], "pixel1": [np.nan, np.nan, 7]})
answer = gaps(sample.copy())
assert answer is not None, "gaps returns nothing yet. End it with return and the counts."
assert isinstance(answer, (dict, pd.Series)), (
    f"gaps returns a {type(answer).__name__}; a dictionary or a Series is asked for, with one count for each name."
)
found = dict(answer)
assert found.get("pixel0", 0) == 0, (
    f"pixel0 holds three zeros, and gaps counts {found['pixel0']} missing there. 0 is a number like any other: no ink."
)
assert "pixel0" not in found, "pixel0 has no missing value. Leave out the columns where the count is 0."
assert set(found) == {"label", "pixel1"}, (
    f"In the example, label and pixel1 have missing values; gaps names {list(found)}."
)
assert found["label"] == 1 and found["pixel1"] == 2, (
    f"One value of label is missing and two of pixel1; gaps counts {found['label']} and {found['pixel1']}."
)
### BEGIN HIDDEN TESTS
# Hint: try a table with columns of your own, one with words, and one without any gap. isna() knows them all.
dice = np.random.default_rng()
words = pd.DataFrame({"writer": ["Ada", None, "Kim", None], "page": [1, 2, 3, 4], "ink": [0.5, np.nan, 0, 1]})
assert dict(gaps(words.copy())) == {"writer": 2, "ink": 1}, (
    "In a table with other columns, one of them with words, the counts are not right. (Part 1, section 2)"
)
assert len(gaps(words[["page"]].copy())) == 0, (
    "In a table without any missing value, gaps should return nothing but an empty dict or Series. (Part 1, section 2)"
)
wide = pd.DataFrame(dice.integers(0, 256, (40, 30)).astype(float)).mask(dice.random((40, 30)) < 0.03)
expected = {name: int(count) for name, count in wide.isna().sum().items() if count}
assert {name: int(count) for name, count in dict(gaps(wide.copy())).items()} == expected, (
    "In a large table with missing values in many columns, the counts are not right. (Part 1, section 2)"
)
### END HIDDEN TESTS

# %%
assert gaps(damaged) is not None, "This needs gaps. Finish the exercise above first."
lost = pd.Series(gaps(damaged))
print(f"columns with gaps: {len(lost)}, missing values in all: {lost.sum()}")
lost.head()

# %% [markdown]
# ## 3 · Repair
#
# 16 labels and 86 pixels are missing. What should stand in their places? The quickest way is one line,
# `damaged.fillna(0)`: a 0 into every gap. It raises nothing.
#
# **Predict.** In `damaged`, how often does each digit occur before that line and after it?

# %%
my_guess = "which digit changes, and by how much?"

# %%
before, after = damaged["label"], damaged.fillna(0)["label"]
print(pd.DataFrame({"before": before.value_counts(), "after": after.value_counts()}).sort_index().T)
print("your guess:", my_guess)

# %% [markdown]
# 16 images have become zeros, whatever they show. A network would learn from them that a 7 is a 0 now and then. The
# lesson: **the same filling is right in one column and a lie in another.**
#
# - A **pixel**: most pixels are background, so 0 is a good guess, and a wrong one is one speck in a picture.
# - A **label**: no guess is good, and a wrong one teaches something false. A row without a label is of no use for
#   learning. Drop it.
#
# **Exercise (6 points).** Write `repair(table)`. It takes a table with a column `label` and any other columns with
# numbers, and returns a new table:
#
# 1. rows without a label are gone,
# 2. every other missing value is 0,
# 3. all columns hold integers again (`astype` changes the type),
# 4. nothing else is different, and `table` itself is as it was.
#
# Three points are for 1 and 2, three for 3 and 4.

# %% answer="repair"
def repair(table):
    """Return a table without gaps: rows without a label are dropped, other blanks are 0, all numbers are integers."""
    ### BEGIN SOLUTION
    labelled = table.dropna(subset=["label"])
    return labelled.fillna(0).astype("int64")
    ### END SOLUTION


# %% tests="repair" points=3
# repair drops the rows without a label and writes 0 into all other gaps
# Hint: table.dropna(subset=[...]) looks for gaps in the columns that you name, and only there. fillna comes afterwards.
sample = pd.DataFrame({"label": [7, np.nan, 2, 0], "pixel0": [0, 9, np.nan, 4], "pixel1": [255, 3, 8, np.nan]})
answer = repair(sample.copy())
assert answer is not None, "repair returns nothing yet. End it with return and the repaired table."
assert isinstance(answer, pd.DataFrame), f"repair returns a {type(answer).__name__}; a DataFrame is asked for."
assert list(answer.columns) == ["label", "pixel0", "pixel1"], (
    f"The columns are {list(answer.columns)} now; label, pixel0 and pixel1 were handed in. Drop rows, no columns."
)
assert len(answer) != 4, "In the example one of 4 rows has no label. It should be dropped; did it become a 0?"
assert len(answer) != 1, (
    "Only 1 of 4 rows is left in the example. A row in which a pixel is missing still has its label: keep it."
)
assert len(answer) == 3, f"3 of 4 rows have a label in the example; {len(answer)} are left."
assert not answer.isna().any(axis=None), "There are still missing values. Every blank pixel should become 0."
assert answer.to_numpy().tolist() == [[7, 0, 255], [2, 0, 8], [0, 4, 0]], (
    f"Three rows are expected in the example: [7, 0, 255], [2, 0, 8] and [0, 4, 0]. They are "
    f"{answer.to_numpy().tolist()}."
)
### BEGIN HIDDEN TESTS
# Hint: try a table with many gaps, in which the label is not the first column, and one without any gap.
dice = np.random.default_rng()
for share in [0.2, 0.0]:
    broken = pd.DataFrame(dice.integers(1, 256, (50, 6)).astype(float)).mask(dice.random((50, 6)) < share)
    broken.columns = ["a", "b", "label", "c", "d", "e"]
    kept = broken.to_numpy()[broken["label"].notna()]
    mended = repair(broken.copy())
    assert mended.shape == kept.shape and np.array_equal(mended.to_numpy(float), np.nan_to_num(kept)), (
        "In another table, rows or numbers are not as they should be. Which rows go depends on the column label alone, "
        "and only gaps get a 0. (Part 1, section 3)"
    )
### END HIDDEN TESTS

# %% tests="repair" points=3
# repair gives integers, and leaves the table that it is given as it was
# Hint: astype(int) turns a whole table into integers, once no gap is left. Work on a new table, not on table itself.
sample = pd.DataFrame({"label": [7, np.nan, 2, 0], "pixel0": [0, 9, np.nan, 4], "pixel1": [255, 3, 8, np.nan]})
answer = repair(sample.copy())
assert answer is not None, "repair returns nothing yet. End it with return and the repaired table."
assert isinstance(answer, pd.DataFrame), f"repair returns a {type(answer).__name__}; a DataFrame is asked for."
assert all(kind.kind in "iu" for kind in answer.dtypes), (
    f"The columns have the types {sorted({str(kind) for kind in answer.dtypes})}; integers are asked for. A label 5.0 "
    "is no name of a digit."
)
assert answer.to_numpy().max() == 255, (
    f"The largest number of the example was 255 and is now {answer.to_numpy().max()}. Is the type large enough for it?"
)
### BEGIN HIDDEN TESTS
# Hint: dropna and fillna return new tables. With inplace=True, or when you store into table, the caller's table
# changes.
dice = np.random.default_rng()
broken = pd.DataFrame(dice.integers(1, 256, (30, 4)).astype(float), columns=["label", "a", "b", "c"])
broken.iloc[3, 0] = broken.iloc[5, 2] = np.nan
handed = broken.copy()
repair(handed)
assert handed.equals(broken), (
    "The table that was handed in has changed. Whoever calls repair may still need it. (Part 1, section 3)"
)
### END HIDDEN TESTS

# %% [markdown]
# How good was the guess "no ink"? For once we can look, because `train` still has what the disk lost.

# %%
assert train is not ..., "This comparison needs train. Finish section 1 first."
true_pixels = train.to_numpy()[:500][damaged.isna().to_numpy() & (damaged.columns != "label")]
print(f"missing pixels: {len(true_pixels)}, of these really 0: {np.mean(true_pixels == 0):.2f}")

# %% [markdown]
# About 86 % of the guesses are right; the others leave a dark speck in a stroke. For a few pixels among 392,000 that is
# fine. If every tenth pixel were missing, you would look for something better, such as the mean of the neighbours.
#
# ## 4 · Are the labels balanced?
#
# Part 2 measures **accuracy**, the share of right answers. It means little if nine of ten images show a 1. So look at
# the labels first.
#
# **Exercise (5 points).** Draw a bar for each digit, in the order 0 to 9, as high as the number of images in `train`
# that have this label. Keep the figure as `fig`, with a title and a label on each axis.

# %% answer="balance"
# fig: one bar for each digit 0 to 9, as high as the number of its images in train
fig = ...
### BEGIN SOLUTION
fig, ax = plt.subplots(figsize=(7, 3.4))
counts = train["label"].value_counts().sort_index()
ax.bar(counts.index, counts, color="steelblue")
ax.set(title="Images of each digit in train.csv", xlabel="label", ylabel="images", xticks=range(10))
### END SOLUTION
plt.show()

# %% tests="balance" points=5
# fig shows ten bars in the order of the digits, each as high as the number of its images
# Hint: value_counts() sorts by frequency; sort_index() puts the labels into their order. ax.bar(x, height) draws bars.
assert fig is not ..., "fig is still the placeholder. Begin with fig, ax = plt.subplots() and draw with ax.bar."
assert np.iterable(getattr(fig, "axes", None)), (
    f"fig is a {type(fig).__name__}, not the figure. plt.subplots returns two things: fig, ax = plt.subplots()."
)
bars = [bar for panel in fig.axes for group in panel.containers for bar in group]
assert len(bars) == 10, f"fig shows {len(bars)} bars; ten are asked for, one for each digit."
lying = len({round(bar.get_height(), 6) for bar in bars}) == 1  # bars may also grow to the right
if lying:
    heights = [bar.get_width() for bar in sorted(bars, key=lambda bar: bar.get_y())]
else:
    heights = [bar.get_height() for bar in sorted(bars, key=lambda bar: bar.get_x())]
assert abs(sum(heights) - 1) > 1e-6, "The heights add up to 1: these are shares. Draw the number of images."
assert round(sum(heights)) == 42000, (
    f"The heights add up to {sum(heights):g}. Each of the 42,000 images in train has one label: count all of them."
)
assert heights != sorted(heights, reverse=True), (
    "The bars stand in order of their height, so the first one is not the 0. value_counts() sorts by frequency; put "
    "the counts into the order of their labels."
)
assert any(panel.get_title() for panel in fig.axes) or fig.get_suptitle(), "Give the picture a title."
assert any((panel.get_xlabel() or fig.get_supxlabel()) for panel in fig.axes), "Label the x axis: what stands there?"
assert any((panel.get_ylabel() or fig.get_supylabel()) for panel in fig.axes), "Label the y axis: what is counted?"
### BEGIN HIDDEN TESTS
# Hint: compare the bar above 3 with (train["label"] == 3).sum(), and the same for another digit.
own = np.bincount(pd.read_csv("train.csv", usecols=["label"])["label"], minlength=10)
assert np.array_equal(np.round(heights), own), (
    "The bars are not each in the place of their own digit, from 0 to 9. (Part 1, section 4)"
)
### END HIDDEN TESTS

# %% [markdown]
# The bars are of nearly the same height: 5 is the rarest digit with 3,810 images, 1 the most common with 4,707. The set
# is balanced well enough; always answering "1" would be right for 11 of 100 images.
#
# ## 5 · Rows become images
#
# A row of 784 pixels was once an image of 28×28, written line by line. The network of part 2 flattens its images again,
# so why bother? Because people want to *see* images, and because a convolutional network, the next step at the end of
# part 2, needs neighbours to stay neighbours. Keras wants images as `(n, height, width, channels)`. A colour image has
# three channels, red, green and blue; ours has one, grey: `(n, 28, 28, 1)`.

# %% given
test = pd.read_csv("test.csv", dtype="uint8")
print("test:", test.shape, " first columns:", list(test.columns[:3]))

# %% [markdown]
# `test` has no column `label`, so "all columns but the first" would be right for one table and wrong for the other.
#
# **Spot the bug.** A friend has 785 columns, needs 784, and cuts one off. The shape is right, nothing complains. What
# is wrong with the picture on the right?

# %% given
assert train is not ..., "This picture needs train. Finish section 1 first."
picture, axes = plt.subplots(1, 2, figsize=(7.4, 3.8))
row = np.asarray(train[train["label"] == 9].iloc[0])
for ax, pixels, title in [(axes[0], row[1:], "as it should be"), (axes[1], row[:784], "the friend's")]:
    ax.imshow(np.sqrt(np.reshape(pixels, (28, 28))), cmap="gray")
    ax.set(title=title, xlabel="column", ylabel="row")
plt.show()

# %% [markdown]
# Two nearly equal images of the same 9 (we draw the square root of the ink, which makes faint pixels visible). On the
# right everything sits one column further to the right, and in the upper left corner there is a faint speck: it is the
# *label*. The friend cut off `pixel783` instead of `label`, and hands the answer to the network together with the
# question. Part 2's network, trained on such images, reads 0.972 of its validation images, a little more than with
# clean ones, and only 0.941 of `test.csv`, where no label stands in the corner and all ink is one column further left
# (measured beforehand, the mean of three trainings).
#
# **Exercise (7 points).** Write `to_images(table)`. It takes any table of such rows, **with or without** a column
# `label`, and returns the images as an array of shape `(n, 28, 28, 1)`. The numbers stay as they are, and so does the
# table.

# %% answer="images"
def to_images(table):
    """Return the rows of a table as images (n, 28, 28, 1); a column label is left out if there is one."""
    ### BEGIN SOLUTION
    pixels = table.drop(columns="label", errors="ignore")
    return pixels.to_numpy().reshape(-1, 28, 28, 1)
    ### END SOLUTION


# %% tests="images" points=7
# to_images makes images (n, 28, 28, 1) of a table, with or without labels
# Hint: drop(columns="label", errors="ignore") does not mind if there is none. to_numpy() gives an array, which can
# reshape itself. In reshape, -1 stands for "as many as there are".
rows = pd.DataFrame([np.arange(784) % 251, np.arange(784) // 28], columns=names[1:])
with_labels = rows.assign(label=[6, 3])[names]
for table, what in [(with_labels, "with labels"), (rows, "without labels")]:
    try:
        answer, trouble = to_images(table.copy()), ""
    except Exception as error:
        answer, trouble = None, f"{type(error).__name__}: {error}"
    assert not trouble, f"For a table {what} to_images stops with an error. Python says: {trouble}"
    assert answer is not None, "to_images returns nothing yet. End it with return and the images."
    assert np.shape(answer) != (2, 28, 28), (
        "to_images gives shape (2, 28, 28) for two rows. Keras wants one more axis, for the channel: (2, 28, 28, 1)."
    )
    assert np.shape(answer) == (2, 28, 28, 1), (
        f"For two rows {what} to_images gives shape {np.shape(answer)}; (2, 28, 28, 1) is expected."
    )
    first, second = np.asarray(answer)[:, :, :, 0]
    assert first[0, 0] != 6, (
        "The label stands in the upper left corner of the image. Leave the column label out, not the last pixel."
    )
    assert first[0, 0] != 1, "The first pixel is missing. Is the first column always the label?"
    assert np.array_equal(second[:, 0], np.arange(28)) and np.array_equal(first[0], np.arange(28)), (
        "The pixels are not in their places: pixel0 to pixel27 are the first row of the image, pixel28 begins the "
        "second."
    )
### BEGIN HIDDEN TESTS
# Hint: try a table in which label is the last column, and look at what is left of the table afterwards.
dice = np.random.default_rng()
for place in [0, 784, None]:
    made = pd.DataFrame(dice.integers(0, 256, (5, 784), dtype="uint8"), columns=names[1:], index=dice.permutation(5))
    right = [[[[pixel] for pixel in line] for line in np.split(row, 28)] for row in made.to_numpy()]
    if place is not None:
        made.insert(place, "label", dice.integers(0, 10, 5))
    handed = made.copy()
    given = to_images(handed)
    assert np.array_equal(given, right), (
        "For another table the images are not its rows. Go by the name of the column label, not by its place, and "
        "leave the numbers as they are. (Part 1, section 5)"
    )
    assert handed.equals(made), (
        "The table that was handed in has changed. Whoever calls to_images still needs its labels. (Part 1, section 5)"
    )
### END HIDDEN TESTS

# %%
assert train is not ... and to_images(train[:1]) is not None, "This needs train and to_images. Finish section 5 first."
images, labels = to_images(train), train["label"].to_numpy()
print("images:", images.shape, images.dtype, " labels:", labels.shape)

# %% given
assert to_images(test[:1]) is not None, "This picture needs to_images. Finish the exercise above first."
picture, axes = plt.subplots(2, 8, figsize=(10, 3))
for line, table, title in [(axes[0], train, "label {}"), (axes[1], test, "label ?")]:
    for ax, image, (_, row) in zip(line, to_images(table[:8]), table[:8].iterrows()):
        ax.imshow(image, cmap="gray")
        ax.set(title=title.format(row.get("label")), xticks=[], yticks=[])
plt.show()

# %% [markdown]
# Above, the first eight images of `train` with their labels; below, eight of `test`, without. Both kinds look alike,
# and they should: a network can only be expected to read what resembles its training images.
#
# ## 6 · Split
#
# How well will a network read the images of `test.csv`? Nobody tells you before you hand in. But you can make a small
# test of your own: take some images with labels, do not train with them, and measure there. They are called
# **validation** images.
#
# scikit-learn's `train_test_split` shuffles and splits several arrays in the same way. `test_size` is the share that is
# put aside, and `random_state` is the seed of the shuffling, so that everybody gets the same split. It returns two
# parts of the first array, then two parts of the second.
#
# **Exercise (6 points).** Split `images` and `labels`, with 30 % for validation and 42 as `random_state`, into
# `x_train`, `x_valid`, `y_train` and `y_valid`: images are called `x`, labels `y`. Four points are for a split of the
# right sizes in which each image keeps its own label, two for everybody's split.

# %% answer="split"
# x_train, y_train: images and labels to learn from; x_valid, y_valid: 30 % that are put aside
x_train, x_valid, y_train, y_valid = ..., ..., ..., ...
### BEGIN SOLUTION
x_train, x_valid, y_train, y_valid = train_test_split(images, labels, test_size=0.3, random_state=42)
### END SOLUTION

# %% tests="split" points=4
# 29,400 images are for learning, 12,600 for validation, and each has its own label
# Hint: one call for both arrays keeps them together. The order of what comes back: x_train, x_valid, y_train, y_valid.
for name, part in [("x_train", x_train), ("x_valid", x_valid), ("y_train", y_train), ("y_valid", y_valid)]:
    assert part is not ..., f"{name} is still the placeholder. train_test_split returns four arrays."
assert np.shape(x_valid) != (29400,), (
    "x_valid holds 29,400 single numbers: these are labels. train_test_split returns both parts of the images first, "
    "then both parts of the labels."
)
assert np.shape(x_train) != (12600, 28, 28, 1), (
    "x_train holds 12,600 images: the smaller part. 30 % are for validation, so that is the test_size."
)
assert np.shape(x_train) == (29400, 28, 28, 1), (
    f"x_train has shape {np.shape(x_train)}; (29400, 28, 28, 1) is expected, 70 % of the images."
)
assert np.shape(x_valid) == (12600, 28, 28, 1), (
    f"x_valid has shape {np.shape(x_valid)}; (12600, 28, 28, 1) is expected."
)
assert np.shape(y_train) == (29400,) and np.shape(y_valid) == (12600,), (
    f"The labels have shapes {np.shape(y_train)} and {np.shape(y_valid)}; (29400,) and (12600,) are expected: one "
    "label for each image."
)
### BEGIN HIDDEN TESTS
# Hint: draw x_train[0] and print y_train[0]. Split both arrays in one call: two calls would shuffle them differently.
whole = pd.read_csv("train.csv", dtype="uint8").to_numpy()
keys = np.random.default_rng().integers(1, 2**40, 784)  # one number for each image, hardly ever the same twice
known = dict(zip((whole[:, 1:] @ keys).tolist(), whole[:, 0].tolist()))
learned = [int(number) for number in np.reshape(x_train, (29400, 784)).astype("int64") @ keys]
aside = [int(number) for number in np.reshape(x_valid, (12600, 784)).astype("int64") @ keys]
assert all(known.get(n) == y for part, own in [(learned, y_train), (aside, y_valid)] for n, y in zip(part, own)), (
    "Some images have the label of another image, or are no images of train.csv. Images and labels must be shuffled in "
    "the same way. (Part 1, section 6)"
)
assert not set(learned) & set(aside), (
    "Some images are in both parts. What a network has learned from says nothing about images that it does not know. "
    "(Part 1, section 6)"
)
### END HIDDEN TESTS

# %% tests="split" points=2
# The split is everybody's: test_size 0.3 and random_state 42, nothing else
# Hint: train_test_split(images, labels, test_size=..., random_state=...) shuffles by itself. Shuffle nothing before.
assert y_train is not ... and y_valid is not ..., "The labels are still placeholders. Split images and labels first."
assert np.ndim(y_valid) == 1 and len(y_valid) == 12600, (
    f"y_valid has shape {np.shape(y_valid)}; 12,600 labels are expected, 30 % of all."
)
own = pd.read_csv("train.csv", usecols=["label"])["label"].to_numpy()
assert np.mean(own[-12600:] == y_valid) < 0.5, (
    "y_valid holds the last 12,600 labels as they stand in the file. train_test_split shuffles first: leave that on."
)
### BEGIN HIDDEN TESTS
# Hint: compare your call with the text of the exercise. Are both numbers there, and nothing more?
first, second = train_test_split(own, test_size=0.3, random_state=42)
assert np.array_equal(y_train, first) and np.array_equal(y_valid, second), (
    "This is a split, but not the one that is asked for: 30 % and 42. (Part 1, section 6)"
)
### END HIDDEN TESTS

# %% [markdown]
# Is it a fair split? The shares of the digits in both parts should be alike.

# %%
assert y_train is not ... and y_valid is not ..., "This table needs y_train and y_valid. Finish section 6 first."
shares = {what: np.bincount(y) / len(y) for what, y in [("learning", y_train), ("validation", y_valid)]}
pd.DataFrame(shares).round(3).T

# %% [markdown]
# They differ in the third decimal, which is what shuffling gives. No image is in both parts, and from here on the
# 12,600 are only looked at.
#
# ## 7 · Scale
#
# Networks learn best from small numbers. So pixels from 0 to 255 become numbers between 0 and 1, and the same must
# happen to *every* set: to train, to validation, and to the test images in part 2. A function makes sure of that.
#
# **Exercise (4 points).** Write `scale(images)`: the images of any batch with values from 0 to 255, as numbers between
# 0 and 1, in the same shape. Leave the batch itself as it is.

# %% answer="scale"
def scale(images):
    """Return images with values 0-255 as numbers 0-1, in the same shape."""
    ### BEGIN SOLUTION
    return images.astype("float32") / 255
    ### END SOLUTION


# %% tests="scale" points=4
# scale divides every pixel of any batch by the same number
# Hint: a pixel can be as large as 255. Divide by that, with /, and return the result.
sample = np.array([0, 51, 102, 255], dtype="uint8").reshape(1, 2, 2, 1)
answer = scale(sample.copy())
assert answer is not None, "scale returns nothing yet. End it with return and the scaled images."
assert np.shape(answer) == (1, 2, 2, 1), f"scale changes the shape (1, 2, 2, 1) to {np.shape(answer)}. Keep it."
answer = np.asarray(answer).ravel()
assert abs(answer[3] - 1) < 1e-3, f"Full ink, 255, becomes {answer[3]:g}; it should become 1."
assert abs(answer[1] - 0.2) < 1e-3, f"A pixel of 51 becomes {answer[1]:g}; 51 / 255 is 0.2. Did // round it down?"
### BEGIN HIDDEN TESTS
# Hint: try a batch in which no pixel is brighter than 100. The number to divide by must not depend on the batch.
dice = np.random.default_rng()
faint = dice.integers(0, 100, (3, 5, 4, 1), dtype="uint8")
handed = faint.copy()
assert np.allclose(scale(handed), faint / 255, atol=1e-3), (
    "A batch without full ink must stay faint: divide by the same number whatever the images hold. (Part 1, section 7)"
)
assert np.array_equal(handed, faint), (
    "The images that were handed in have changed. Return new ones. (Part 1, section 7)"
)
### END HIDDEN TESTS

# %% [markdown]
# ## 8 · Another recipe: `normalize(axis=1)`
#
# In many notebooks on the internet you will find another line in this place:
# `keras.utils.normalize(images, axis=1)`. It runs, the numbers lie between 0 and 1, and the network learns. Its authors
# believe that it does the same. Does it?
#
# **Predict.** For an image that was written with a very faint pen: what will it look like when it is divided by 255,
# and what after `normalize(axis=1)`?

# %%
my_guess = "the same, or different in what way?"

# %% [markdown]
# Let's take an image and make a faint copy of its right half, as if the pen had run dry.

# %% given
assert train is not ... and to_images(train[:1]) is not None, (
    "This picture needs train and to_images. Finish section 5."
)
bold = np.asarray(to_images(train[train["label"] == 0][:1]), dtype="float32")
dry = bold.copy()
dry[:, :, 14:] *= 0.15
picture, axes = plt.subplots(2, 2, figsize=(6.6, 7), layout="constrained")
for line, image, pen in [(axes[0], bold, "bold"), (axes[1], dry, "right half faint")]:
    line[0].imshow(image[0] / 255, cmap="gray", vmin=0, vmax=1)
    line[1].imshow(keras.utils.normalize(image, axis=1)[0], cmap="gray", vmin=0, vmax=1)
    line[0].set(title=f"{pen}, divided by 255", xlabel="column", ylabel="row")
    line[1].set(title=f"{pen}, normalize(axis=1)", xlabel="column", ylabel="row")
plt.show()
print("your guess:", my_guess)

# %% [markdown]
# Four pictures of one 0. Divided by 255 (left), the image with the faint half looks as it was written: its right half
# is nearly invisible. After `normalize(axis=1)` (right) both images are *the same*: the faint strokes are as strong as
# the bold ones. And look at both ends of the digit: the columns with the least ink have become the brightest.
#
# Why? `normalize` looks at numbers that belong together, takes the **length** of this list of numbers (the square root
# of the sum of their squares, as in Pythagoras' theorem), and divides all of them by it. The axis says which belong
# together. Axis 0 counts images, axis 1 the rows of an image; so along axis 1 the list goes *down the rows*, and it is
# one **column** of one image.
#
# **Exercise (4 points).** Write `column_lengths(images)`. For any images `(n, height, width, 1)` it returns an array
# `(n, width)`: the length of each column of each image.

# %% answer="lengths"
def column_lengths(images):
    """Return the length of each column of images (n, height, width, 1), an array (n, width)."""
    ### BEGIN SOLUTION
    squares = images.astype("float64") ** 2
    return np.sqrt(squares.sum(axis=1))[:, :, 0]
    ### END SOLUTION


# %% tests="lengths" points=4
# column_lengths gives the square root of the sum of squares of each column
# Hint: square, sum over axis 1, take the root. What is left has the shape (n, width, 1); [:, :, 0] takes the last axis
# away.
sample = np.array([[3.0, 0, 1], [4.0, 0, 1]]).reshape(1, 2, 3, 1)  # one image: 2 rows, 3 columns
answer = column_lengths(sample.copy())
assert answer is not None, "column_lengths returns nothing yet. End it with return and the lengths."
assert np.shape(answer) != (1, 2), (
    "For an image with 2 rows and 3 columns there are 2 lengths: one for each row. Sum down the rows, over axis 1."
)
assert np.shape(answer) == (1, 3), (
    f"For one image with 2 rows and 3 columns column_lengths gives shape {np.shape(answer)}; (1, 3) is expected."
)
assert abs(float(np.asarray(answer)[0, 0]) - 25) > 1e-3, "A column 3, 4 gives 25: the root is still missing."
assert abs(float(np.asarray(answer)[0, 0]) - 7) > 1e-3, "A column 3, 4 gives 7: a sum. Square the numbers first."
assert np.allclose(answer, [[5, 0, 2**0.5]]), (
    f"The columns 3, 4 and 0, 0 and 1, 1 have the lengths 5, 0 and 1.414; column_lengths says {np.asarray(answer)[0]}."
)
### BEGIN HIDDEN TESTS
# Hint: uint8 has no room for 255 * 255: the square is cut off. Change the type before you square.
dice = np.random.default_rng()
bytes_of_ink = dice.integers(0, 256, (4, 6, 9, 1), dtype="uint8")
right = np.array([[sum(float(ink) ** 2 for ink in image[:, c, 0]) ** 0.5 for c in range(9)] for image in bytes_of_ink])
found = column_lengths(bytes_of_ink.copy())
assert np.shape(found) == (4, 9) and np.allclose(found, right, rtol=1e-3), (
    "For raw images, bytes of type uint8, the lengths are not right. What happens to 200 * 200 in a type that ends at "
    "255? (Part 1, section 8)"
)
### END HIDDEN TESTS

# %% [markdown]
# With your function the picture explains itself.

# %% given
assert column_lengths(bold) is not None, "This picture needs column_lengths. Finish the exercise above first."
picture, axes = plt.subplots(1, 2, figsize=(10, 3.6), sharey=True)
for ax, change, title in [
    (axes[0], lambda image: image / 255, "divided by 255"),
    (axes[1], lambda image: keras.utils.normalize(image, axis=1), "normalize(axis=1)"),
]:
    ax.step(range(28), np.ravel(column_lengths(change(bold))), where="mid", label="bold")
    ax.step(range(28), np.ravel(column_lengths(change(dry))), "--", where="mid", label="right half faint")
    ax.set(title=f"Length of each column, {title}", xlabel="column", ylabel="length")
    ax.legend()
plt.show()

# %% [markdown]
# Left, the solid line (bold) is high where there is much ink, and the dashed line (right half faint) drops to a small
# share of it at column 14. Right, both lines are one: every column that holds any ink has length 1, an empty one 0. How
# *much* ink a column holds, compared with its neighbours, is gone.
#
# If you have understood this, you can deceive `normalize`.
#
# **Exercise (4 points).** Write `twin(image)`. It takes one image `(28, 28, 1)` with numbers between 0 and 1, and
# returns another image that differs **in exactly one column**, clearly (some pixel changes by 0.05 or more) and still
# with numbers between 0 and 1. After `keras.utils.normalize`, along the axis of rows, the two cannot be told apart. The
# image that is handed in stays as it is. Every image that we try has some bright ink, but not in every column.

# %% answer="twin"
def twin(image):
    """Return another image (28, 28, 1), different in one column, that normalize makes equal to this one."""
    ### BEGIN SOLUTION
    other = image.copy()
    fullest = image.sum(axis=(0, 2)).argmax()
    other[:, fullest] *= 0.5
    return other
    ### END SOLUTION


# %% tests="twin" points=4
# twin changes the ink of one column, and normalize along the rows hides it
# Hint: what can you do to all numbers of a column so that they are the same again after division by its length? And in
# which column is ink for certain?
def same_after(one, other):
    """Whether two images (28, 28, 1) are the same after normalize(axis=1)."""
    pair = np.asarray([one, other], dtype="float64")
    return np.allclose(*keras.utils.normalize(pair, axis=1), atol=1e-4)


sample = np.zeros((28, 28, 1))
sample[4:24, 14] = sample[6, 10:20] = 0.8  # one line down, one across
answer = twin(sample.copy())
assert answer is not None, "twin returns nothing yet. End it with return and the other image."
assert np.shape(answer) == (28, 28, 1), f"twin returns shape {np.shape(answer)}; (28, 28, 1) is expected."
apart = np.abs(np.asarray(answer) - sample)
changed = int((apart.max(axis=(0, 2)) > 1e-6).sum())
assert changed > 0, "twin returns the same image. Change one column."
assert changed == 1, f"twin changes {changed} columns; exactly one is asked for. image[:, c] is column c."
assert apart.max() >= 0.05, f"The largest change of a pixel is {apart.max():.3f}; 0.05 or more is asked for."
assert np.min(answer) >= 0 and np.max(answer) <= 1, "Some numbers of the other image lie outside of 0 to 1."
assert same_after(sample, answer), (
    "normalize(axis=1) still tells the two images apart. Its length is that of a whole column: what may happen to all "
    "numbers of one?"
)
### BEGIN HIDDEN TESTS
# Hint: look for a column with bright ink in the image that is given, and work on a copy of it.
dice = np.random.default_rng()
for used in [range(3, 9), range(20, 26), range(11, 16), range(0, 28)]:
    drawn = np.zeros((28, 28, 1))
    drawn[:, list(used)] = dice.random((28, len(used), 1)) * (dice.random((28, len(used), 1)) < 0.4)
    drawn[dice.integers(28), used[int(dice.integers(len(used)))]] = 1
    handed = drawn.copy()
    made = np.asarray(twin(handed))
    assert np.array_equal(handed, drawn), (
        "The image that was handed in has changed. Work on a copy. (Part 1, section 8)"
    )
    gap = np.abs(made - drawn)
    assert (gap.max(axis=(0, 2)) > 1e-6).sum() == 1 and gap.max() >= 0.05, (
        "For some image no column changes clearly, or more than one does. Is there ink in the column that you choose? "
        "(Part 1, section 8)"
    )
    assert made.min() >= 0 and made.max() <= 1 and same_after(drawn, made), (
        "For some image the other one leaves the range 0 to 1, or normalize still tells the two apart. (Part 1, "
        "section 8)"
    )
### END HIDDEN TESTS

# %% [markdown]
# So which recipe is better? Try it rather than believe it. Here are accuracies of part 2's network, trained beforehand
# with five seeds for each recipe: on the validation images, and on other images that were moved by a fraction of a
# pixel, as those of the graded `test.csv` are.
#
# | recipe | validation, mean | lowest to highest | moved images, mean |
# | --- | --- | --- | --- |
# | divided by 255 | 0.970 | 0.967–0.973 | 0.968 |
# | `normalize(images, axis=1)` | 0.966 | 0.964–0.968 | 0.961 |
# | `normalize(images)`, without an axis | 0.966 | 0.962–0.968 | 0.923 |
#
# On validation images the three are hardly to be told apart: seeds of one recipe differ as much. On the moved images
# `axis=1` loses half a point, and without an axis the network makes more than twice as many mistakes. Why? Without an
# axis `normalize` takes the last one, the channel. The list of numbers is then a single pixel, its length is the pixel
# itself, and every pixel with *any* ink becomes 1: the faintest edge counts as full ink. Moving an image a little puts
# a little ink into many pixels. Validation images cannot show that, because they come from the same file as the images
# that the network learned from.
#
# ## What you learned
#
# In this notebook you read a CSV file with the right header, types and columns, found missing values and treated them
# by what they mean, and checked the balance of the labels. You made images of rows, split them once for all, and scaled
# them with one function. You met silent failures: `NaN` that equals nothing, blanks that become zeros, a label that
# slips into the picture, and a normalisation that throws the strength of a stroke away.
#
# **Next:** [part 2](2-submit.ipynb) trains a network on these images, estimates how good it is, and hands in.
