"""Every code in plain Dutch and English, for the command line; a page makes its own words from the same codes."""

from __future__ import annotations

from kanwil.calc.credentials.report import Finding, Report

SENTENCES: dict[str, tuple[str, str]] = {
    "about-nobody": ("Er staat niet in over wie het gaat.", "It does not say who it is about."),
    "about-somebody-else": ("Dit gaat over iemand anders.", "This is about somebody else."),
    "about-something-else": (
        "Deze bevestiging hoort bij iets anders dan waar ze in staat.",
        "This confirmation belongs to something else than what it is in.",
    ),
    "bad-date": ("Een datum is niet te lezen.", "A date cannot be read."),
    "bad-key": ("De sleutel is niet te lezen.", "The key cannot be read."),
    "bad-name": ("De naam van de ondertekenaar klopt niet.", "The name of the signer is not a proper one."),
    "bad-proof": ("De handtekening is niet te lezen.", "The signature cannot be read."),
    "bad-signature": (
        "De handtekening klopt niet: er is iets veranderd, of iemand anders heeft getekend.",
        "The signature does not fit: something was changed, or somebody else signed.",
    ),
    "bad-status-entry": (
        "De plek op de lijst van ingetrokken verklaringen is niet te lezen.",
        "The place on the list of withdrawals cannot be read.",
    ),
    "bad-status-list": (
        "De lijst van ingetrokken verklaringen klopt niet.",
        "The list of withdrawals is not sound.",
    ),
    "bad-token": ("Het token is niet te lezen.", "The token cannot be read."),
    "broken-file": ("Het bestand is beschadigd.", "The file is damaged."),
    "changed-context": (
        "Een bestand van Kanwil zelf is veranderd. Installeer Kanwil opnieuw.",
        "A file of Kanwil itself was changed. Install Kanwil again.",
    ),
    "described-twice": (
        "Hetzelfde staat op twee plekken anders beschreven.",
        "One thing is described differently in two places.",
    ),
    "file-not-read": ("Het bestand is niet te openen.", "The file cannot be opened."),
    "folder-not-empty": ("De map is niet leeg.", "The folder is not empty."),
    "foreign-key": (
        "De sleutel is niet van wie de verklaring zegt te geven.",
        "The key does not belong to who is said to issue this.",
    ),
    "key-in-the-file": (
        "De sleutel zit in het bestand zelf. Dat zegt niets over wie tekende.",
        "The key is in the file itself. That says nothing about who signed.",
    ),
    "key-not-listed": (
        "De ondertekenaar staat niet in voor deze sleutel.",
        "The signer does not vouch for this key.",
    ),
    "key-not-looked-up": (
        "Niet nagekeken: zonder toestemming van je beheerder zoeken we de sleutel van de ondertekenaar niet op.",
        "Not checked: the issuer's key could not be looked up without your administrator's permission.",
    ),
    "key-not-opened": ("De sleutel gaat niet open.", "The key does not open."),
    "key-withdrawn": ("De sleutel is ingetrokken.", "The key was withdrawn."),
    "keys-exist": ("Er zijn al sleutels.", "There are keys already."),
    "level-points-nowhere": (
        "Het niveau staat niet op de schaal die erbij hoort.",
        "The level is not on the scale that goes with it.",
    ),
    "list-full": ("De lijst van ingetrokken verklaringen is vol.", "The list of withdrawals is full."),
    "list-of-somebody-else": (
        "De lijst van ingetrokken verklaringen is van een ander.",
        "The list of withdrawals is somebody else's.",
    ),
    "list-too-small": ("De lijst van ingetrokken verklaringen is te kort.", "The list of withdrawals is too short."),
    "name-twice": ("Een naam staat er twee keer in.", "A name stands in it twice."),
    "no-address": ("Geef het adres van de site, zoals https://kanwil.example.nl.", "Give the address of the site."),
    "no-passphrase": ("Geef een wachtwoord voor de sleutels.", "Give a passphrase for the keys."),
    "no-time-zone": ("Een tijdstip heeft geen tijdzone.", "A moment has no time zone."),
    "no-token-key": ("Er is geen sleutel voor tokens.", "There is no key for tokens."),
    "nobody-confirmed": (
        "De organisatie tekent alleen wat iemand anders bevestigde.",
        "The organisation signs only what somebody else confirmed.",
    ),
    "not-a-credential": ("Dit is geen verklaring die we kennen.", "This is no credential that we know."),
    "not-a-status-list": ("Dit is geen lijst van ingetrokken verklaringen.", "This is no list of withdrawals."),
    "not-covered": (
        "Er staat iets in dat de handtekening niet dekt.",
        "It holds something that the signature does not cover.",
    ),
    "not-json": ("De tekst is geen geldige JSON.", "The text is not valid JSON."),
    "not-on-the-list": ("De plek bestaat niet op de lijst.", "The place does not exist on the list."),
    "not-one-subject": ("Het gaat niet over één persoon of ding.", "It is not about one person or thing."),
    "not-understood": ("We begrijpen de inhoud niet.", "We do not understand the content."),
    "not-your-key": ("Deze sleutel mag dit niet tekenen.", "This key may not sign this."),
    "nothing-in-it": ("In dit bestand zit geen verklaring.", "There is no credential in this file."),
    "old-format": ("Dit is een oude vorm die we niet nakijken.", "This is an old form that we do not check."),
    "old-status-list": (
        "De lijst van ingetrokken verklaringen is verlopen.",
        "The list of withdrawals has ended.",
    ),
    "own-confirmation": ("Iemand bevestigt hier zichzelf.", "Somebody confirms themselves here."),
    "own-context": (
        "Het bestand legt zelf uit wat zijn woorden betekenen. Dat nemen we niet aan.",
        "The file explains its own words. We do not accept that.",
    ),
    "runs-something": (
        "In het plaatje zit iets dat start of iets ophaalt.",
        "The picture holds something that runs or fetches.",
    ),
    "says-two-things": ("Het token en de inhoud spreken elkaar tegen.", "The token and its content disagree."),
    "too-big": ("Het bestand is te groot om na te kijken.", "The file is too big to check."),
    "too-deep": ("Het bestand zit te diep in elkaar.", "The file is nested too deep."),
    "too-much-work": (
        "Het bestand is zo gemaakt dat nakijken eindeloos duurt.",
        "The file is made so that checking would never end.",
    ),
    "two-files-in-one": ("Er zit een tweede bestand in verstopt.", "A second file is hidden in it."),
    "two-meanings": (
        "Er staan woorden in die bij een ander iets anders betekenen.",
        "It holds words that mean something else to another reader.",
    ),
    "undefined-term": (
        "Er staat een woord in dat niemand heeft vastgelegd. De handtekening dekt het niet.",
        "It holds a word that nobody defined. The signature does not cover it.",
    ),
    "unknown-context": (
        "Niet nagekeken: het gebruikt woorden uit een bron die we niet kennen.",
        "Not checked: it uses words from a source that we do not know.",
    ),
    "unknown-credential-kind": ("Deze soort verklaring kennen we niet.", "We do not know this kind of credential."),
    "unknown-key-kind": ("Deze soort sleutel kennen we niet.", "We do not know this kind of key."),
    "unknown-name-kind": ("Deze soort naam kennen we niet.", "We do not know this kind of name."),
    "unknown-status-kind": (
        "Of het is ingetrokken, staat er in een vorm die we niet kennen.",
        "Whether it was withdrawn is said in a form that we do not know.",
    ),
    "unsigned": ("Er staat geen handtekening onder.", "It is not signed."),
    "unsigned-inside": ("Er zit een verklaring zonder handtekening in.", "A credential inside is not signed."),
    "unsupported-proof": (
        "Niet nagekeken: deze soort handtekening kennen we niet.",
        "Not checked: we do not know this kind of signature.",
    ),
    "unusual-spelling": (
        "Het is anders opgeschreven dan de afspraak is.",
        "It is written in another way than agreed.",
    ),
}

VERDICTS: dict[str, tuple[str, str]] = {
    "signature.good": ("De handtekening klopt.", "The signature is good."),
    "signature.bad": ("De handtekening klopt niet.", "The signature is not good."),
    "signature.not-checked": ("De handtekening is niet nagekeken.", "The signature was not checked."),
    "signature.none": ("Er is geen handtekening.", "There is no signature."),
    "status.none": ("Deze verklaring kan niet worden ingetrokken.", "This credential cannot be withdrawn."),
    "status.standing": ("Het is niet ingetrokken.", "It was not withdrawn."),
    "status.withdrawn": ("Het is ingetrokken.", "It was withdrawn."),
    "status.suspended": ("Het geldt nu even niet.", "It is suspended."),
    "status.not-checked": ("Of het is ingetrokken, is niet nagekeken.", "Whether it was withdrawn was not checked."),
    "status.unclear": ("Of het is ingetrokken, is niet duidelijk.", "Whether it was withdrawn is unclear."),
    "validity.valid": ("De datum is in orde.", "The date is in order."),
    "validity.expired": ("Het is verlopen.", "It has expired."),
    "validity.not-yet": ("Het geldt nog niet.", "It is not valid yet."),
    "validity.unclear": ("De datum is niet duidelijk.", "The date is unclear."),
}

KINDS: dict[str, tuple[str, str]] = {
    "skill": ("Vaardigheid", "Skill"),
    "own-claim": ("Zegt iemand over zichzelf", "Said by somebody of themselves"),
    "confirmation": ("Bevestiging", "Confirmation"),
    "passport": ("Paspoort", "Passport"),
    "status-list": ("Lijst van ingetrokken verklaringen", "List of withdrawals"),
    "other": ("Iets anders", "Something else"),
}

LABELS: dict[str, tuple[str, str]] = {
    "level": ("niveau", "level"),
    "by": ("ondertekend door", "signed by"),
    "nobody": ("niemand die we kennen", "nobody we know"),
    "yes": ("Alles is nagekeken en klopt.", "Everything was checked and is in order."),
    "no": ("Niet alles is nagekeken of in orde.", "Not everything was checked or is in order."),
    "unreadable": ("Dit bestand is niet te lezen als verklaring.", "This file cannot be read as a credential."),
}


def sentence(code: str, language: str = "nl") -> str:
    """The sentence of a problem."""
    return _of(SENTENCES[code], language)


def lines(report: Report, language: str = "nl") -> list[str]:
    """A whole report as lines of text: first the answer, then each credential, indented as it stands in another."""
    if not report.readable:
        why = [f"  {_problem(one.code, one.detail, language)}" for one in report.problems]
        return [_of(LABELS["unreadable"], language), *why]
    made = [_of(LABELS["yes" if report.verified else "no"], language)]
    for finding in report.findings:
        made += _finding(finding, "", language)
    return made


def _finding(one: Finding, indent: str, language: str) -> list[str]:
    title = f"{_of(KINDS[one.kind], language)}: {_line(one.says.title)}"
    if one.says.level:
        title += f" – {_of(LABELS['level'], language)}: {_line(one.says.level)}"
    by = f"{_line(one.signer.name)} ({_line(one.signer.id)})".strip() if one.signer.id else ""
    made = [f"{indent}- {title}", f"{indent}  {_of(LABELS['by'], language)}: {by or _of(LABELS['nobody'], language)}"]
    for name in ("signature", "status", "validity"):
        made.append(f"{indent}  {_of(VERDICTS[f'{name}.{getattr(one, name)}'], language)}")
    made += [f"{indent}  ! {_problem(problem.code, problem.detail, language)}" for problem in one.problems]
    for part in one.parts:
        made += _finding(part, indent + "    ", language)
    return made


def _problem(code: str, detail: str, language: str) -> str:
    return sentence(code, language) + (f" [{_line(detail)}]" if detail else "")


def _line(text: str) -> str:
    return " ".join(text.split())


def _of(pair: tuple[str, str], language: str) -> str:
    return pair[0] if language == "nl" else pair[1]
