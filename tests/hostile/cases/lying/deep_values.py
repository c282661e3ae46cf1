"""Lists a million deep, dicts whose keys collide, and lists that hold themselves."""

ANSWERS = {
    "total": """
total = []
for _ in range(1_000_000):
    total = [total]
""",
    "double": """
class Same(int):
    def __hash__(self):
        return 1


def double(values):
    loop = []
    loop.append(loop)
    many = {2**61 * number + number: loop for number in range(50_000)}
    deep = ()
    for _ in range(200_000):
        deep = (deep,)
    return [many, deep, loop, {frozenset([number]) for number in range(50_000)}]
""",
}
