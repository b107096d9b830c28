"""The columns of a list of people, with the names they have in the files of employers."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kanwil.intake import values
from kanwil.intake.columns import Column

LANGUAGES = values.choice({"nl": "nl", "Nederlands": "nl", "Dutch": "nl", "en": "en", "Engels": "en", "English": "en"})

COLUMNS = (
    Column(
        "number",
        _("Employee number"),
        {
            "nl": [
                "Personeelsnummer", "Personeelsnr", "Pers.nr", "Persnummer", "Medewerkernummer", "Medewerkernr",
                "Medewerker ID", "Werknemersnummer", "Werknemernummer", "Stamnummer", "Personeels-ID", "Nummer",
            ],
            "en": ["Employee number", "Employee no", "Employee ID", "Personnel number", "Staff number", "Staff ID"],
        },
        required=True,
        parse=values.text(40),
        help=_("By this number Kanwil knows somebody again."),
    ),
    Column(
        "given_name",
        _("First name"),
        {"nl": ["Voornaam", "Roepnaam"], "en": ["First name", "Given name", "Forename"]},
        required=True,
        parse=values.text(60),
    ),
    Column(
        "infix",
        _("Prefix of the last name"),
        {"nl": ["Tussenvoegsel", "Tussenvoegsels", "Voorvoegsel", "Voorvoegsels"], "en": ["Infix", "Name prefix"]},
        parse=values.text(20),
    ),
    Column(
        "family_name",
        _("Last name"),
        {"nl": ["Achternaam", "Familienaam", "Geboortenaam"], "en": ["Last name", "Family name", "Surname"]},
        parse=values.text(80),
    ),
    Column(
        "email",
        _("E-mail"),
        {
            "nl": ["E-mail", "E-mailadres", "Mail", "Mailadres", "E-mail werk", "Zakelijk e-mailadres"],
            "en": ["Email", "Email address", "Work email"],
        },
        parse=values.email,
    ),
    Column(
        "unit",
        _("Team or department"),
        {
            "nl": ["Team", "Afdeling", "Teamnaam", "Afdelingsnaam", "Organisatieonderdeel", "Organisatie-eenheid",
                   "Afdelingscode", "Teamcode", "Thuisteam"],
            "en": ["Unit", "Department", "Home team", "Team name", "Unit code", "Organisational unit"],
        },
        parse=values.text(400),
        help=_("A name, a code, or the whole way such as “Care > Region East > Team 3”."),
    ),
    Column(
        "parent",
        _("Department above it"),
        {
            "nl": ["Bovenliggende afdeling", "Bovenliggend", "Hoofdafdeling", "Valt onder", "Onderdeel van"],
            "en": ["Parent", "Parent unit", "Parent department", "Belongs to"],
        },
        parse=values.text(400),
    ),
    Column(
        "job",
        _("Job"),
        {"nl": ["Functie", "Functienaam", "Functieomschrijving", "Beroep"], "en": ["Job", "Job title", "Position"]},
        parse=values.text(120),
    ),
    Column(
        "leader",
        _("Manager"),
        {
            "nl": ["Leidinggevende", "Personeelsnummer leidinggevende", "Leidinggevende nummer",
                   "Nummer leidinggevende", "Geeft leiding", "Is leidinggevende", "Teamleider", "Manager nummer"],
            "en": ["Manager", "Manager number", "Manager ID", "Supervisor", "Reports to", "Is manager", "Leads team"],
        },
        parse=values.text(40),
        help=_("The employee number of the manager; or yes for who leads this team."),
    ),
    Column(
        "joined_on",
        _("Works here since"),
        {
            "nl": ["In dienst", "Datum in dienst", "Indiensttreding", "Datum indiensttreding", "In dienst sinds",
                   "Startdatum"],
            "en": ["Start date", "Hire date", "Joined", "Joined on", "In service since"],
        },
        parse=values.date,
    ),
    Column(
        "left_on",
        _("Left on"),
        {
            "nl": ["Uit dienst", "Datum uit dienst", "Uitdiensttreding", "Datum uitdiensttreding", "Einddatum"],
            "en": ["End date", "Leave date", "Left", "Termination date"],
        },
        parse=values.date,
    ),
    Column(
        "extra",
        _("Other teams"),
        {"nl": ["Extra teams", "Extra team", "Andere teams", "Ook in team", "Nevenafdelingen"],
         "en": ["Other teams", "Additional teams", "Also in team"]},
        parse=values.several(values.text(400)),
        help=_("Teams in which somebody works too, with ; between them."),
    ),
    Column("language", _("Language"), {"nl": ["Taal", "Voorkeurstaal"], "en": ["Language"]}, parse=LANGUAGES),
)  # fmt: skip

FIELDS = {
    **{column.key: column.label for column in COLUMNS},
    "leaders": _("Managers"),
    "parent": _("Department above it"),
    "name": _("Name"),
}

EXAMPLE = (
    ("0101", "Anna", "de", "Vries", "anna@voorbeeld.nl", "Zorg > Wijkteam Oost", "", "Verpleegkundige", "0102",
     "2021-03-01", "", "", "nl"),
    ("0102", "Bram", "", "Jansen", "bram@voorbeeld.nl", "Zorg > Wijkteam Oost", "", "Teamleider", "",
     "2018-09-01", "", "Zorg > Innovatie", "nl"),
)  # fmt: skip
