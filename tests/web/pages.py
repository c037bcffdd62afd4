"""Reading pages as the consistency tests do: their addresses, their words, their links."""

from collections.abc import Iterator
from html.parser import HTMLParser

from django.urls import URLPattern, URLResolver, get_resolver

READ_ALOUD = {"alt", "aria-label", "title", "placeholder", "data-label", "data-show", "data-hide"}
VOID = {"meta", "link", "br", "input", "img", "hr", "path", "circle", "rect", "use", "source", "wbr"}


def named_pages(*, prefix: str) -> list[str]:
    """Return the names, such as help:help, of all addresses of ours without arguments."""
    return sorted(_names(get_resolver().url_patterns, "", prefix))


def _names(patterns: list[URLPattern | URLResolver], namespace: str, prefix: str) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = pattern.namespace or namespace
            yield from _names(pattern.url_patterns, inner, prefix)
        elif pattern.name and not pattern.pattern.converters and namespace.startswith(prefix):
            yield f"{namespace}:{pattern.name}" if namespace else pattern.name


class Reader(HTMLParser):
    """Takes a page apart: texts that people see or hear, links, ids, form controls, forbidden inline code."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.language = ""
        self.texts: list[str] = []
        self.links: list[str] = []
        self.assets: list[str] = []
        self.ids: list[str] = []
        self.labelled: set[str] = set()
        self.controls: list[dict[str, str]] = []
        self.inline_code: list[str] = []
        self.headings: list[str] = []
        self._open: list[tuple[str, bool]] = []
        self._foreign = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.language = given.get("lang", "")
        is_foreign = tag != "html" and given.get("lang", self.language) != self.language
        if tag not in VOID:
            self._open.append((tag, is_foreign))
            self._foreign += is_foreign
        if not self._foreign:
            self.texts += [value for name, value in given.items() if name in READ_ALOUD and value]
        self._take_links(tag, given)
        self._take_form(tag, given)
        self.inline_code += [f"<{tag} {name}>" for name in given if name == "style" or name.startswith("on")]
        if tag == "style" or (tag == "script" and "src" not in given):
            self.inline_code.append(f"<{tag}>")
        if tag in ("h1", "h2", "h3", "h4"):
            self.headings.append(tag)

    def _take_links(self, tag: str, given: dict[str, str]) -> None:
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        if tag in ("link", "script", "img") and given.get("rel") != "alternate":
            self.assets += [value for name, value in given.items() if name in ("href", "src")]
        if "id" in given:
            self.ids.append(given["id"])

    def _take_form(self, tag: str, given: dict[str, str]) -> None:
        if tag == "label":
            self.labelled.add(given.get("for", ""))
        if tag in ("input", "select", "textarea") and given.get("type") not in ("hidden", "submit"):
            self.controls.append(given)

    def handle_endtag(self, tag: str) -> None:
        while self._open:
            name, is_foreign = self._open.pop()
            self._foreign -= is_foreign
            if name == tag:
                break

    def handle_data(self, data: str) -> None:
        if (
            not self._foreign
            and data.strip()
            and not (self._open and self._open[-1][0] in ("script", "style"))
        ):
            self.texts.append(data)
