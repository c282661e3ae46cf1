"""Which descriptions of layers, losses, optimizers … may be built: a closed list, walked before Keras sees them."""

from collections.abc import Callable
from typing import Any

from autograder.values.expecting import expect, flag, items, text, whole
from autograder.values.kinds import words

LAYERS = """Activation ActivityRegularization Add AdditiveAttention AlphaDropout Attention Average AveragePooling1D
    AveragePooling2D AveragePooling3D BatchNormalization Bidirectional CategoryEncoding CenterCrop Concatenate Conv1D
    Conv1DTranspose Conv2D Conv2DTranspose Conv3D Conv3DTranspose Cropping1D Cropping2D Cropping3D Dense DepthwiseConv1D
    DepthwiseConv2D Dot Dropout ELU EinsumDense Embedding Flatten GRU GRUCell GaussianDropout GaussianNoise
    GlobalAveragePooling1D GlobalAveragePooling2D GlobalAveragePooling3D GlobalMaxPooling1D GlobalMaxPooling2D
    GlobalMaxPooling3D GroupNormalization Identity InputLayer LSTM LSTMCell LayerNormalization LeakyReLU Masking
    MaxPooling1D MaxPooling2D MaxPooling3D Maximum Minimum MultiHeadAttention Multiply Normalization PReLU Permute RNN
    RandomBrightness RandomContrast RandomCrop RandomFlip RandomRotation RandomTranslation RandomZoom ReLU RepeatVector
    Rescaling Reshape Resizing SeparableConv1D SeparableConv2D SimpleRNN SimpleRNNCell Softmax SpatialDropout1D
    SpatialDropout2D SpatialDropout3D SpectralNormalization StackedRNNCells Subtract TimeDistributed UnitNormalization
    UpSampling1D UpSampling2D UpSampling3D ZeroPadding1D ZeroPadding2D ZeroPadding3D"""
ACTIVATIONS = """celu elu exponential gelu glu hard_shrink hard_sigmoid hard_silu hard_swish hard_tanh leaky_relu linear
    log_sigmoid log_softmax mish relu relu6 selu sigmoid silu soft_shrink softmax softplus softsign sparse_plus
    sparse_sigmoid sparsemax squareplus swish tanh tanh_shrink threshold"""
MEASURES = """binary_accuracy binary_crossentropy binary_focal_crossentropy categorical_accuracy
    categorical_crossentropy categorical_focal_crossentropy categorical_hinge cosine_similarity hinge huber
    kl_divergence log_cosh mean_absolute_error mean_absolute_percentage_error mean_squared_error
    mean_squared_logarithmic_error poisson sparse_categorical_accuracy sparse_categorical_crossentropy
    sparse_top_k_categorical_accuracy squared_hinge top_k_categorical_accuracy dice tversky"""
CLASSES: dict[str, frozenset[str]] = {
    module: words(names)
    for module, names in {
        "keras": "Sequential DTypePolicy",
        "keras.src.models.functional": "Functional",
        "keras.layers": LAYERS,
        "keras.initializers": """Constant GlorotNormal GlorotUniform HeNormal HeUniform Identity LecunNormal
            LecunUniform Ones Orthogonal RandomNormal RandomUniform TruncatedNormal VarianceScaling Zeros""",
        "keras.regularizers": "L1 L1L2 L2 OrthogonalRegularizer",
        "keras.constraints": "MaxNorm MinMaxNorm NonNeg UnitNorm",
        "keras.optimizers": "Adadelta Adafactor Adagrad Adam AdamW Adamax Ftrl Lamb Lion Nadam RMSprop SGD",
        "keras.optimizers.schedules": """CosineDecay CosineDecayRestarts ExponentialDecay InverseTimeDecay
            PiecewiseConstantDecay PolynomialDecay""",
        "keras.losses": """BinaryCrossentropy BinaryFocalCrossentropy CategoricalCrossentropy
            CategoricalFocalCrossentropy CategoricalHinge CosineSimilarity Dice Hinge Huber KLDivergence LogCosh
            MeanAbsoluteError MeanAbsolutePercentageError MeanSquaredError MeanSquaredLogarithmicError Poisson
            SparseCategoricalCrossentropy SquaredHinge Tversky""",
        "keras.metrics": """AUC Accuracy BinaryAccuracy BinaryCrossentropy BinaryIoU CategoricalAccuracy
            CategoricalCrossentropy CategoricalHinge CosineSimilarity F1Score FBetaScore FalseNegatives FalsePositives
            Hinge IoU KLDivergence LogCoshError Mean MeanAbsoluteError MeanAbsolutePercentageError MeanIoU
            MeanMetricWrapper MeanSquaredError MeanSquaredLogarithmicError Poisson Precision R2Score Recall
            RootMeanSquaredError SparseCategoricalAccuracy SparseCategoricalCrossentropy
            SparseTopKCategoricalAccuracy SquaredHinge Sum TopKCategoricalAccuracy TrueNegatives TruePositives""",
        "keras.src.ops.numpy": """Abs Absolute Add Amax Amin Argmax Argmin Average Ceil Clip Concatenate Cos Divide
            Equal Exp ExpandDims Expm1 Flip Floor FloorDivide GetItem Greater GreaterEqual Less LessEqual Log Log10
            Log1p Log2
            LogicalAnd LogicalNot LogicalOr Matmul Max Maximum Mean Min Minimum Mod Moveaxis Multiply Negative NotEqual
            Pad Power Prod Ravel Reciprocal Repeat Reshape Roll Round Sign Sin Sqrt Square Squeeze Stack Std Subtract
            Sum Swapaxes Tanh Tile Transpose TrueDivide Var Where""",
        "keras.src.ops.nn": """Celu Elu Gelu HardSigmoid HardSilu LeakyRelu LogSigmoid LogSoftmax Normalize OneHot Relu
            Relu6 Selu Sigmoid Silu Softmax Softplus Softsign""",
        "keras.src.ops.core": "Cast",
    }.items()
}
FUNCTIONS = words(ACTIVATIONS + " " + MEASURES)
SPELLINGS = {"softmax_v2": "softmax", "log_softmax_v2": "log_softmax"}  # as TensorFlow's functions call themselves
DTYPES = words(
    """float16 float32 float64 bfloat16 int8 int16 int32 int64 uint8 uint16 uint32 uint64 bool mixed_float16
    mixed_bfloat16"""
)
COMPILE = words(
    """optimizer loss loss_weights metrics weighted_metrics run_eagerly steps_per_execution jit_compile
    auto_scale_loss"""
)
ENTRIES = words("module class_name config registered_name build_config name inbound_nodes shared_object_id")
TENSOR = "__keras_tensor__"
MOST_RECIPES = 10_000
LARGEST = 10**7  # of any whole number but seeds and steps
LARGEST_UNBUILT = 1 << 13  # two such layers in a row have 256 MB of weights
LARGEST_TABLE = 1000  # of what a metric makes a table for


def checked(
    config: Any,
    modules: frozenset[str] | None = None,
    *,
    unbuilt: bool = False,
    spend: Callable[[int], None] = lambda effort: None,
) -> dict[str, Any]:
    """Return a copy of a Keras object's description in which everything is on the list.

    Args:
        config: what `keras.saving.serialize_keras_object` returned, or claims to have.
        modules: where the outermost class may come from; anywhere without.
        unbuilt: whether it has no weights yet: then nothing tells how large they will become, and its numbers have
            narrow bounds.
        spend: is told how costly it is.

    Returns:
        The description with TensorFlow's spellings of activation functions replaced by Keras's.

    Raises:
        Malformed: something is not on the list, or the numbers are beyond all reason.
    """
    expect(type(config) is dict and "class_name" in config, "the description of a Keras object")
    expect(modules is None or config.get("module") in modules, "another kind of Keras object")
    walk = _Walk(LARGEST_UNBUILT if unbuilt else LARGEST)
    found = walk.value(config, "", 0)
    spend(10 * walk.recipes)
    return found


def checked_compilation(config: Any) -> dict[str, Any]:
    """The same for what a model was compiled with."""
    expect(type(config) is dict and COMPILE.issuperset(config), "what a model is compiled with")
    walk = _Walk(LARGEST)
    optimizer = config.get("optimizer")
    expect(type(optimizer) is not dict or optimizer.get("module") == "keras.optimizers", "an optimizer")
    found = {key: walk.value(part, key, 0) for key, part in config.items()}
    expect(found.get("steps_per_execution", 1) in range(1, 1001), "steps per execution")
    return found


class _Walk:
    """One walk through a description; it counts what it meets."""

    def __init__(self, largest: int) -> None:
        self.recipes, self._largest = 0, largest

    def value(self, raw: Any, key: str, depth: int) -> Any:
        """Check any part of a description."""
        expect(depth < 40, "a description less deep")
        if type(raw) is dict:
            return self.recipe(raw, depth) if "class_name" in raw else self.entries(raw, depth)
        if type(raw) is list:
            return [self.value(part, key, depth + 1) for part in raw]
        rule = _RULES.get(key)
        if rule is not None:
            rule(raw)
        else:
            self.plain(raw)
        return raw

    def plain(self, raw: Any) -> None:
        """Check a value without a rule of its own."""
        if type(raw) is str:
            text(raw, 10_000)
        elif type(raw) is int:
            whole(raw, -self._largest, self._largest)
        else:
            expect(raw is None or type(raw) in (bool, float), "a plain value")

    def entries(self, raw: dict[str, Any], depth: int) -> dict[str, Any]:
        """Check a plain dict."""
        expect(not {"module", "registered_name", "spec_name", "compile_config"} & raw.keys(), "plain entries")
        return {key: self.value(part, key, depth + 1) for key, part in raw.items()}

    def recipe(self, raw: dict[str, Any], depth: int) -> dict[str, Any]:
        """Check the description of an object."""
        self.recipes += 1
        expect(self.recipes <= MOST_RECIPES, "fewer objects")
        kind, config = text(raw["class_name"], 100), raw.get("config")
        if kind == "function":
            name = SPELLINGS.get(text(config, 100), config)
            expect(name in FUNCTIONS, "a function of Keras's")
            return {"module": "builtins", "class_name": kind, "config": name, "registered_name": kind}
        if kind in _SPECIAL:
            _SPECIAL[kind](config)
            return {"class_name": kind, "config": config}
        expect(ENTRIES.issuperset(raw), "the description of a Keras object")
        expect(raw.get("module") in CLASSES and kind in CLASSES[raw["module"]], "a class on the list")
        expect(raw.get("registered_name") in (None, kind), "a class of Keras's own")
        expect(type(config) is dict, "a configuration")
        return {key: self.value(part, key, depth + 1) for key, part in raw.items()}


def _dtype(raw: Any) -> None:
    expect(raw is None or raw in DTYPES, "a dtype")


def _count(raw: Any) -> None:
    expect(raw is None or (type(raw) is int and abs(raw) < 1 << 63), "a whole number")


def _amount(raw: Any) -> None:
    expect(raw is None or (type(raw) in (int, float) and abs(raw) < 1 << 63), "a number")


def _table(raw: Any) -> None:
    expect(raw is None or (type(raw) is int and 0 < raw <= LARGEST_TABLE), "a number of classes or thresholds")


def _no(raw: Any) -> None:
    expect(raw is None or raw is False, "nothing special")


def _tensor(config: Any) -> None:
    expect(type(config) is dict and config.keys() == {"shape", "dtype", "keras_history"}, "a tensor")
    _dtype(config["dtype"])
    for length in items(config["shape"], most=20):
        expect(length is None or whole(length, 0, LARGEST) >= 0, "a length")
    name, node, place = items(config["keras_history"], 3)
    expect(text(name, 1000) is not None and whole(node, 0, 1000) + whole(place, 0, 1000) >= 0, "where it comes from")


def _constant(config: Any) -> None:
    expect(type(config) is dict and config.keys() == {"value", "dtype"}, "a constant")
    _dtype(config["dtype"])
    _numbers(config["value"], 8)


def _numbers(raw: Any, depth: int) -> None:
    expect(depth > 0, "a constant less deep")
    for part in raw if type(raw) is list else []:
        _numbers(part, depth - 1)
    expect(type(raw) in (list, int, float, bool), "numbers")


def _slice(config: Any) -> None:
    expect(type(config) is dict and config.keys() == {"start", "stop", "step"}, "a slice")
    for part in config.values():
        _count(part)


_RULES = {
    "dtype": _dtype,
    **dict.fromkeys(("seed", "decay_steps", "first_decay_steps", "warmup_steps", "boundaries"), _count),
    **dict.fromkeys(("values", "mean", "variance", "value"), _amount),
    **dict.fromkeys(("num_classes", "num_thresholds"), _table),
    **dict.fromkeys(("unroll", "sparse", "ragged", "quantization_config", "lora_rank", "lora_alpha"), _no),
    **dict.fromkeys(("run_eagerly", "trainable", "use_bias"), flag),
}
_SPECIAL = {
    TENSOR: _tensor,
    "__tensor__": _constant,
    "__numpy__": _constant,
    "__slice__": _slice,
    "__ellipsis__": lambda config: expect(config == {}, "an ellipsis"),
}
