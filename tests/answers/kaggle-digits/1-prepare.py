# %% right="load"
# Eight bytes for each number, as pandas does by default
train = pd.read_csv("train.csv")

# %% right="load"
# Reads with NumPy, and names the columns itself
numbers = np.loadtxt("train.csv", dtype="int16", delimiter=",", skiprows=1)
train = pd.DataFrame(numbers, columns=names)

# %% wrong="load" says="Did the labels become the index of the rows?"
# The first column becomes the index
train = pd.read_csv("train.csv", index_col=0)

# %% wrong="load" says="that is test.csv"
# The other file
train = pd.read_csv("test.csv", dtype="uint8")

# %% wrong="load" says="Load the file and change nothing"
# Sorts by label
train = pd.read_csv("train.csv", dtype="uint8").sort_values("label", kind="stable")

# %% wrong="load" says="Load the file and change nothing"
# Scales while loading
train = pd.read_csv("train.csv", dtype="float32")
train[names[1:]] /= 255

# %% right="gaps"
# Counts in a loop over the columns, into a dictionary
def gaps(table):
    counts = {}
    for name in table.columns:
        missing = len(table) - table[name].count()
        if missing:
            counts[name] = np.int64(missing)
    return counts

# %% right="gaps"
# Counts the names of all missing places
def gaps(table):
    places = table.isna().stack()
    return places[places].reset_index().iloc[:, 1].value_counts()

# %% wrong="gaps" says="0 is a number like any other: no ink"
# Counts zeros as missing
def gaps(table):
    missing = (table.isna() | (table == 0)).sum()
    return missing[missing > 0]

# %% wrong="gaps" says="Leave out the columns where the count is 0"
# Names every column
def gaps(table):
    return table.isna().sum()

# %% wrong="gaps" says="gaps names []"
# Compares with NaN, which equals nothing
def gaps(table):
    missing = (table == np.nan).sum()
    return missing[missing > 0]

# %% wrong="gaps" says="one of them with words"
# Knows numbers only
def gaps(table):
    missing = table.select_dtypes("number").isna().sum()
    return missing[missing > 0]

# %% wrong="gaps" says="one count for each name"
# One count for the whole table
def gaps(table):
    return int(table.isna().sum().sum())

# %% right="repair"
# Goes row by row
def repair(table):
    rows = [
        [0 if pd.isna(value) else int(value) for value in row]
        for row, label in zip(table.to_numpy(), table["label"])
        if not pd.isna(label)
    ]
    return pd.DataFrame(rows, columns=table.columns)

# %% right="repair"
# A mask, whole-number types of pandas, and a new index
def repair(table):
    labelled = table[table["label"].notna()].reset_index(drop=True)
    return labelled.convert_dtypes().fillna(0).astype("Int16")

# %% wrong="repair" says="did it become a 0?" earns=3
# A 0 into every gap, labels included
def repair(table):
    return table.fillna(0).astype(int)

# %% wrong="repair" says="A row in which a pixel is missing still has its label" earns=3
# Drops every row with a gap
def repair(table):
    return table.dropna().astype(int)

# %% wrong="repair" says="Which rows go depends on the column label alone" earns=3
# Takes the first column for the label
def repair(table):
    return table[table.iloc[:, 0].notna()].fillna(0).astype(int)

# %% wrong="repair" says="integers are asked for" earns=3
# Leaves the labels as 5.0
def repair(table):
    return table.dropna(subset=["label"]).fillna(0)

# %% wrong="repair" says="Is the type large enough for it?" earns=0
# A type that ends at 127
def repair(table):
    return table.dropna(subset=["label"]).fillna(0).astype("int8")

# %% wrong="repair" says="The table that was handed in has changed" earns=3
# Works in the caller's table
def repair(table):
    table.dropna(subset=["label"], inplace=True)
    table.fillna(0, inplace=True)
    return table.astype(int)

# %% right="balance"
# Horizontal bars, drawn by pandas
ax = train.groupby("label").size().plot.barh(title="How many of each", xlabel="images", ylabel="digit")
fig = ax.figure

# %% right="balance"
# A histogram with ten bins
fig, ax = plt.subplots()
ax.hist(train["label"], bins=np.arange(11) - 0.5, rwidth=0.8)
ax.set(title="Digits", xlabel="digit", ylabel="how often")

# %% wrong="balance" says="value_counts() sorts by frequency"
# Bars in the order of their height
fig, ax = plt.subplots()
train["label"].value_counts().plot.bar(ax=ax, title="Digits", xlabel="digit", ylabel="images")

# %% wrong="balance" says="not each in the place of their own digit"
# Bars in the order in which the digits first occur
fig, ax = plt.subplots()
train["label"].value_counts(sort=False).plot.bar(ax=ax, title="Digits", xlabel="digit", ylabel="images")

# %% wrong="balance" says="Draw the number of images"
# Shares instead of counts
fig, ax = plt.subplots()
train["label"].value_counts(normalize=True).sort_index().plot.bar(ax=ax, title="Digits")

# %% wrong="balance" says="count all of them"
# The damaged file
fig, ax = plt.subplots()
damaged["label"].value_counts().sort_index().plot.bar(ax=ax, title="Digits", xlabel="digit", ylabel="images")

# %% wrong="balance" says="Label the y axis"
# Nothing says what the heights are
fig, ax = plt.subplots()
ax.bar(range(10), np.bincount(train["label"]))
ax.set(title="Digits", xlabel="digit")

# %% right="images"
# Selects the columns by name, and builds the images line by line
def to_images(table):
    rows = table[[name for name in table.columns if name != "label"]].to_numpy()
    return np.stack([row.reshape(28, 28)[..., np.newaxis] for row in rows])

# %% right="images"
# Copies the table first
def to_images(table):
    pixels = table.copy()
    if "label" in pixels:
        pixels.pop("label")
    return np.expand_dims(pixels.values.reshape((len(pixels), 28, 28)), -1)

# %% wrong="images" says="The first pixel is missing"
# The first column is always taken for the label, and a zero fills the end
def to_images(table):
    pixels = table.to_numpy()[:, 1:785]
    pixels = np.pad(pixels, ((0, 0), (0, 784 - pixels.shape[1])))
    return pixels.reshape(-1, 28, 28, 1)

# %% wrong="images" says="For a table without labels to_images stops with an error"
# There is always a label to drop
def to_images(table):
    return table.drop(columns="label").to_numpy().reshape(-1, 28, 28, 1)

# %% wrong="images" says="The label stands in the upper left corner"
# Cuts the last column off
def to_images(table):
    return table.to_numpy()[:, :784].reshape(-1, 28, 28, 1)

# %% wrong="images" says="The pixels are not in their places"
# The axes in another order: every image is scrambled
def to_images(table):
    pixels = table.drop(columns="label", errors="ignore").to_numpy()
    return pixels.reshape(28, 28, -1, 1).transpose(2, 0, 1, 3)

# %% wrong="images" says="one more axis, for the channel"
# No channel
def to_images(table):
    return table.drop(columns="label", errors="ignore").to_numpy().reshape(-1, 28, 28)

# %% wrong="images" says="not by its place"
# The label is the first of 785 columns
def to_images(table):
    pixels = table.to_numpy()
    return pixels[:, pixels.shape[1] - 784 :].reshape(-1, 28, 28, 1)

# %% wrong="images" says="The table that was handed in has changed"
# Takes the label out of the caller's table
def to_images(table):
    if "label" in table:
        del table["label"]
    return table.to_numpy().reshape(-1, 28, 28, 1)

# %% right="split"
# Images as numbers of single precision
x_train, x_valid, y_train, y_valid = train_test_split(images.astype("float32"), labels, test_size=0.3, random_state=42)

# %% right="split"
# Splits the numbers of the rows
learn, aside = train_test_split(np.arange(42000), test_size=0.3, random_state=42)
x_train, y_train, x_valid, y_valid = images[learn], labels[learn], images[aside], labels[aside]

# %% right="split"
# Counts the images for validation, and splits images and labels in two calls with the same seed
x_train, x_valid = train_test_split(images, test_size=12600, random_state=42)
y_train, y_valid = train_test_split(pd.Series(labels), test_size=12600, random_state=42)

# %% wrong="split" says="both parts of the images first"
# Unpacks in the order of Keras's load_data
x_train, y_train, x_valid, y_valid = train_test_split(images, labels, test_size=0.3, random_state=42)

# %% wrong="split" says="30 % are for validation"
# The shares the other way round
x_train, x_valid, y_train, y_valid = train_test_split(images, labels, train_size=0.3, random_state=42)

# %% wrong="split" says="Images and labels must be shuffled in the same way" earns=2
# Two calls, two seeds
x_train, x_valid = train_test_split(images, test_size=0.3, random_state=1)
y_train, y_valid = train_test_split(labels, test_size=0.3, random_state=42)

# %% wrong="split" says="Some images are in both parts" earns=0
# Validation images that are learned from as well
x_train, _, y_train, _ = train_test_split(images, labels, test_size=0.3, random_state=42)
x_valid, y_valid = images[:12600], labels[:12600]

# %% wrong="split" says="train_test_split shuffles first" earns=4
# Not shuffled
x_train, x_valid, y_train, y_valid = train_test_split(images, labels, test_size=0.3, shuffle=False)

# %% wrong="split" says="not the one that is asked for" earns=4
# Another seed
x_train, x_valid, y_train, y_valid = train_test_split(images, labels, test_size=0.3, random_state=0)

# %% wrong="split" says="not the one that is asked for" earns=4
# One argument more
x_train, x_valid, y_train, y_valid = train_test_split(images, labels, test_size=0.3, random_state=42, stratify=labels)

# %% right="scale"
# A layer of Keras scales
def scale(images):
    return keras.layers.Rescaling(1 / 255)(images)

# %% right="scale"
# Multiplies in double precision
def scale(images):
    return np.multiply(images, 1 / 255.0)

# %% wrong="scale" says="Did // round it down?"
# Rounds down
def scale(images):
    return images // 255

# %% wrong="scale" says="it should become 1"
# Divides by the number of pixels in a line
def scale(images):
    return images / 28

# %% wrong="scale" says="A batch without full ink must stay faint"
# Divides by the largest value of the batch
def scale(images):
    return images / images.max()

# %% wrong="scale" says="The images that were handed in have changed"
# Clears what it was given
def scale(images):
    scaled = images / 255
    images[:] = 0
    return scaled

# %% right="lengths"
# A function of NumPy
def column_lengths(images):
    return np.linalg.norm(images.astype(float), axis=1).squeeze(-1)

# %% right="lengths"
# Keras's own arithmetic, in single precision
def column_lengths(images):
    ink = keras.ops.cast(images, "float32")
    return keras.ops.sqrt(keras.ops.einsum("nhwc,nhwc->nw", ink, ink))

# %% wrong="lengths" says="one for each row"
# The length of each row
def column_lengths(images):
    return np.sqrt((images.astype(float) ** 2).sum(axis=2))[:, :, 0]

# %% wrong="lengths" says="hides some of its numbers"
# Hides the lengths behind a mask
def column_lengths(images):
    return np.ma.masked_all((len(images), images.shape[2]))

# %% wrong="lengths" says="the root is still missing"
# Forgets the root
def column_lengths(images):
    return (images.astype(float) ** 2).sum(axis=1)[:, :, 0]

# %% wrong="lengths" says="Square the numbers first"
# Sums without squares
def column_lengths(images):
    return images.sum(axis=1)[:, :, 0]

# %% wrong="lengths" says="What happens to 200 * 200 in a type that ends at 255?"
# Squares bytes
def column_lengths(images):
    return np.sqrt((images**2).sum(axis=1))[:, :, 0]

# %% right="twin"
# Brings the largest number of a column to 1, or to a half
def twin(image):
    other = np.array(image, dtype="float64")
    column = np.argmax(other.max(axis=0))
    ink = other[:, column]
    other[:, column] = ink / ink.max() * (0.5 if ink.max() > 0.9 else 1)
    return other

# %% right="twin"
# Multiplies by a mask, as numbers of single precision
def twin(image):
    brightest = np.unravel_index(np.argmax(image), image.shape)[1]
    return image.astype("float32") * np.where(np.arange(28) == brightest, 0.9, 1).reshape(1, 28, 1)

# %% wrong="twin" says="exactly one is asked for"
# The whole image becomes fainter
def twin(image):
    return image / 2

# %% wrong="twin" says="exactly one is asked for"
# One row becomes fainter
def twin(image):
    other = image.copy()
    other[6] *= 0.5
    return other

# %% wrong="twin" says="what may happen to all numbers of one?"
# Wipes one column out
def twin(image):
    other = image.copy()
    other[:, 14] = 0
    return other

# %% wrong="twin" says="lie outside of 0 to 1"
# Doubles the ink
def twin(image):
    other = image.copy()
    other[:, 14] *= 2
    return other

# %% wrong="twin" says="Is there ink in the column that you choose?"
# Always the same column
def twin(image):
    other = image.copy()
    other[:, 14] *= 0.5
    return other

# %% wrong="twin" says="Work on a copy"
# Clears the image that it is given
def twin(image):
    other = image.copy()
    other[:, image.sum(axis=(0, 2)).argmax()] *= 0.5
    image[:] = 0
    return other
