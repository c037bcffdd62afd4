"""Mail as mail servers send it back, each after the shape of a real one."""

from uuid import UUID

SENDER = "no-reply@connect.example"


def postfix_bounce(
    key: UUID,
    *,
    status: str = "5.1.1",
    said: str = "550 5.1.1 <ana@example.org>: Recipient address rejected: User unknown",
    action: str = "failed",
    to: str = SENDER,
) -> bytes:
    """As Postfix writes it: a report with the headers of our message."""
    return f"""\
Return-Path: <>
Received: by mx.connect.example (Postfix) id 4XyZ12; Sun, 22 Nov 2026 07:00:05 +0000 (UTC)
Date: Sun, 22 Nov 2026 07:00:05 +0000 (UTC)
From: MAILER-DAEMON@mx.connect.example (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: {to}
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="4XyZ11.1763794805/mx.connect.example"
Message-Id: <20261122070005.4XyZ12@mx.connect.example>

This is a MIME-encapsulated message.

--4XyZ11.1763794805/mx.connect.example
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mx.connect.example.

I'm sorry to have to inform you that your message could not
be delivered to one or more recipients. It's attached below.

--4XyZ11.1763794805/mx.connect.example
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.connect.example
X-Postfix-Queue-ID: 4XyZ11
Arrival-Date: Sun, 22 Nov 2026 07:00:03 +0000 (UTC)

Final-Recipient: rfc822; ana@example.org
Original-Recipient: rfc822;ana@example.org
Action: {action}
Status: {status}
Remote-MTA: dns; mx.example.org
Diagnostic-Code: smtp; {said}

--4XyZ11.1763794805/mx.connect.example
Content-Description: Undelivered Message Headers
Content-Type: text/rfc822-headers

Return-Path: <{to}>
From: Customer Connect <{SENDER}>
To: ana@example.org
Subject: Your PIN was changed
Message-ID: <{key}@connect.example>

--4XyZ11.1763794805/mx.connect.example--
""".encode()


def exchange_bounce(key: UUID) -> bytes:
    """As Exchange Online writes it: general status in the field, and our whole message with it."""
    return f"""\
From: Microsoft Outlook <MicrosoftExchange329e71ec@example.org>
To: {SENDER}
Date: Sun, 22 Nov 2026 07:00:09 +0000
Subject: =?utf-8?Q?No_se_puede_entregar=3A_Su_PIN?=
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="d6a1"

--d6a1
Content-Type: multipart/alternative; boundary="alt"

--alt
Content-Type: text/plain; charset="utf-8"
Content-Transfer-Encoding: base64

Tm8gc2UgcHVkbyBlbnRyZWdhci4=

--alt--

--d6a1
Content-Type: message/delivery-status

Reporting-MTA: dns;BY5PR01.example.org
Received-From-MTA: dns;mx.connect.example

Final-Recipient: rfc822;ana@example.org
Action: failed
Status: 5.0.0
Diagnostic-Code: smtp;550 5.4.1 Recipient address rejected: Access denied. [BY5PR01]

--d6a1
Content-Type: message/rfc822

From: Customer Connect <{SENDER}>
To: ana@example.org
Subject: Your PIN was changed
Message-ID: <{key}@connect.example>
MIME-Version: 1.0
Content-Type: text/plain; charset="utf-8"

The PIN of your account was changed.

--d6a1--
""".encode()


def complaint(key: UUID, feedback_type: str = "abuse") -> bytes:
    """As a provider passes on that its reader pressed "spam" (RFC 5965)."""
    return f"""\
From: complaints@feedback.example.org
To: {SENDER}
Subject: FW: Your PIN was changed
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="arf"

--arf
Content-Type: text/plain; charset="us-ascii"

This is an email abuse report.

--arf
Content-Type: message/feedback-report

Feedback-Type: {feedback_type}
User-Agent: Feedback/1.0
Version: 1

--arf
Content-Type: message/rfc822
Content-Disposition: inline

From: Customer Connect <{SENDER}>
To: ana@example.org
Subject: Your PIN was changed
Message-ID: <{key}@connect.example>

The PIN of your account was changed.
--arf--
""".encode()


def out_of_office(key: UUID) -> bytes:
    """As a machine answers in its owner's stead."""
    return f"""\
From: ana@example.org
To: bounces+{key.hex}@connect.example
Subject: Automatic reply: Your PIN was changed
Auto-Submitted: auto-replied
Content-Type: text/plain; charset=utf-8

Estoy de vacaciones.
""".encode()


def letter_from_a_person() -> bytes:
    """A mail that somebody wrote to the address all the same."""
    return b"From: ana@example.org\nTo: bounces@connect.example\nSubject: Hello\n\nIs anybody there?\n"
