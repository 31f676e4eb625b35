"""E-mails -> Documents: fields, quotations, forwarded and attached reports, hostile messages. All is invented."""

from __future__ import annotations

import base64
import hashlib
import io
from pathlib import Path

import pytest

from dateline.errors import InputError
from dateline.model.document import Document
from dateline.readers.email import FORMAT
from dateline.readers.email.headers import day_of_field, metadata_of, sender_of, split, subject_of, words_of
from dateline.readers.formats import Failure, Input, format_of
from dateline.readers.given import Given

FILES = Path(__file__).parent / "files"
HEAD = (
    "From: Ann Example <ann@example.org>\nDate: Mon, 12 Mar 2031 23:50:00 +0300\n"
    "Subject: Road to Kodok closed\nMIME-Version: 1.0\n"
)
BODY = "The road to Kodok is closed, the mission said on Monday."
OTHER = "The last barge came in February and brought flour only, traders said."


def read(data: bytes | str, name: str = "mail.eml", given: Given = Given()) -> list[Document | Failure]:
    raw = data.encode() if isinstance(data, str) else data
    return list(FORMAT.read(Input(name, io.BytesIO(raw), len(raw), given)))


def documents(data: bytes | str, name: str = "mail.eml") -> list[Document]:
    return [d for d in read(data, name) if isinstance(d, Document)]


def failures(data: bytes | str, name: str = "mail.eml") -> list[str]:
    return [str(f.error) for f in read(data, name) if isinstance(f, Failure)]


def sections(document: Document) -> list[tuple[str, str]]:
    return [(s.kind, document.text[s.start : s.end]) for s in document.sections]


def message(body: str, head: str = HEAD, content: str = "text/plain; charset=utf-8") -> str:
    return f"{head}Content-Type: {content}\n\n{body}\n"


def multipart(*parts: str, kind: str = "mixed", head: str = HEAD) -> str:
    body = "".join(f"--edge\n{part}\n" for part in parts)
    return f'{head}Content-Type: multipart/{kind}; boundary="edge"\n\nThis is MIME.\n{body}--edge--\nepilogue\n'


def part(body: str, content: str = "text/plain", more: str = "") -> str:
    return f"Content-Type: {content}\n{more}\n{body}"


def attached(data: bytes, name: str, content: str = "application/octet-stream") -> str:
    more = f'Content-Disposition: attachment; filename="{name}"\nContent-Transfer-Encoding: base64\n'
    return part(base64.encodebytes(data).decode(), content, more)


def test_the_fields_tell_title_sender_and_day() -> None:
    data = message(BODY)
    (document,) = documents(data)
    assert (document.title, document.byline, document.outlet) == ("Road to Kodok closed", ("Ann Example",), None)
    assert (document.published.date, document.published.basis) == ("2031-03-12", "metadata")
    assert sections(document) == [("title", "Road to Kodok closed"), ("paragraph", BODY)]
    assert document.source_sha256 == hashlib.sha256(data.encode()).hexdigest()
    assert document.file is not None
    assert (document.file.media_type, document.file.part) == ("message/rfc822", None)
    assert [(s.part, s.at) for s in document.file.spans] == [("Subject", None), ("part 1", 0)]


def test_what_the_user_gives_goes_before_the_fields() -> None:
    (document,) = read(message(BODY), given=Given("2031-03-14", "River News", "Fire"))
    assert isinstance(document, Document)
    assert (document.published.date, document.outlet, document.title) == ("2031-03-14", "River News", "Fire")


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("Mon, 12 Mar 2031 23:50:00 +0300", "2031-03-12"),
        ("Mon, 12 Mar 2031 00:10:00 -1100", "2031-03-12"),
        ("12 Mar 2031 00:10", "2031-03-12"),
        ("Mon, 31 Feb 2031 10:00:00 +0000", None),
        ("Thu, 01 Jan 1880 00:00:00 +0000", None),
        ("yesterday", None),
        ("", None),
        ("9" * 5000, None),
        ("=?utf-8?q?Mon,_12_Mar_2031_10:00:00_+0000?=", "2031-03-12"),
    ],
)
def test_the_day_is_that_of_the_senders_own_clock(value: str, day: str | None) -> None:
    assert day_of_field(value) == day


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("=?utf-8?b?Um9hZCBjbG9zZWQ=?=", "Road closed"),
        ("=?utf-8?q?Ann_Ex=C3=A4mple?= <ann@example.org>", "Ann Exämple <ann@example.org>"),
        ("=?windows-1251?b?xO7w7uPg?=", "Дорога"),
        ("=?no-such-charset?q?Road?=", "Road"),
        ("=?idna?q?Road?=", "Road"),
        ("=?utf-8?q?Road=0D=0AFrom:_evil@example.org?=", "Road From: evil@example.org"),
        ("=?utf-8?b?%%%?=", ""),
        ("Road\t  closed\x00\x1b", "Road closed"),
    ],
)
def test_encoded_words_become_one_line_of_text(value: str, text: str) -> None:
    assert words_of(value) == text


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("Ann Example <ann@example.org>", ("Ann Example",)),
        ('"Example, Ann" <ann@example.org>', ("Example, Ann",)),
        ("ann@example.org (Ann Example)", ("Ann Example",)),
        ("Ann Example via River List <list@example.org>", ("Ann Example",)),
        ("ann@example.org", ()),
        ('"ann@example.org" <ann@example.org>', ()),
        ("", ()),
    ],
)
def test_the_sender_is_who_is_named_not_an_address(value: str, names: tuple[str, ...]) -> None:
    assert sender_of(value) == names


@pytest.mark.parametrize(
    ("subject", "title"),
    [("Re: Fwd: [2] Road", "[2] Road"), ("RE: AW: Road", "Road"), ("Regarding: Road", "Regarding: Road"), ("Re:", "")],
)
def test_the_title_is_the_subject_without_re_and_fwd(subject: str, title: str) -> None:
    assert subject_of({"subject": subject}) == title


@pytest.mark.parametrize(
    ("field", "outlet"),
    [
        ("List-Id: River News <river.example.org>", "River News"),
        ('List-Id: "River News" <river.example.org>', "River News"),
        ("List-Id: <river.example.org>", None),
        ("Organization: Example Relief", "Example Relief"),
        ("X-Organization: Example Relief", None),
    ],
)
def test_only_a_list_or_an_organisation_is_an_outlet(field: str, outlet: str | None) -> None:
    assert metadata_of(split(f"{HEAD}{field}\n\n".encode())[0]).outlet == outlet


def test_the_first_of_two_equal_fields_counts_and_a_body_holds_none() -> None:
    fields, body = split(b"Subject: One\nSubject: Two\nFrom: a\n b\n\nDate: 1 May 2031\n")
    assert fields == {"subject": "One", "from": "a b"}
    assert body == b"Date: 1 May 2031\n"


@pytest.mark.parametrize(
    ("text", "kept", "other"),
    [
        (f"{BODY}\n\n> Any news?\n> B.\n", [BODY], ["> Any news?\n> B."]),
        (
            f"{BODY}\n\nOn Sun, 11 Mar 2031 at 10:00, Bob Example <b@example.org>\nwrote:\n> Any news?\n\n{OTHER}",
            [BODY, OTHER],
            ["On Sun, 11 Mar 2031 at 10:00, Bob Example <b@example.org>\nwrote:\n> Any news?"],
        ),
        (
            f"{BODY}\n\nOn 11 Mar 2031, Bob Example wrote:\n\n{OTHER}",
            [BODY],
            [f"On 11 Mar 2031, Bob Example wrote:\n\n{OTHER}"],
        ),
        (f"{BODY}\n-- \nAnn Example\nRelief", [BODY], ["-- \nAnn Example\nRelief"]),
        (f"{BODY}\n\n--\n\n" + f"{OTHER}\n\n" * 20, [BODY, *[OTHER] * 20], ["--"]),
        (f"{BODY}\n\nSent from my phone", [BODY], ["Sent from my phone"]),
        (
            f"{BODY}\n\n-----Original Message-----\nFrom: Bob\nSent: 11 March 2031\nTo: Ann\nSubject: News\n\n{OTHER}",
            [BODY],
            ["-----Original Message-----\nFrom: Bob\nSent: 11 March 2031\nTo: Ann\nSubject: News\n\n" + OTHER],
        ),
        (
            f"{BODY}\n\n_______________________________\nRiver mailing list\nTo unsubscribe, write to us",
            [BODY],
            ["_______________________________\nRiver mailing list\nTo unsubscribe, write to us"],
        ),
        (f"{BODY}\n\n____________________\n\n{OTHER}", [BODY, OTHER], None),
        (f"On Monday the army wrote to the town:\n\n{BODY}", ["On Monday the army wrote to the town:", BODY], []),
    ],
)
def test_quotations_and_signatures_are_boilerplate(text: str, kept: list[str], other: list[str] | None) -> None:
    (document,) = documents(message(text))
    found = sections(document)
    assert [t for kind, t in found if kind == "paragraph"] == kept
    if other is not None:
        assert [t for kind, t in found if kind == "boilerplate"] == other


def test_a_forwarded_message_is_a_report_of_its_own_with_its_own_day_and_sender() -> None:
    head = HEAD.replace("Subject: Road", "Subject: Fwd: Road")
    text = (
        "FYI, from our man in Malakal.\n\n---------- Forwarded message ---------\nFrom: Carl Example <c@example.org>\n"
        f"Date: Fri, Mar 9, 2031 at 10:12 AM\nSubject: Barge spoilt\nTo: Ann\n <ann@example.org>\n\n{OTHER}\n"
    )
    own, passed = documents(message(text, head))
    assert [t for kind, t in sections(own) if kind == "paragraph"] == ["FYI, from our man in Malakal."]
    assert (passed.title, passed.byline, passed.published.date) == ("Barge spoilt", ("Carl Example",), "2031-03-09")
    assert [t for kind, t in sections(passed) if kind == "paragraph"] == [OTHER]
    assert own.id != passed.id
    assert passed.file is not None
    assert passed.file.part == "forwarded message 1"


@pytest.mark.parametrize(
    "mark",
    [
        "---------- Forwarded message ---------\n",
        "Begin forwarded message:\n\n",
        "-------- Forwarded Message --------\n",
        "-----Original Message-----\n",
        "",
    ],
)
def test_without_words_of_its_own_a_mail_is_what_it_passes_on(mark: str) -> None:
    head = HEAD.replace("Subject: Road", "Subject: Fwd: Road")
    fields = "From: Carl Example <c@example.org>\nSent: 9 March 2031 10:12\nTo: Ann\nSubject: Barge spoilt\n"
    (document,) = documents(message(f"{mark}{fields}\n{OTHER}", head))
    assert (document.title, document.byline, document.published.date) == (
        "Barge spoilt",
        ("Carl Example",),
        "2031-03-09",
    )


def test_a_message_forwarded_in_html_is_a_report_of_its_own() -> None:
    head = "From: <b>Carl Example</b> &lt;c@example.org&gt;<br>Date: Fri, Mar 9, 2031 at 10:12 AM<br>Subject: Barge<br>"
    html = f"<div>FYI, from our man.</div><div>---------- Forwarded message ---------<br>{head}</div><p>{OTHER}</p>"
    own, passed = documents(message(html, content="text/html"))
    assert [t for kind, t in sections(own) if kind == "paragraph"] == ["FYI, from our man."]
    assert (passed.title, passed.byline, passed.published.date) == ("Barge", ("Carl Example",), "2031-03-09")
    assert [t for kind, t in sections(passed) if kind == "paragraph"] == [OTHER]


def test_flowed_lines_are_joined_and_fixed_ones_are_not() -> None:
    text = "The road to Kodok \nis closed, the mission \nsaid.\nNobody was hurt.\n-- \nAnn"
    (document,) = documents(message(text, content="text/plain; format=flowed"))
    assert sections(document)[1:] == [
        ("paragraph", "The road to Kodok is closed, the mission said."),
        ("paragraph", "Nobody was hurt."),
        ("boilerplate", "-- \nAnn"),
    ]


def test_hard_wrapped_lines_are_joined() -> None:
    text = (
        "The road to Kodok is closed, the mission said on Monday evening, and\n"
        "nobody knows when it will be open again, as the bridge at the bend of\n"
        "the river was burned by men who came in boats.\n"
    )
    (document,) = documents(message(text))
    assert sections(document)[1] == ("paragraph", " ".join(text.split()))


@pytest.mark.parametrize(
    ("plain", "html", "text"),
    [
        (BODY, f"<p>{BODY} And more.</p>", BODY),
        ("Read this mail in HTML.", f"<p>{BODY} {OTHER} {BODY}</p>", f"{BODY} {OTHER} {BODY}"),
    ],
)
def test_plain_text_goes_before_html_unless_it_only_points_to_it(plain: str, html: str, text: str) -> None:
    data = multipart(part(plain), part(html, "text/html"), kind="alternative")
    (document,) = documents(data)
    assert [t for kind, t in sections(document) if kind == "paragraph"] == [text]


def test_an_html_message_is_read_with_its_quotations_apart() -> None:
    html = f"<p>{BODY}</p><p>On 11 Mar 2031, Bob Example wrote:</p><blockquote><p>{OTHER}</p></blockquote>"
    (document,) = documents(message(html, content="text/html"))
    kinds = {t: kind for kind, t in sections(document)}
    assert kinds[BODY] == "paragraph"
    assert OTHER not in {t for t, kind in kinds.items() if kind == "paragraph"}


def test_attached_reports_and_messages_are_reports_of_their_own_and_pictures_are_none() -> None:
    inner = message(OTHER, "From: Carl Example <c@example.org>\nDate: 9 Mar 2031 10:00\nSubject: Barge\n")
    pdf = (FILES / "turned.pdf").read_bytes()
    found = read(
        multipart(
            part(BODY),
            attached(pdf, "../../etc/report.pdf", "application/pdf"),
            attached(f"{OTHER}\n".encode(), "note.txt", "text/plain"),
            attached(b"\x89PNG\r\n\x1a\n\x00\x01", "photo.png", "image/png"),
            attached(b"-----BEGIN PGP-----", "signature.asc", "application/pgp-signature"),
            part(inner, "message/rfc822"),
        )
    )
    assert all(isinstance(d, Document) for d in found)
    parts = [d.file.part for d in found if isinstance(d, Document) and d.file]
    assert parts == [None, "attached message 6", "attachment report.pdf", "attachment note.txt"]
    mail, message_, report, note = (d for d in found if isinstance(d, Document))
    assert (message_.published.date, message_.byline) == ("2031-03-09", ("Carl Example",))
    assert report.source_sha256 == hashlib.sha256(pdf).hexdigest()
    assert (note.text, mail.title, note.title) == (f"{OTHER}\n", "Road to Kodok closed", None)


def test_a_broken_attachment_is_a_failure_that_names_mail_and_file() -> None:
    data = multipart(part(BODY), attached(b"%PDF-1.4 broken", "report.pdf", "application/pdf"))
    assert len(documents(data)) == 1
    assert failures(data) == [
        "mail.eml attachment report.pdf: is cut off: the end of the PDF is missing. Fetch it again."
    ]


def test_an_attachment_of_many_reports_is_not_opened() -> None:
    inner = message(OTHER).encode()
    (told,) = failures(multipart(part(BODY), attached(inner, "more.eml")))
    assert told.startswith("mail.eml attachment more.eml: may hold several reports of its own.")


def test_a_mail_of_nothing_but_an_attachment_is_that_report() -> None:
    (document,) = read(multipart(part(""), attached((FILES / "turned.pdf").read_bytes(), "r.pdf", "application/pdf")))
    assert isinstance(document, Document)
    assert document.file is not None
    assert document.file.part == "attachment r.pdf"


@pytest.mark.parametrize(
    ("raw", "content", "text"),
    [
        ("Дорога закрыта".encode("koi8-r"), "text/plain; charset=koi8-r", "Дорога закрыта"),
        ("Straße gesperrt".encode("cp1252"), "text/plain; charset=no-such", "Straße gesperrt"),
        ("Straße gesperrt".encode(), "text/plain; charset=us-ascii", "Straße gesperrt"),
        ("Straße gesperrt".encode("cp1252"), "text/plain; charset=utf-8", "Straße gesperrt"),
        (b"Road \xf0\x9f closed \x81 now", "text/plain; charset=utf-8", "Road ðŸ closed \ufffd now"),
        (b"Road closed", "text/plain; charset=idna", "Road closed"),
    ],
)
def test_a_text_is_decoded_whatever_its_charset_says(raw: bytes, content: str, text: str) -> None:
    (document,) = documents(f"{HEAD}Content-Type: {content}\n\n".encode() + raw)
    assert sections(document)[-1][1] == text


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("quoted-printable", "The=20road=\n to Kodok is closed."),
        ("base64", base64.b64encode(b"The road to Kodok is closed.").decode()),
        ("base64", base64.b64encode(b"The road to Kodok is closed.").decode().rstrip("=") + "\n!!"),
        ("8bit", "The road to Kodok is closed."),
        ("x-unknown", "The road to Kodok is closed."),
    ],
)
def test_transfer_encodings_are_undone(encoding: str, body: str) -> None:
    data = f"{HEAD}Content-Transfer-Encoding: {encoding}\n\n{body}\n"
    assert documents(data)[0].text.endswith("The road to Kodok is closed.")


# Messages that were made to harm.


def test_ten_thousand_parts_are_read_up_to_the_bound_and_the_rest_is_told() -> None:
    data = multipart(*[part("The road is closed.")] * 10_000)
    assert len(documents(data)) == 1
    assert failures(data) == ["mail.eml: has more than 1,000 parts; the others are not read."]


def test_parts_nested_too_deep_are_told() -> None:
    data = HEAD + "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(3000))
    assert failures(f"{data}\n{BODY}") == ["mail.eml: nests parts more than 20 deep; those are not read."]
    letters = HEAD + "Content-Type: message/rfc822\n\n" * 3000 + f"\n{BODY}"
    assert failures(letters)[-1] == "mail.eml: nests parts more than 20 deep; those are not read."


def test_more_attachments_than_the_bound_are_told() -> None:
    files = [attached(f"{OTHER} {n}".encode(), f"{n}.txt", "text/plain") for n in range(105)]
    data = multipart(part(BODY), *files)
    assert len(documents(data)) == 101
    assert failures(data) == ["mail.eml: has more than 100 attached files; the others are not read."]


@pytest.mark.parametrize(
    "data",
    [
        HEAD,
        f"{HEAD}\n",
        f"{HEAD}\n\n > \n",
        multipart(),
        f"{HEAD}Content-Type: multipart/mixed\n\n{BODY}",
        f'{HEAD}Content-Type: multipart/mixed; boundary="{"x" * 300}"\n\n{BODY}',
        multipart(attached(b"\x89PNG\r\n\x1a\n", "photo.png", "image/png")),
        f"{HEAD}Content-Type: text/plain; charset*9999999999999999999999=''x; =;;=\n\n",
    ],
)
def test_a_message_without_words_is_told(data: str) -> None:
    try:
        told = failures(data)
    except InputError as exc:
        told = [str(exc)]
    assert len(told) == 1
    assert told[0].startswith("mail.eml: holds no text")
    assert not documents_or_none(data)


def documents_or_none(data: str) -> list[Document]:
    try:
        return documents(data)
    except InputError:
        return []


def test_a_mail_too_large_is_refused_before_it_is_read() -> None:
    with pytest.raises(InputError, match=r"mail\.eml: has 50,000,001 bytes"):
        list(FORMAT.read(Input("mail.eml", io.BytesIO(HEAD.encode()), 50_000_001)))


# Mailboxes.

MBOX = (
    f"From ann@example.org Mon Mar 12 23:50:00 2031\n{message(BODY)}\n>From here the road is open.\n\n"
    f"From bob@example.org Tue Mar 13 08:00:00 2031\nFrom: Bob Example <b@example.org>\nSubject: Empty\n\n\n"
    f"From carl@example.org Tue Mar 13 09:00:00 2031\nFrom: Carl Example <c@example.org>\n"
    f"Date: Tue, 13 Mar 2031 09:00:00 +0000\nSubject: Barge\n\n{OTHER}\n"
)


def test_every_message_of_a_mailbox_is_a_report_and_a_broken_one_stops_none() -> None:
    found = read(MBOX, "all.mbox")
    assert [type(d).__name__ for d in found] == ["Document", "Failure", "Document"]
    first, broken, last = found
    assert isinstance(first, Document)
    assert isinstance(broken, Failure)
    assert isinstance(last, Document)
    assert "From here the road is open." in first.text
    assert str(broken.error).startswith("all.mbox message 2: holds no text")
    assert last.file is not None
    assert (last.published.date, last.file.part) == ("2031-03-13", "message 3")


def test_a_message_of_a_mailbox_that_is_too_large_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.readers.email.LARGEST", 200)
    large = MBOX.replace(BODY, BODY * 10)
    assert failures(large, "all.mbox")[0] == "all.mbox message 1: has more than 200 bytes. Save it by itself."
    assert len(documents(large, "all.mbox")) == 1


@pytest.mark.parametrize(
    ("head", "is_mail"),
    [
        (message(BODY), True),
        (MBOX, True),
        ("Received: from x by y\n\tfor z\nSubject: Road closed\n\nx", True),
        ("From: Ann <a@example.org>\nSubject: Road closed\n\nx", True),
        ("From: the harbour office\nDate: 5 May 2031\nSubject: Road closed\n\nThe road is closed.", False),
        ("From: our correspondent in Malakal\n\nThe road is closed.", False),
        ("From the harbour came smoke at 10:00 on 5 May 2031\nand nobody knew why.", False),
        ("Subject: matter of the road\n\nThe road is closed.", False),
        ("MIME-Version: 1.0\n\nThe road is closed.", False),
        ("The road is closed.\nFrom: a@example.org\nMIME-Version: 1.0", False),
    ],
)
def test_a_mail_is_told_by_its_fields_and_a_memo_is_none(head: str, is_mail: object) -> None:
    assert FORMAT.recognises(head.encode(), "report") is is_mail


def test_the_format_of_a_mail_is_found_whatever_its_name() -> None:
    data = message(BODY).encode()
    assert format_of(Input("report.txt", io.BytesIO(data), len(data))).name == "email"
