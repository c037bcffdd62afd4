"""A whole state in a database: people, cases, who is in them, conversations. Made by the database, row after row.

Names as they are spread in life: a few very common ones, many rare ones. The largest office serves an eighth of all,
the smallest a thousandth. One party in eight is served by another office; every tenth person has a second case.
"""

from django.db import connection
from django.db.backends.utils import CursorWrapper

from bench.searches.filling_events import EVENT_TABLES, fill_events
from customer_connect.domain.conversations.searches import WORDS_INDEX

OFFICES = 51
CASELOAD = 900  # parties
FIRST_PERSON, FIRST_CASE = 1_000_000_000, 100_000_000_000
STANDING_TABLES = ("cases_participant", "cases_case", "cases_casemember", "conversations_conversation",
                   "conversations_message")  # fmt: skip
BIG_TABLES = (*STANDING_TABLES, *EVENT_TABLES, "figures_daytotal")

LAST_NAMES = """
García Hernández López Martínez Rodríguez González Pérez Sánchez Ramírez Smith Johnson Williams Brown Jones Nguyen Lee
Miller Davis Flores Torres Rivera Gómez Díaz Cruz Morales Reyes Gutiérrez Ortiz Ramos Chávez Kim Ruiz Wilson Anderson
Taylor Thomas Moore Jackson Martin White Harris Thompson Clark Lewis Robinson Walker Hall Allen Young King Wright Hill
Scott Green Adams Baker Nelson Carter Mitchell Roberts Turner Phillips Campbell Parker Evans Edwards Collins Stewart
Morris Murphy Cook Rogers Peterson Cooper Reed Bailey Bell Kelly Howard Ward Cox Richardson Wood Watson Brooks Bennett
Gray James Hughes Price Myers Long Foster Sanders Ross Castillo Mendoza Vásquez Jiménez Moreno Romero Herrera Medina
Aguilar Vargas Castro Guzmán Muñoz Salazar Soto O’Brien O’Hara Núñez-Vega
"""
FIRST_NAMES = """
María José Juan Luis Carlos Ana Michael David Maria Daniel Jessica Jennifer Christopher James Robert John Anthony
Andrew Joseph Ashley Elizabeth Stephanie Melissa Nicole Amanda Guadalupe Jesús Miguel Jorge Francisco Rosa Angel Kevin
Brian Eric Steven Brandon Kimberly Michelle Amy Lisa Angela Karen Sandra Patricia Linda Thuy Minh Xochitl Dwayne
Latoya Tyrone
"""
SYLLABLES = """
ba be bo ca cha co da del di do fe fi ga gri ha hu ja ka ki la le li lo ma mi mo na ni no
"""
WORDS = """
payment letter court child support check date order address job card bank balance please thank question when how much
hearing appointment interest wages employer month week paid received changed moved number document insurance doctor
school visit help form send sent need
"""

# An element of an array, the first ones far oftener than the last.
_ONE_NAME = """CASE WHEN random() < 0.45 THEN lasts[1 + floor(power(random(), 1.5) * array_length(lasts, 1))::int]
    ELSE initcap(syllables[1 + floor(random() * array_length(syllables, 1))::int]
        || syllables[1 + floor(random() * array_length(syllables, 1))::int]
        || syllables[1 + floor(random() * array_length(syllables, 1))::int]
        || (ARRAY['', 'z', 'r', 'son', 'ez', 'ski', 'man', 'ton'])[1 + floor(random() * 8)::int]) END"""
# One in seven has two surnames; nobody is called Yáñez first.
_NAME = f"""({_ONE_NAME}) || CASE WHEN random() > 0.15 THEN '' WHEN random() < 0.05 THEN ' Yáñez'
    ELSE ' ' || ({_ONE_NAME}) END"""
_PHONE = "CASE WHEN random() < {share} THEN '+1' || (2012000000 + floor(random() * 7979999999)::bigint) ELSE '' END"
_OFFICE = f"least({OFFICES - 1}, floor(-ln(1 - random()) * 7))::bigint + 1"
# There are nine parties for ten people (some in two cases); offices have the shares that _OFFICE deals out.
_SHARE = "(exp(-({office} - 1) / 7.0) - exp(-{office} / 7.0))"
_WORKERS_OF = f"greatest(4, %(people)s * 0.9 / {CASELOAD} * {_SHARE})::int"
_WORKER = f"{{office}} * 1000 + floor(random() * {_WORKERS_OF})::bigint"
_UUID = "gen_random_uuid()"

_PEOPLE = f"""
INSERT INTO cases_participant (
    id, first_name, middle_name, last_name, suffix, birth_on, ssn_sealed, ssn_index, language,
    has_family_violence_indicator, address_line_1, address_line_2, city, state, postal_code, country, is_address_valid,
    email, home_phone, mobile_phone, work_phone, employer_name, employer_phone, employer_address, is_current)
SELECT {FIRST_PERSON} + n, firsts[1 + floor(power(random(), 2) * array_length(firsts, 1))::int], '', {_NAME}, '',
    date '1955-01-01' + floor(random() * 20000)::int, sha256(int8send(n)) || sha256(int8send(-n)),
    CASE WHEN random() < 0.93 THEN sha256(int8send(n + 1000000000000)) END,
    CASE WHEN random() < 0.3 THEN 'es' ELSE 'en' END, random() < 0.04,
    floor(random() * 9999)::int || ' Main Street', '', 'Alderton', 'CA', '95' || floor(100 + random() * 899)::int, 'US',
    true, CASE WHEN random() < 0.5 THEN 'person' || n || '@example.org' ELSE '' END, {_PHONE.format(share=0.3)},
    {_PHONE.format(share=0.8)}, {_PHONE.format(share=0.2)}, '', '', '', random() < 0.97
FROM generate_series(0, %(people)s - 1) AS n, (SELECT %(lasts)s::text[] AS lasts, %(firsts)s::text[] AS firsts,
    %(syllables)s::text[] AS syllables) AS names
"""
_CASES = f"""
INSERT INTO cases_case (id, status, opened_on, office_id, has_private_wage_assignment, is_current)
SELECT {FIRST_CASE} + n, CASE WHEN random() < 0.8 THEN 'open' ELSE 'closed' END,
    date '2005-01-01' + floor(random() * 7000)::int, {_OFFICE}, false, true
FROM generate_series(0, %(people)s * 2 / 5) AS n
"""
# Five people in two cases; of the second case by lot.
_MEMBERS = f"""
INSERT INTO cases_casemember (case_id, participant_id, role, begins_on, office_id, caseworker_id)
SELECT one.id, {FIRST_PERSON} + part.person, part.role, one.opened_on, part.office,
    CASE WHEN part.office IS NOT NULL THEN {_WORKER.format(office="part.office")} END
FROM (
    SELECT n AS person, n * 2 / 5 AS number, (ARRAY['custodial', 'noncustodial', 'child'])[1 + n * 2 %% 5 / 2] AS role,
        CASE WHEN random() < 0.125 THEN {_OFFICE} END AS other FROM generate_series(0, %(people)s - 1) AS n
    UNION ALL
    SELECT n, (n::bigint * 7919 + 13) %% (%(people)s * 2 / 5), 'custodial', NULL
    FROM generate_series(0, %(people)s - 1, 10) AS n
) AS drawn
JOIN cases_case AS one ON one.id = {FIRST_CASE} + drawn.number
CROSS JOIN LATERAL (SELECT drawn.person, drawn.role, CASE WHEN drawn.role <> 'child'
    THEN coalesce(drawn.other, one.office_id) END AS office) AS part
ON CONFLICT DO NOTHING
"""
_CONVERSATIONS = f"""
INSERT INTO conversations_conversation (participant_id, case_id, office_id, case_office_id, subject, language, state,
    opened_at, last_message_at, waiting_since, due_on, form_key)
SELECT participant_id, case_id, office_id, (SELECT one.office_id FROM cases_case AS one WHERE one.id = case_id),
    (ARRAY['payment', 'balance', 'order', 'date', 'documents', 'information', 'other'])[1 + floor(random() * 7)::int],
    'en', CASE WHEN is_open THEN 'open' ELSE 'answered' END, at, at, CASE WHEN is_open THEN at END,
    CASE WHEN is_open THEN at::date + 3 END, {_UUID}
FROM (
    SELECT *, now() - random() * interval '700 days' AS at, random() < 0.04 AS is_open FROM cases_casemember
    WHERE role <> 'child' AND id %% 7 = 0
) AS writers
"""
_MESSAGES = f"""
INSERT INTO conversations_message (conversation_id, body, sent_at, read_at, form_key)
SELECT one.id, array_to_string(ARRAY(
    SELECT CASE WHEN random() < 0.6 THEN words[1 + floor(power(random(), 2) * array_length(words, 1))::int]
        ELSE syllables[1 + floor(random() * array_length(syllables, 1))::int]
            || syllables[1 + floor(random() * array_length(syllables, 1))::int]
            || syllables[1 + floor(random() * array_length(syllables, 1))::int] END
    FROM generate_series(1, 20 + (one.id * 0 + turn * 0)::int)
), ' '), one.opened_at, one.opened_at, {_UUID}
FROM conversations_conversation AS one, generate_series(1, 3) AS turn,
    (SELECT %(words)s::text[] AS words, %(syllables)s::text[] AS syllables) AS vocabulary
"""
_OFFICES = f"""
INSERT INTO cases_office (id, name, county, address_line_1, address_line_2, city, state, postal_code, phone, is_current)
SELECT n, 'Office ' || n, 'County ' || n, '1 Main Street', '', 'Alderton', 'CA', '95000', '+19165550100', true
FROM generate_series(1, {OFFICES}) AS n
"""
_WORKERS = f"""
INSERT INTO cases_caseworker (id, office_id, first_name, last_name, extension, is_current)
SELECT office.id * 1000 + n, office.id, 'Dee', 'Delgado', '', true
FROM cases_office AS office CROSS JOIN LATERAL generate_series(0, {_WORKERS_OF.format(office="office.id")} - 1) AS n
"""


def fill(people: int) -> dict[str, int]:
    """Fill the tables and count their rows. The database is empty or was filled so before, and nobody else's."""
    lists = {"lasts": LAST_NAMES, "firsts": FIRST_NAMES, "syllables": SYLLABLES, "words": WORDS}
    values = {"people": people, **{name: text.split() for name, text in lists.items()}}

    with connection.cursor() as cursor:
        if _count(cursor, "cases_participant") == people:
            return {table: _count(cursor, table) for table in (*STANDING_TABLES, *EVENT_TABLES)}
        cursor.execute("SELECT setseed(0.5)")
        cursor.execute("SET session_replication_role = replica")  # what follows refers to what is there
        cursor.execute("DROP INDEX message_words")  # built at once, at the end
        for statement in (_OFFICES, _WORKERS, _PEOPLE, _CASES, _MEMBERS, _CONVERSATIONS, _MESSAGES):
            cursor.execute(statement, values)
        cursor.execute(WORDS_INDEX)
        cursor.execute("SET session_replication_role = origin")
        cursor.execute("VACUUM (ANALYZE)")
        return {table: _count(cursor, table) for table in STANDING_TABLES} | fill_events(people)


def _count(cursor: CursorWrapper, table: str) -> int:
    cursor.execute(f"SELECT count(*) FROM {table}")
    (count,) = cursor.fetchone()
    return int(count)
