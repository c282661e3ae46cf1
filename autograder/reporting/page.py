"""The feedback page: `GenerateFeedback.exporter_class`, with a template and filters of its own."""

import re
from pathlib import Path
from typing import Any

from markupsafe import Markup
from nbconvert.exporters import TemplateExporter
from nbconvert.exporters.exporter import ResourcesDict
from nbconvert.filters import ansi2html
from traitlets.config import Config

from autograder.reporting import markup
from autograder.reporting.code import colored

TEMPLATES = Path(__file__).parent / "templates"
KEPT = ("timestamp.txt",)  # nbgrader compares it to know what is out of date


class FeedbackExporter(TemplateExporter):  # type: ignore[misc]
    """Pages that run no script and load nothing; all text in them is escaped unless a filter here made it HTML.

    It is no `HTMLExporter`: that reads a finished page again with another parser and writes it anew, and its
    configuration is shared with Formgrader.
    """

    output_mimetype = "text/html"

    @property
    def default_config(self) -> Config:
        """Our template; `c.FeedbackExporter.template_name` and `extra_template_basedirs` may name another."""
        ours = {"template_name": "feedback_page", "extra_template_basedirs": [str(TEMPLATES)]}
        config = Config({"FeedbackExporter": ours})
        inherited = super().default_config.copy()
        inherited.merge(config)
        return inherited

    def _file_extension_default(self) -> str:
        return ".html"

    def default_filters(self) -> Any:
        """Nbconvert's filters, and those that give HTML."""
        yield from super().default_filters()
        yield ("clean_html", lambda text: Markup(text))  # of outputs only, which SanitizeNotebook cleaned
        yield ("clean_markdown", _markdown)
        yield ("console", _console)
        yield ("python", colored)
        yield ("number", lambda value: f"{round(float(value), 2):g}")

    def _create_environment(self) -> Any:
        environment = super()._create_environment()
        environment.autoescape = True
        return environment

    def from_filename(self, filename: str, resources: Any = None, **kw: Any) -> tuple[str, ResourcesDict]:
        """Make a page; before a submission's first one, clear what nbgrader copied there."""
        notebooks = getattr(self.parent, "notebooks", [])
        if notebooks and filename == notebooks[0]:
            names = resources["nbgrader"]
            clear(Path(self.parent._format_dest(names["assignment"], names["student"])), Path(filename).parent)
        return super().from_filename(filename, resources=resources, **kw)


def clear(folder: Path, origin: Path) -> None:
    """Remove copies of files that a student handed in along with the notebooks: an HTML file of theirs is no page of ours.

    Args:
        folder: where the pages go; what was not copied there from `origin` stays.
        origin: the graded submission.
    """
    if folder.resolve() == origin.resolve():
        return
    for path in sorted(origin.rglob("*"), reverse=True):
        copy = folder / path.relative_to(origin)
        if copy.is_dir() and not copy.is_symlink():
            copy.rmdir() if not any(copy.iterdir()) else None
        elif path.relative_to(origin).as_posix() not in KEPT:
            copy.unlink(missing_ok=True)


def _markdown(text: str, attachments: Any = None) -> Markup:
    """Markdown as clean HTML."""
    return Markup(markup.markdown(text, attachments))


def _console(text: str) -> Markup:
    """Printed text in the page's own eight colours; those of the 256 (`38;5;…`) may not be readable on a dark page."""
    return Markup(ansi2html(re.sub("\x1b\\[[\\d;]{0,20}[34]8;[\\d;]{0,20}m", "", text)))
