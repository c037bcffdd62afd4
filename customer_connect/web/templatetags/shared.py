"""Parts of pages that are the same for everybody: written once for each language, then kept.

What stands in `{% shared %} … {% endshared %}` sees the agency and nothing else: no request, no person, no form, so
nothing of one reader can reach another. `{% shared name=value %}` sees that value too and is kept once for each: only
for closed lists, such as the areas of the site.
"""

from typing import Any

from django import template
from django.template import Context, Node, NodeList
from django.template.base import FilterExpression, Parser, Token, token_kwargs
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()

_KNOWN = ("agency", "theme_version", "quick_exit_url")


class SharedNode(Node):
    """A part of a template that is kept once it was written."""

    def __init__(self, nodelist: NodeList, given: dict[str, FilterExpression]) -> None:
        self.nodelist = nodelist
        self.given = given
        self.kept: dict[tuple[Any, ...], tuple[Any, SafeString]] = {}

    def render(self, context: Context) -> SafeString:
        """Return what was kept for this language and agency, or write it."""
        agency = context["agency"]
        given = {name: expression.resolve(context) for name, expression in self.given.items()}
        key = (get_language(), *given.values())
        of_agency, html = self.kept.get(key, (None, SafeString()))
        if of_agency is not agency:
            html = self._write(context, given)
            self.kept[key] = agency, html
        return html

    def _write(self, context: Context, given: dict[str, Any]) -> SafeString:
        known = {name: context[name] for name in _KNOWN}
        alone = Context({**known, **given}, autoescape=context.autoescape)
        assert context.template is not None
        with alone.bind_template(context.template), alone.render_context.push_state(context.template):
            return self.nodelist.render(alone)


@register.tag
def shared(parser: Parser, token: Token) -> SharedNode:
    """Keep what stands between this and `{% endshared %}`."""
    given = token_kwargs(token.split_contents()[1:], parser)
    nodelist = parser.parse(("endshared",))
    parser.delete_first_token()
    return SharedNode(nodelist, given)
