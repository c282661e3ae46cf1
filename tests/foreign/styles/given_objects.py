"""Objects of given classes, and what stands around a with."""

from foreign.record import answer, check, course, given, wrong

COURSES = [
    course(
        "given-objects",
        "Objects of a given class go into answers, come back from them, and are changed by them.",
        given(
            "node",
            """
            class Node:
                def __init__(self, value, next=None):
                    self.value, self.next = value, next

            def linked(values):
                head = None
                for value in reversed(list(values)):
                    head = Node(value, head)
                return head

            def listed(node):
                values = []
                while node is not None:
                    values.append(node.value)
                    node = node.next
                return values
            """,
        ),
        answer(
            "lists",
            """
            def length(head):
                return 0 if head is None else 1 + length(head.next)

            def push(head, value):
                return Node(value, head)

            def double(head):
                while head is not None:
                    head.value *= 2
                    head = head.next

            def middle(head):
                slow = fast = head
                while fast and fast.next:
                    slow, fast = slow.next, fast.next.next
                return slow
            """,
        ),
        check("length", "assert length(None) == 0 and length(linked('abc')) == 3 and length(Node(1)) == 1"),
        check(
            "push",
            """
            assert listed(push(linked([2, 3]), 1)) == [1, 2, 3]
            assert isinstance(push(None, 5), Node)
            """,
        ),
        check(
            "double",
            """
            chain = linked([1, 2, 3])
            double(chain)
            assert listed(chain) == [2, 4, 6]
            """,
        ),
        check(
            "middle",
            """
            chain = linked(range(5))
            assert middle(chain) is chain.next.next, 'the node itself'
            assert middle(chain).value == 2
            """,
        ),
        check(
            "shares",
            """
            old = linked([1])
            new = push(old, 0)
            assert new.next is old and listed(old) == [1]
            """,
        ),
        right=[
            """
            def length(head):
                return len(listed(head))
            def push(head, value):
                new = Node(None)
                new.value, new.next = value, head
                return new
            def double(head):
                if head:
                    head.value += head.value
                    double(head.next)
            def middle(head):
                for _ in range(length(head) // 2):
                    head = head.next
                return head
            """
        ],
        wrong=[
            wrong(
                """
                def length(head):
                    return 3
                def push(head, value):
                    return linked([value] + listed(head))
                def double(head):
                    return linked([2 * v for v in listed(head)])
                def middle(head):
                    values = listed(head)
                    return Node(values[len(values) // 2])
                """,
                loses="length double middle shares",
            ),
            wrong(
                """
                def length(head):
                    return len(listed(head))
                def push(head, value):
                    head.value = value
                    return head
                def double(head):
                    head.value *= 2
                def middle(head):
                    return head.next.next.value
                """,
                loses="push double middle shares",
            ),
            wrong(
                """
                def length(head):
                    n = 0
                    while head.next:
                        n, head = n + 1, head.next
                    return n
                def push(head, value):
                    return (value, head)
                def double(head):
                    head = linked([2 * v for v in listed(head)])
                def middle(head):
                    return head
                """,
                loses="length push double middle shares",
            ),
        ],
    ),
    course(
        "context-managers",
        "Context managers of the answer: a class, a generator; what they do at the end and to exceptions.",
        answer(
            "managers",
            """
            from contextlib import contextmanager

            class Recorder:
                def __init__(self):
                    self.log = []
                def __enter__(self):
                    self.log.append("in")
                    return self
                def __exit__(self, kind, error, trace):
                    self.log.append("out" if kind is None else kind.__name__)
                    return kind is KeyError

            @contextmanager
            def doubled(values):
                values.extend(values)
                try:
                    yield len(values)
                finally:
                    del values[len(values) // 2:]
            """,
        ),
        check(
            "with",
            """
            r = Recorder()
            with r as inside:
                inside.log.append('body')
            assert r.log == ['in', 'body', 'out']
            """,
        ),
        check(
            "swallows",
            """
            r = Recorder()
            with r:
                raise KeyError('x')
            assert r.log == ['in', 'KeyError']
            """,
        ),
        check(
            "passes",
            """
            import pytest
            r = Recorder()
            with pytest.raises(ZeroDivisionError):
                with r:
                    1 / 0
            assert r.log[-1] == 'ZeroDivisionError'
            """,
        ),
        check(
            "generator",
            """
            v = [1, 2]
            with doubled(v) as n:
                assert n == 4 and v == [1, 2, 1, 2]
            assert v == [1, 2]
            """,
        ),
        check(
            "always",
            """
            v = [3]
            try:
                with doubled(v):
                    raise ValueError
            except ValueError:
                pass
            assert v == [3], 'undone even after an exception'
            """,
        ),
        right=[
            """
            from contextlib import ContextDecorator
            class Recorder(ContextDecorator):
                log = None
                def __enter__(self):
                    self.log = (self.log or []) + ["in"]
                    return self
                def __exit__(self, *exc):
                    self.log += [exc[0].__name__ if exc[0] else "out"]
                    return bool(exc[0]) and issubclass(exc[0], KeyError)
            class doubled:
                def __init__(self, values):
                    self.values = values
                def __enter__(self):
                    self.values *= 2
                    return len(self.values)
                def __exit__(self, *exc):
                    self.values[:] = self.values[:len(self.values) // 2]
            """
        ],
        wrong=[
            wrong(
                """
                from contextlib import contextmanager
                class Recorder:
                    def __init__(self):
                        self.log = []
                    def __enter__(self):
                        self.log.append("in")
                    def __exit__(self, *exc):
                        self.log.append("out")
                        return True
                @contextmanager
                def doubled(values):
                    values.extend(values)
                    yield len(values)
                    del values[len(values) // 2:]
                """,
                loses="with swallows passes always",
            ),
            wrong(
                """
                from contextlib import contextmanager
                class Recorder:
                    def __init__(self):
                        self.log = []
                    def __enter__(self):
                        self.log.append("in")
                        return self
                    def __exit__(self, kind, error, trace):
                        self.log.append("out")
                @contextmanager
                def doubled(values):
                    yield 2 * len(values)
                """,
                loses="swallows passes generator",
            ),
            wrong(
                """
                class Recorder:
                    log = []
                    def __enter__(self):
                        self.log.append("in")
                        return self
                    def __exit__(self, kind, error, trace):
                        self.log.append(kind.__name__ if kind else "out")
                        return kind is not None and issubclass(kind, KeyError)
                def doubled(values):
                    return values * 2
                """,
                loses="swallows generator always",
            ),
        ],
    ),
]
