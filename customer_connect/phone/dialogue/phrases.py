"""What callers say for each choice, in both languages. The first phrase is the one that prompts teach.

Short lists of whole phrases: a recogniser listens for exactly these. Fillers, accents and word order around them are
left to `understanding`.
"""

PHRASES: dict[str, dict[str, tuple[str, ...]]] = {
    # at every question
    "agent": {
        "en": (
            "agent",
            "operator",
            "representative",
            "customer service",
            "talk to a person",
            "a real person",
        ),
        "es": ("agente", "operador", "operadora", "representante", "hablar con una persona", "una persona"),
    },
    "repeat": {
        "en": ("repeat", "say that again", "repeat that", "pardon"),
        "es": ("repetir", "repita", "otra vez", "cómo dijo"),
    },
    "main_menu": {
        "en": ("main menu", "menu", "go back", "start over"),
        "es": ("menú principal", "menú", "regresar", "volver"),
    },
    "goodbye": {
        "en": ("goodbye", "good bye", "bye", "hang up", "i'm done"),
        "es": ("adiós", "colgar", "hasta luego", "terminar"),
    },
    "help": {"en": ("help", "help me", "what can i say"), "es": ("ayuda", "ayúdeme", "qué puedo decir")},
    "spanish": {"en": ("español", "spanish", "espanol"), "es": ("español", "spanish")},
    "english": {"en": ("english",), "es": ("english", "inglés")},
    # yes and no
    "yes": {
        "en": ("yes", "yeah", "yep", "yes i am", "that's right", "correct", "sure"),
        "es": ("sí", "claro", "así es", "correcto", "sí soy", "por supuesto"),
    },
    "no": {
        "en": ("no", "nope", "no i'm not", "that's wrong", "not right", "incorrect"),
        "es": ("no", "no soy", "incorrecto", "está mal"),
    },
    # who is calling
    "none_of_these": {
        "en": ("none of these", "other options", "neither", "something else", "none"),
        "es": ("ninguno", "ninguno de estos", "otras opciones", "ninguna", "otra cosa"),
    },
    "unknown": {
        "en": (
            "i don't know it",
            "i don't know",
            "i forgot",
            "i forgot it",
            "i don't have it",
            "i don't have one",
        ),
        "es": ("no lo sé", "no sé", "no me acuerdo", "se me olvidó", "no lo tengo", "lo olvidé", "no tengo"),
    },
    "try_again": {"en": ("try again", "again"), "es": ("intentar otra vez", "intentar de nuevo", "de nuevo")},
    "new_pin": {
        "en": ("new pin", "reset", "reset my pin", "send me a new pin", "forgot my pin"),
        "es": ("pin nuevo", "nuevo pin", "restablecer", "restablecer mi pin", "olvidé mi pin"),
    },
    # the main menu and the payments menu
    "payments": {"en": ("payments", "payment", "my payments"), "es": ("pagos", "pago", "mis pagos")},
    "dates": {
        "en": (
            "dates",
            "court dates",
            "court",
            "appointments",
            "appointment",
            "court dates and appointments",
        ),
        "es": ("fechas", "citas", "cita", "corte", "fechas en la corte", "fechas y citas"),
    },
    "pin_change": {
        "en": ("pin change", "change pin", "change my pin"),
        "es": ("cambio de pin", "cambiar pin", "cambiar mi pin", "cambiar el pin"),
    },
    "case": {
        "en": ("case information", "case", "my case", "information about my case"),
        "es": ("información de mi caso", "caso", "mi caso", "información del caso"),
    },
    "balances": {
        "en": ("balances", "balance", "account balance", "my balance", "how much do i owe"),
        "es": ("saldos", "saldo", "mi saldo", "saldo de la cuenta", "cuánto debo"),
    },
    "other_information": {
        "en": ("other information", "general information", "other options", "something else"),
        "es": ("otra información", "información general", "otras opciones", "otra cosa"),
    },
    "ways_to_pay": {
        "en": (
            "ways to pay",
            "direct deposit",
            "payment card",
            "electronic payment card",
            "make a payment",
            "pay",
        ),
        "es": (
            "formas de pago",
            "depósito directo",
            "tarjeta",
            "tarjeta de pago electrónico",
            "hacer un pago",
            "pagar",
        ),
    },
    "recent_payments": {
        "en": ("recent payments", "payments", "payment history", "last payment"),
        "es": ("pagos recientes", "pagos", "historial de pagos", "último pago"),
    },
    "payments_made": {
        "en": ("payments i made", "made", "i paid", "what i paid"),
        "es": ("pagos que hice", "hechos", "pagué", "lo que pagué", "pagos realizados"),
    },
    "payments_sent": {
        "en": ("payments sent to me", "sent to me", "received", "payments i received"),
        "es": ("pagos enviados a mí", "recibidos", "enviados a mí", "pagos que recibí"),
    },
    "more": {"en": ("more", "earlier payments", "next"), "es": ("más", "pagos anteriores", "siguiente")},
    "payments_menu": {"en": ("payments menu", "payments"), "es": ("menú de pagos", "pagos")},
    "another_case": {"en": ("another case", "other case"), "es": ("otro caso",)},
    # a new PIN
    "email": {
        "en": ("email", "e mail", "by email"),
        "es": ("correo electrónico", "email", "por correo electrónico"),
    },
    "mail": {
        "en": ("mailing address", "mail", "by mail", "standard mail", "letter"),
        "es": ("dirección postal", "correo", "por correo", "carta", "correo postal"),
    },
    # general information
    "apply": {
        "en": ("apply", "how to apply", "application", "open a case"),
        "es": ("solicitar", "cómo solicitar", "solicitud", "abrir un caso"),
    },
    "hours": {
        "en": ("offices and hours", "offices", "hours", "office", "local office"),
        "es": ("oficinas y horario", "oficinas", "horario", "horarios", "oficina"),
    },
    "website": {
        "en": ("website", "web site", "internet", "online"),
        "es": ("sitio web", "página web", "internet", "en línea"),
    },
    "employers": {
        "en": ("employers", "employer", "i am an employer", "wages"),
        "es": ("empleadores", "empleador", "empresa", "patrón", "salarios"),
    },
    "tty": {
        "en": ("tty", "hearing", "t t y", "speech disability"),
        "es": ("tty", "sordos", "audición", "discapacidad"),
    },
    "outside_us": {
        "en": ("another country", "outside the united states", "outside the u s", "international"),
        "es": ("otro país", "fuera de los estados unidos", "internacional", "extranjero"),
    },
    # agents and calling back
    "wait": {"en": ("wait", "hold", "i'll wait"), "es": ("esperar", "espero", "en espera")},
    "call_back": {
        "en": ("call back", "call me back", "call me"),
        "es": ("llámeme", "que me llamen", "llamada"),
    },
    "morning": {"en": ("morning", "in the morning"), "es": ("mañana", "por la mañana", "en la mañana")},
    "afternoon": {"en": ("afternoon", "in the afternoon"), "es": ("tarde", "por la tarde", "en la tarde")},
}


def phrases_for(value: str, language: str) -> tuple[str, ...]:
    """Return what callers say for a choice."""
    return PHRASES[value]["es" if language == "es" else "en"]
