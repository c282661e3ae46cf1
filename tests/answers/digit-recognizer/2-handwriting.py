# %% right="load"
# Mixes the channels itself, and says in capital letters what is the matter
def load_grey(file):
    try:
        pixels = np.asarray(open_image(file).convert("RGBA"), dtype=float)
    except Exception as problem:
        raise ValueError("SORRY, THIS IS NOT A PICTURE") from problem
    opaque = pixels[..., 3] / 255
    return pixels[..., :3].mean(axis=-1) * opaque + 255 * (1 - opaque)

# %% wrong="load" says="has a transparent background"
# Forgets the transparent background
def load_grey(file):
    try:
        return np.asarray(open_image(file).convert("L"))
    except (OSError, SyntaxError) as problem:
        raise ValueError("This file cannot be read as a picture.") from problem

# %% wrong="load" says="but not from the bytes that the file holds"
# Opens names only
def load_grey(file):
    try:
        colours = Image.open(file).convert("RGBA")
    except (OSError, SyntaxError) as problem:
        raise ValueError("This file cannot be read as a picture.") from problem
    return np.asarray(Image.alpha_composite(Image.new("RGBA", colours.size, "white"), colours).convert("L"))

# %% wrong="load" says="gives shape (210, 300, 3)"
# Keeps the colours
def load_grey(file):
    try:
        return np.asarray(open_image(file).convert("RGB"))
    except (OSError, SyntaxError) as problem:
        raise ValueError("This file cannot be read as a picture.") from problem

# %% wrong="load" says="load_grey stops with"
# Lets Pillow's own errors through
def load_grey(file):
    colours = open_image(file).convert("RGBA")
    paper = Image.new("RGBA", colours.size, "white")
    return np.asarray(Image.alpha_composite(paper, colours).convert("L"))

# %% wrong="load" says="says only 'bad file'"
# Two words are no sentence
def load_grey(file):
    try:
        colours = open_image(file).convert("RGBA")
    except (OSError, SyntaxError):
        raise ValueError("bad file")
    return np.asarray(Image.alpha_composite(Image.new("RGBA", colours.size, "white"), colours).convert("L"))

# %% wrong="load" says="Pillow opens a file without reading all of it"
# Catches errors of opening, not those of reading
def load_grey(file):
    try:
        picture = open_image(file)
    except (OSError, SyntaxError) as problem:
        raise ValueError("This file cannot be read as a picture.") from problem
    colours = picture.convert("RGBA")
    return np.asarray(Image.alpha_composite(Image.new("RGBA", colours.size, "white"), colours).convert("L"))

# %% right="ink"
# The paper's grey from a histogram, whole numbers as result
def bright_ink(grey):
    paper = int(np.bincount(np.round(np.ravel(grey)).astype(int)).argmax())
    ink = np.abs(np.asarray(grey, dtype=float) - paper)
    if ink.max() <= 30:
        raise ValueError("There is nothing on this page.")
    ink = (255 * ink / ink.max()).round().astype("uint8")
    ink[ink < 85] = 0
    return ink

# %% wrong="ink" says="the paper is brighter than the ink"
# Always inverts
def bright_ink(grey):
    ink = 255 - np.asarray(grey, dtype=float)
    ink = ink - ink.min()
    if ink.max() <= 30:
        raise ValueError("There is nothing on this page.")
    ink = ink * 255 / ink.max()
    return np.where(ink < 85, 0, ink)

# %% wrong="ink" says="stretch it to 255"
# Does not stretch
def bright_ink(grey):
    grey = np.asarray(grey, dtype=float)
    ink = np.abs(grey - np.median(grey))
    if ink.max() <= 30:
        raise ValueError("There is nothing on this page.")
    return np.where(ink < ink.max() / 3, 0, ink)

# %% wrong="ink" says="A speck of a tenth"
# Leaves the grain
def bright_ink(grey):
    grey = np.asarray(grey, dtype=float)
    ink = np.abs(grey - np.median(grey))
    if ink.max() <= 30:
        raise ValueError("There is nothing on this page.")
    return ink * 255 / ink.max()

# %% wrong="ink" says="something of the paper is left"
# Takes every paper for pure white or pure black
def bright_ink(grey):
    grey = np.asarray(grey, dtype=float)
    ink = 255 - grey if np.median(grey) > 127 else grey
    if np.ptp(grey) <= 30:
        raise ValueError("There is nothing on this page.")
    ink = ink * 255 / ink.max()
    return np.where(ink < 85, 0, ink)

# %% wrong="ink" says="For an empty page, bright_ink raises nothing"
# Does not notice an empty page
def bright_ink(grey):
    grey = np.asarray(grey, dtype=float)
    ink = np.abs(grey - np.median(grey))
    ink = ink * 255 / max(ink.max(), 1)
    return np.where(ink < 85, 0, ink)

# %% right="box"
# Cuts with any, resizes with another filter, gives bytes
def fit_box(ink):
    ink = np.asarray(ink)
    ink = ink[ink.any(axis=1).argmax() :, ink.any(axis=0).argmax() :]
    ink = ink[: len(ink) - ink.any(axis=1)[::-1].argmax(), : ink.shape[1] - ink.any(axis=0)[::-1].argmax()]
    picture = Image.fromarray(ink.astype("uint8"))
    factor = 20 / max(picture.size)
    size = [max(round(factor * side), 1) for side in picture.size]
    return np.array(picture.resize(size, Image.Resampling.BOX))

# %% wrong="box" says="became a square of 20x20"
# Squeezes everything into a square
def fit_box(ink):
    rows, columns = np.nonzero(ink)
    cut = ink[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
    return np.asarray(Image.fromarray(cut).resize((20, 20))).clip(0, 255)

# %% wrong="box" says="lies on its side"
# Gives Pillow the height first
def fit_box(ink):
    rows, columns = np.nonzero(ink)
    cut = ink[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
    size = [max(1, round(20 * side / max(cut.shape))) for side in cut.shape]
    return np.asarray(Image.fromarray(cut).resize(size)).clip(0, 255)

# %% wrong="box" says="Is the empty paper around it cut off"
# Shrinks the whole page
def fit_box(ink):
    size = [max(1, round(20 * side / max(ink.shape))) for side in ink.shape[::-1]]
    return np.asarray(Image.fromarray(ink).resize(size)).clip(0, 255)

# %% wrong="box" says="not in proportion"
# Forgets that a slice stops before its end
def fit_box(ink):
    rows, columns = np.nonzero(ink)
    cut = ink[rows.min() : rows.max(), columns.min() : columns.max()]
    height, width = (max(1, round(20 * side / max(cut.shape))) for side in cut.shape)
    return np.asarray(Image.fromarray(cut).resize((width, height))).clip(0, 255)

# %% wrong="box" says="its mean is"
# Values between 0 and 1
def fit_box(ink):
    rows, columns = np.nonzero(ink)
    cut = ink[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
    height, width = (max(1, round(20 * side / max(cut.shape))) for side in cut.shape)
    return np.asarray(Image.fromarray(cut).resize((width, height))).clip(0, 255) / 255

# %% right="centre"
# SciPy finds the centre, np.pad makes the paper
def centre(box):
    from scipy.ndimage import center_of_mass

    before = [
        int(np.clip(np.round(14 - middle), 0, 28 - side)) for middle, side in zip(center_of_mass(box), box.shape)
    ]
    return np.pad(box, [(first, 28 - side - first) for first, side in zip(before, box.shape)])

# %% right="centre"
# A paper of bytes
def centre(box):
    paper = np.zeros((28, 28), dtype="uint8")
    top = int(np.clip(np.round(14 - np.arange(box.shape[0]) @ box.sum(axis=1) / box.sum()), 0, 28 - box.shape[0]))
    left = int(np.clip(np.round(14 - np.arange(box.shape[1]) @ box.sum(axis=0) / box.sum()), 0, 28 - box.shape[1]))
    paper[top : top + box.shape[0], left : left + box.shape[1]] = box
    return paper

# %% wrong="centre" says="exactly in the middle of the paper"
# Centres the box instead of the mass
def centre(box):
    paper = np.zeros((28, 28))
    top, left = (28 - box.shape[0]) // 2, (28 - box.shape[1]) // 2
    paper[top : top + box.shape[0], left : left + box.shape[1]] = box
    return paper

# %% wrong="centre" says="both should be as near to 14"
# Puts the centre where the corner should be
def centre(box):
    paper = np.zeros((28, 28))
    top = round(box.sum(axis=1) @ np.arange(box.shape[0]) / box.sum())
    left = round(box.sum(axis=0) @ np.arange(box.shape[1]) / box.sum())
    paper[top : top + box.shape[0], left : left + box.shape[1]] = box[: 28 - top, : 28 - left]
    return paper

# %% wrong="centre" says="an MNIST image has (28, 28)"
# Returns the place instead of the image
def centre(box):
    return box.sum(axis=1) @ np.arange(box.shape[0]) / box.sum()

# %% wrong="centre" says="sticks out of the paper"
# Moves on a larger paper, and cuts off what sticks out
def centre(box):
    paper = np.zeros((68, 68))
    top = 34 - round(float(box.sum(axis=1) @ np.arange(box.shape[0]) / box.sum()))
    left = 34 - round(float(box.sum(axis=0) @ np.arange(box.shape[1]) / box.sum()))
    paper[top : top + box.shape[0], left : left + box.shape[1]] = box
    return paper[20:48, 20:48]

# %% right="read"
# Step by step, with the network called itself
def read_digit(file):
    image = centre(fit_box(bright_ink(load_grey(file))))
    scores = model(prepare([image]), training=False)
    return np.argmax(scores[0])

# %% wrong="read" says="how sure the network is" earns=0
# The largest probability instead of its place
def read_digit(file):
    return model.predict(prepare(prepare_drawing(file)), verbose=0).max()

# %% wrong="read" says="one whole number is asked for" earns=0
# An array with one digit in it
def read_digit(file):
    return model.predict(prepare(prepare_drawing(file)), verbose=0).argmax(axis=1)

# %% wrong="read" says="read_digit stops with an error" earns=0
# Forgets the batch axis
def read_digit(file):
    return int(model.predict(prepare_drawing(file)[..., np.newaxis] / 255, verbose=0).argmax())

# %% wrong="read" says="Misread" earns=0
# Shrinks the greys without any preparation
def read_digit(file):
    small = open_image(file).convert("L").resize((28, 28))
    return int(model.predict(prepare(np.asarray(small)), verbose=0).argmax())

# %% wrong="read" says="Many of the drawings that you have not seen" earns=0
# Knows the six drawings by their names
def read_digit(file):
    return samples.get(file, 3)

# %% wrong="read" says="This earned 2 of 6 points" earns=6
# Inverts what it has not seen before, whatever its paper is
def read_digit(file):
    grey = np.asarray(load_grey(file), dtype=float)
    if isinstance(file, str):
        ink = bright_ink(grey)
    else:
        ink = 255 - grey
        ink = np.where(ink < 85, 0, ink)
    return int(model.predict(prepare(centre(fit_box(ink.astype("float32")))), verbose=0).argmax())

# %% right="own"
# Light chalk on a dark board, a photo's format, drawn by an ellipse
from PIL import ImageDraw

board = Image.new("RGB", (320, 200), (30, 60, 50))
ImageDraw.Draw(board).ellipse((190, 40, 260, 160), outline=(240, 240, 220), width=13)
board.save("my-digit.jpg", quality=80)
my_digit = np.int64(0)

# %% wrong="own" says="There is no my-digit.png" earns=0
# Says a digit, and forgets the drawing
my_digit = 4

# %% wrong="own" says="cannot be prepared" earns=0
# The file holds text
Path("my-digit.png").write_text("a drawing of a 7")
my_digit = 7

# %% wrong="own" says="a whole number from 0 to 9 is asked for" earns=0
# The digit as a word
Image.new("RGB", (50, 50), "white").save("my-digit.png")
my_digit = "seven"

# %% wrong="own" says="one of the drawings of the course" earns=0
# A copy of one of the six, with a wider margin
copied = open_image("drawings/c.png")
larger = Image.new("RGB", (copied.width + 40, copied.height + 40), (242, 228, 196))
larger.paste(copied, (20, 20))
larger.save("my-digit.png")
my_digit = 4
