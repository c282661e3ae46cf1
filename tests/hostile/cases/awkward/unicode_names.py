"""Uses the letters of its own language for names, texts, labels and files."""

ANSWERS = {
    "own": """
größe, 数, прив = 1, 2, 3
naïve = "Ünïcödé 🎓 ｆｕｌｌ"
print(größe, 数, naïve)
open("número.txt", "w").write("é")
""",
    "total": "суммa = numbers.sum()\ntotal = суммa",
    "double": "def double(values):\n    zweifach = 2\n    ｖ = values\n    return v * zweifach",
    "why": "Es macht daraus Wahrscheinlichkeiten – 概率 – вероятности. ∑ = 1",
}
