"""Templates flattened: what never changes is written once, only the rest is rendered for each request.

For the hottest pages. A template, with all that it extends and includes, becomes one list of finished text and of the
nodes that depend on the request; what comes out is the same as Django's own. Kept for each language and area.
"""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import Context, Node, NodeList, Template, engines
from django.template.base import TextNode, VariableNode
from django.template.context import make_context
from django.template.defaulttags import CommentNode, LoadNode
from django.template.loader_tags import BlockNode, ExtendsNode, IncludeNode
from django.templatetags.i18n import TranslateNode
from django.utils.translation import get_language

from customer_connect.core.agencies import Agency, agency
from customer_connect.web.templatetags.shared import SharedNode

Blocks = dict[str, BlockNode]

_flat: dict[tuple[str, str | None, str], tuple[Agency, list[str | Node]]] = {}


class CannotFlatten(ValueError):
    """The template does something that only Django's own rendering can do."""


def render_flat(request: HttpRequest, name: str, values: dict[str, Any]) -> HttpResponse:
    """Answer with a template as `django.shortcuts.render` does. Raises CannotFlatten, if ever, at the first."""
    if settings.DEBUG:
        return render(request, name, values)
    template: Template = engines["django"].get_template(name).template  # type: ignore[attr-defined]
    context = make_context(values, request)
    with context.bind_template(template), context.render_context.push_state(template):
        parts = _parts_of(name, template, context, request)
        written = [part if isinstance(part, str) else str(part.render_annotated(context)) for part in parts]
    return HttpResponse("".join(written))


def _parts_of(name: str, template: Template, context: Context, request: HttpRequest) -> list[str | Node]:
    area = request.resolver_match.namespace if request.resolver_match else ""
    key = (name, get_language(), area)
    of_agency, parts = _flat.get(key, (None, []))
    if of_agency is not agency():
        parts = _joined(_flattened(template.nodelist, {}, context))
        _flat[key] = agency(), parts
    return parts


def _flattened(nodes: NodeList, blocks: Blocks, context: Context) -> Iterator[str | Node]:
    for node in nodes:
        match node:
            case TextNode():
                yield node.s
            case LoadNode() | CommentNode():
                pass
            case ExtendsNode():
                parent = node.get_parent(context)
                yield from _flattened(parent.nodelist, {**node.blocks, **blocks}, context)
            case BlockNode():
                yield from _flattened(blocks.get(node.name, node).nodelist, blocks, context)
            case IncludeNode(extra_context={}, isolated_context=False):
                yield from _flattened(_included(node, context).nodelist, blocks, context)
            case SharedNode():
                yield node.render(context)
            case TranslateNode(asvar=None) if not node.filter_expression.is_var:
                yield str(node.render(context))
            case _:
                yield _checked(node)


def _included(node: IncludeNode, context: Context) -> Template:
    name = node.template.resolve(context)
    if not isinstance(name, str) or not isinstance(node.template.var, str):
        raise CannotFlatten(f"It includes what only a request tells: {node.template.token}")
    assert context.template is not None
    return context.template.engine.get_template(name)


def _checked(node: Node) -> Node:
    """Return a node that is rendered for each request. Blocks inside it, and block.super, would go wrong."""
    if node.get_nodes_by_type(BlockNode):
        raise CannotFlatten(f"A block stands inside {node!r}.")
    for variable in node.get_nodes_by_type(VariableNode):
        if isinstance(variable, VariableNode) and str(variable.filter_expression).startswith("block."):
            raise CannotFlatten(f"It asks for {variable.filter_expression}.")
    return node


def _joined(parts: Iterator[str | Node]) -> list[str | Node]:
    """Return the parts with neighbouring texts in one."""
    joined: list[str | Node] = []
    for part in parts:
        if isinstance(part, str) and joined and isinstance(joined[-1], str):
            joined[-1] += part
        else:
            joined.append(part)
    return joined
