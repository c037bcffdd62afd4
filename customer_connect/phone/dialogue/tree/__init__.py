"""The whole tree: every question and every saying by name. The picture in docs/phone-menu.svg is drawn from it."""

from customer_connect.phone.dialogue.questions import Question, SayingOf
from customer_connect.phone.dialogue.tree import (
    agents,
    always_there,
    balances,
    cases,
    dates,
    general,
    greeting,
    main_menu,
    payments,
    pins,
    resets,
    signing_in,
)

FIRST = "language"
QUESTIONS: dict[str, Question] = {
    question.name: question
    for part in (
        greeting,
        general,
        signing_in,
        pins,
        resets,
        main_menu,
        payments,
        cases,
        agents,
        always_there,
    )
    for question in part.QUESTIONS
}
SAYINGS: dict[str, SayingOf] = {
    **greeting.SAYINGS,
    **general.SAYINGS,
    **signing_in.SAYINGS,
    **pins.SAYINGS,
    **resets.SAYINGS,
    **payments.SAYINGS,
    **cases.SAYINGS,
    **balances.SAYINGS,
    **dates.SAYINGS,
    **agents.SAYINGS,
    **always_there.SAYINGS,
}
