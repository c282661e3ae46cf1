"""Uses `%` and `!` magics everywhere, also in the answers."""

ANSWERS = {
    "own": "%matplotlib inline\n%load_ext autoreload\n!echo hello\nfiles = !ls\n%env\n%who",
    "total": "%%time\ntotal = int(numbers.sum())\n%timeit -n1 -r1 numbers.sum()",
    "fig": "%config InlineBackend.figure_format = 'retina'\nfig, axes = plt.subplots()\naxes.plot(numbers)\n"
    'axes.set(xlabel="place", ylabel="number")\nplt.show()',
    "end": "%%bash\necho done\n%history -n",
}
