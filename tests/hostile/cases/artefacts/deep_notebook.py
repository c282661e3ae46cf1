"""Hands in JSON that is nested a hundred thousand times."""


def place(folder):
    deep = '{"a":' * 100_000 + "1" + "}" * 100_000
    (folder / "1-lab.ipynb").write_text(
        '{"cells": [], "metadata": ' + deep + ', "nbformat": 4, "nbformat_minor": 5}', encoding="utf-8"
    )
