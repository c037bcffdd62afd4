"""Makes an undefined variable in one of our templates fail the test that renders it.

Django writes nothing for `{{ misspelt }}` and takes `{% if misspelt %}` for false. Here both fail, unless the template
says what it wants: `{{ perhaps|default:"" }}`. Templates of Django and other packages keep Django's ways.
"""

import threading
from pathlib import Path
from typing import Any, NoReturn

import pytest
from django.template import Context, Engine, engines
from django.template.base import FilterExpression, Variable, VariableDoesNotExist
from django.template.defaultfilters import default

ROOT = Path(__file__).resolve().parent.parent

failed_elsewhere: list[str] = []  # what failed in the threads of a live server, since this was last emptied


class Undefined(str):
    """What Django puts in place of an undefined variable: empty, and a failure where it would be written out."""

    __slots__ = ()

    def __contains__(self, part: object) -> bool:
        """Ask Django to name the variable, by `%`."""
        return part == "%s" or super().__contains__(part)  # type: ignore[operator]

    def __mod__(self, name: object) -> str:
        _fail(f"`{name}` is not defined in a template")


class OptionalVariable(Variable):
    """A variable whose template says what to do without it."""

    __slots__ = ()


def install(patch: pytest.MonkeyPatch) -> None:
    """Make undefined variables fail until `patch` is undone."""
    make_expression, resolve = FilterExpression.__init__, Variable.resolve

    def make_and_mark_optional(self: FilterExpression, token: str, parser: Any) -> None:
        make_expression(self, token, parser)
        if isinstance(self.var, Variable) and self.filters and self.filters[0][0] is default:
            self.var = OptionalVariable(self.var.var)

    def resolve_or_fail(self: Variable, context: Any) -> Any:
        try:
            return resolve(self, context)
        except VariableDoesNotExist:
            if not isinstance(self, OptionalVariable) and (template := _our_template(context)):
                _fail(f"`{self.var}` is not defined in {template} (give it, or say `|default:…`)")
            raise

    patch.setattr(FilterExpression, "__init__", make_and_mark_optional)
    patch.setattr(Variable, "resolve", resolve_or_fail)
    patch.setattr(engines["django"].engine, "string_if_invalid", Undefined())  # type: ignore[attr-defined]
    make_engine = Engine.__init__

    def make_strict(self: Engine, *args: Any, **options: Any) -> None:
        # Settings changed by a test make Django build another engine.
        make_engine(self, *args, **options)
        self.string_if_invalid = Undefined()

    patch.setattr(Engine, "__init__", make_strict)


def _fail(reason: str) -> NoReturn:
    """Fail here and, as a live server catches everything, note it for the test that asked for the page."""
    if threading.current_thread() is not threading.main_thread():
        failed_elsewhere.append(reason)
    pytest.fail(reason, pytrace=False)


def _our_template(context: Context) -> str | None:
    """Return the path, inside the project, of the template being rendered; None for other packages' templates."""
    template = getattr(context.render_context, "template", None)
    if template is None:
        return None
    path = Path(template.origin.name)
    if not path.is_absolute():
        return str(path)  # a template made from a string, in a test
    if not path.is_relative_to(ROOT) or "site-packages" in path.parts:
        return None
    return str(path.relative_to(ROOT))
