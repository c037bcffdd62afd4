"""What stands sealed in the tables of this area."""

from customer_connect.core.resealing import SealedColumn
from customer_connect.domain.changes.models.questions import ANSWER_PURPOSE, QUESTION_PURPOSE
from customer_connect.domain.changes.models.reports import DETAILS_PURPOSE, WORDS_PURPOSE

SEALED_COLUMNS = [
    SealedColumn("changes.ReportedChange", "details_sealed", DETAILS_PURPOSE),
    SealedColumn("changes.ReportedChange", "words_sealed", WORDS_PURPOSE),
    SealedColumn("changes.Question", "question_sealed", QUESTION_PURPOSE),
    SealedColumn("changes.Question", "answer_sealed", ANSWER_PURPOSE),
]
