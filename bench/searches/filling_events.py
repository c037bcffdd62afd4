"""A month of what people do, in the database: sign-ins, calls, deliveries, reports, requests for PINs, answers.

Everybody signs in once a month and is written to once; two of five call. The last hour is still to come, so that
something is new whenever the worker has counted.
"""

from django.db import connection

EVENT_TABLES = ("identity_signin", "identity_pinresetrequest", "calls_call", "calls_agentrequest",
                "deliveries_delivery", "changes_reportedchange", "audit_event")  # fmt: skip
DAYS = 31

_AT = f"now() + interval '1 hour' - random() * interval '{DAYS} days'"
_PERSON = "(SELECT min(id) FROM cases_participant) + floor(random() * %(people)s)::bigint"
_ONE_OF = "(ARRAY[{0}])[1 + floor(power(random(), 2) * {1})::int]"


def _one_of(*values: str) -> str:
    """Return the expression of one of these, the first ones oftener."""
    return _ONE_OF.format(", ".join(f"'{value}'" for value in values), len(values))


_SIGN_INS = f"""
INSERT INTO identity_signin (participant_id, at, channel, network, device, method, outcome, second_factor)
SELECT CASE WHEN random() < 0.97 THEN {_PERSON} END, {_AT}, {_one_of("web", "phone", "tty")}, '203.0.113.x',
    'Firefox, Windows', 'pin', {_one_of("signed_in", "wrong", "half", "locked", "expired")}, ''
FROM generate_series(1, %(people)s)
"""
_DELIVERIES = f"""
INSERT INTO deliveries_delivery (key, participant_id, channel, address_sealed, address_masked, message, language,
    priority, state, reason, attempts, queued_at, next_attempt_at, provider_reference)
SELECT gen_random_uuid(), {_PERSON}, {_one_of("email", "text", "letter")}, sha256(int8send(n)), 'a•••@example.org',
    'payment_posted', 'en', 5, how.state, CASE how.state WHEN 'failed' THEN {_one_of("no_answer", "refused", "bounced")}
        WHEN 'skipped' THEN {_one_of("no_address", "channel_off", "bad_address")} ELSE '' END, 1, how.at, how.at, ''
FROM (SELECT n, {_AT} AS at, {_one_of("sent", "sent", "sent", "failed", "skipped")} AS state
    FROM generate_series(1, %(people)s) AS n) AS how
"""
_CALLS = f"""
INSERT INTO calls_call (key, gateway_call, channel, line, number_last_four, language, started_at, last_heard_at,
    ended_at, outcome, path, participant_id, verified_under, must_choose_pin, failed_sign_ins)
SELECT gen_random_uuid(), '', {_one_of("phone", "tty")}, '', '', 'en', at, at, at,
    {_one_of("caller", "dialogue", "transferred", "lost", "shed")}, jsonb_build_array('language=en',
    'main_menu=' || {_one_of("payments", "balances", "dates", "case", "pin")}),
    CASE WHEN random() < 0.7 THEN {_PERSON} END, '', false, 0
FROM (SELECT {_AT} AS at FROM generate_series(1, %(people)s * 2 / 5)) AS begun
"""
_AGENT_REQUESTS = f"""
INSERT INTO calls_agentrequest (call_id, queue, reason, standing, is_verified, state, asked_at, outcome, note)
SELECT id, 'agents', {_one_of("asked", "not_understood", "sign_in")}, '', false, {_one_of("left", "failed")},
    started_at, '', '' FROM calls_call WHERE outcome = 'transferred'
"""
_PIN_RESETS = f"""
INSERT INTO identity_pinresetrequest (asked_at, channel, way, state, reason, participant_id)
SELECT {_AT}, 'web', {_one_of("email", "mail")}, {_one_of("emailed", "mailed", "refused")}, '', {_PERSON}
FROM generate_series(1, %(people)s / 25)
"""
_CHANGES = f"""
INSERT INTO changes_reportedchange (receipt_number, author_id, kind, details_sealed, state, reported_at, channel,
    language, decided_by, refusal, form_key)
SELECT 'R' || n, {_PERSON}, {_one_of("address", "phones", "email")}, sha256(int8send(n)),
    {_one_of("done", "done", "done", "sent", "pending", "not_accepted")}, {_AT}, 'web', 'en', '', '', gen_random_uuid()
FROM generate_series(1, %(people)s / 25) AS n
"""
# The trail has its numbers in the order of time, and much else between the answers.
_EVENTS = f"""
INSERT INTO audit_event (at, actor_kind, actor_key, channel, network, action, participant_number, details)
SELECT at, 'participant', '', 'web', '', {
    _one_of(
        "payments.history_seen",
        "case.seen",
        "identity.signed_in",
        "conversations.answered",
        "identity.pin_changed",
    )
}, {_PERSON},
    jsonb_build_object('is_late', random() < 0.1, 'was_temporary', random() < 0.5)
FROM (SELECT {_AT} AS at FROM generate_series(1, %(people)s) ORDER BY 1) AS happened
"""


def fill_events(people: int) -> dict[str, int]:
    """Fill the tables and count their rows."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT setseed(0.25)")
        cursor.execute("SET session_replication_role = replica")
        for statement in (
            _SIGN_INS,
            _DELIVERIES,
            _CALLS,
            _AGENT_REQUESTS,
            _PIN_RESETS,
            _CHANGES,
            _EVENTS,
        ):
            cursor.execute(statement, {"people": people})
        cursor.execute("SET session_replication_role = origin")
        for table in EVENT_TABLES:
            cursor.execute(f"VACUUM (ANALYZE) {table}")
        counts = {}
        for table in EVENT_TABLES:
            cursor.execute(f"SELECT count(*) FROM {table}")
            counts[table] = int(cursor.fetchone()[0])
        return counts
