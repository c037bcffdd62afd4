"""Batches of letters and what became of them. Letters stand here by their reference: no person's data."""

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from customer_connect.domain.deliveries.actions.acknowledge_letters import acknowledge_letters
from customer_connect.domain.deliveries.actions.note_returned_letters import note_returned_letters
from customer_connect.domain.deliveries.actions.reprint_letters import NotHandedOver, reprint_letters
from customer_connect.domain.deliveries.cut_offs import next_cut_off
from customer_connect.domain.deliveries.enums import Channel
from customer_connect.domain.deliveries.letter_enums import BatchState, LetterState
from customer_connect.domain.deliveries.models import BatchedLetter, Delivery, LetterBatch
from customer_connect.domain.deliveries.print_files import NoPrintFile
from customer_connect.domain.deliveries.print_shop_certificates import ends_soon_on
from customer_connect.domain.identity.permissions import Permission
from customer_connect.staff.letters.forms import AnswerForm, ReturnedForm
from customer_connect.staff.requests import actor_of, permitted, staff_of

LATEST = 30
_GONE = "The print file is deleted, and what the letters said with it. Send new PINs instead."
_NOT_GOOD = [LetterState.DROPPED, LetterState.REJECTED, LetterState.RETURNED]


@permitted(Permission.SEE_DELIVERIES, Permission.NOTE_RETURNED_MAIL)
@require_safe
def batches(request: HttpRequest) -> HttpResponse:
    """List the batches, the newest first."""
    staff = staff_of(request)
    listed = LetterBatch.objects.newest_first().annotate(
        count=Count("letters"), bad=Count("letters", filter=Q(letters__state__in=_NOT_GOOD))
    )
    now = timezone.now()
    context = {
        "batches": listed[:LATEST] if staff.may(Permission.SEE_DELIVERIES) else None,
        "waiting": Delivery.objects.waiting().filter(channel=Channel.LETTER).count(),
        "next_cut_off": next_cut_off(now),
        "may_note_returned": staff.may(Permission.NOTE_RETURNED_MAIL),
        "certificate_ends_on": ends_soon_on(now) if staff.may(Permission.SEE_DELIVERIES) else None,
    }
    return render(request, "staff/letters/batches.html", context)


@permitted(Permission.SEE_DELIVERIES)
@require_http_methods(["GET", "HEAD", "POST"])
def batch(request: HttpRequest, name: str) -> HttpResponse:
    """Show a batch, and take in the print shop's answer."""
    batch = _batch(name)
    may_handle = staff_of(request).may(Permission.HANDLE_LETTERS)
    form = (
        AnswerForm(request.POST, request.FILES) if request.method == "POST" and may_handle else AnswerForm()
    )
    if form.is_valid():
        told = acknowledge_letters(batch=batch, answers=form.answers, by=actor_of(request))
        messages.success(request, f"Accepted: {told.accepted}. Rejected: {told.rejected}.")
        if told.unknown:
            messages.warning(request, f"Not in this batch: {len(told.unknown)} letters.")
        return redirect("letters:batch", name=batch.name)
    counts = batch.letters.values("state").annotate(count=Count("pk"))
    context = {
        "batch": batch,
        "counts": [(LetterState(row["state"]).label, row["count"]) for row in counts.order_by("state")],
        "letters": batch.letters.filter(state__in=_NOT_GOOD)
        .select_related("delivery")
        .in_print_order()[:200],
        "form": form,
        "may_handle": may_handle,
        "may_reprint": may_handle and _can_be_reprinted(batch),
        "reprints": batch.reprints.order_by("id"),
    }
    return render(request, "staff/letters/batch.html", context)


@permitted(Permission.HANDLE_LETTERS)
@require_POST
def reprint(request: HttpRequest, name: str) -> HttpResponse:
    """Have a batch, or one letter of it, printed again."""
    batch = _batch(name)
    letters: list[BatchedLetter] = []
    if number := request.POST.get("letter", ""):
        if not number.isdigit():
            raise Http404
        letters = [get_object_or_404(batch.letters.all(), pk=int(number))]
    elif request.POST.get("is_lost") != "yes":
        messages.warning(request, "Tick that the whole batch was lost, and it is printed again.")
        return redirect("letters:batch", name=batch.name)
    try:
        again = reprint_letters(batch=batch, letters=letters, by=actor_of(request))
    except NoPrintFile:
        messages.error(request, _GONE)
    except NotHandedOver:
        messages.warning(request, "This batch is still on its way to the print shop.")
    else:
        messages.success(request, "Reprint made. The worker hands it over within five minutes.")
        return redirect("letters:batch", name=again.name)
    return redirect("letters:batch", name=batch.name)


@permitted(Permission.NOTE_RETURNED_MAIL)
@require_http_methods(["GET", "HEAD", "POST"])
def returned(request: HttpRequest) -> HttpResponse:
    """Take in mail that came back."""
    form = ReturnedForm(request.POST, request.FILES) if request.method == "POST" else ReturnedForm()
    if form.is_valid():
        told = note_returned_letters(returned=form.returned, by=actor_of(request))
        messages.success(
            request,
            f"Noted: {told.noted}. No more mail goes to these addresses, and their caseworkers have a task.",
        )
        if told.unknown:
            listed = ", ".join(told.unknown[:10])
            messages.warning(request, f"Fits no letter of ours ({len(told.unknown)}): {listed}")
        return redirect("letters:returned")
    return render(request, "staff/letters/returned.html", {"form": form})


def _batch(name: str) -> LetterBatch:
    """Return the batch with this name. Raises Http404."""
    found = LetterBatch.objects.named(name).select_related("reprint_of").first()
    if found is None or found.name != name:
        raise Http404
    return found


def _can_be_reprinted(batch: LetterBatch) -> bool:
    is_out = batch.state in {BatchState.HANDED_OVER, BatchState.ACKNOWLEDGED}
    return is_out and batch.file_deleted_at is None and batch.file_bytes > 0
