import pytest
from django import forms
from django.template import Context, Template, engines


def render(source: str, **values: object) -> str:
    return Template(source, engine=engines["django"].engine).render(Context(values))  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "source",
    [
        "{{ misspelt }}",
        "{{ case.misspelt }}",
        "{{ misspelt|upper }}",
        "{{ misspelt|upper|default:'x' }}",
        "{% if misspelt %}x{% endif %}",
        "{% if case and misspelt %}x{% endif %}",
        "{% if not misspelt %}x{% endif %}",
        "{% for a in misspelt %}{% endfor %}",
        "{% load i18n %}{% blocktranslate %}Hello {{ misspelt }}{% endblocktranslate %}",
        "{% load i18n %}{% blocktranslate with a=misspelt %}Hello {{ a }}{% endblocktranslate %}",
        "{% with a=misspelt %}{% endwith %}",
    ],
)
def test_an_undefined_variable_fails_the_test(source: str):
    with pytest.raises(pytest.fail.Exception, match="misspelt"):
        render(source, case={"id": 1})


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("{{ perhaps|default:'nothing' }}", "nothing"),
        ("{{ perhaps|default:''|upper }}", ""),
        ("{% if perhaps|default:'' %}x{% endif %}", ""),
        ("{{ case.id }}{% if case.id == 1 %}x{% endif %}", "1x"),
        ("{{ empty }}", "None"),
    ],
)
def test_a_template_may_say_what_it_does_without_a_variable(source: str, shown: str):
    assert render(source, case={"id": 1}, empty=None) == shown


def test_templates_of_other_packages_keep_djangos_ways():
    # Django's widgets ask for `widget.attrs.id` and the like, which are not always there.
    assert forms.Select(choices=[("en", "English")]).render("language", None).startswith("<select")
