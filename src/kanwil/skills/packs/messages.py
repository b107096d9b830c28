"""The words for what a reader of skills languages refuses or remarks. Codes in the records, sentences here."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from kanwil.intake.refusals import register_messages

REFUSALS: dict[str, Any] = {
    # the whole source
    "pack_no_file": _("There is no such file or folder."),
    "pack_no_files": _("There are no files to read."),
    "pack_unknown": _("We do not know this kind of file. Possible are ESCO, CompetentNL, SKOS or your own table."),
    "pack_too_many_files": _("There are more than %(limit)s files."),
    "pack_zip_broken": _("This is not a zip file, or it is damaged."),
    "pack_zip_outside": _("“%(member)s” points outside the zip. Nothing was read."),
    "pack_zip_bomb": _("“%(member)s” becomes far too big when it is unpacked. Nothing was read."),
    "pack_zip_in_zip": _("“%(member)s” is a zip within a zip. It was left out."),
    "pack_no_skills": _("There are no skills in these files."),
    "pack_no_esco_skills": _("There are no skills in these files. Add skills_nl.csv or a collection."),
    # one file
    "pack_too_deep": _("This file is nested too deep. We do not trust it."),
    "pack_not_well_formed": _("This file is not well written. The reader says: %(problem)s"),
    "pack_remote_context": _("This file wants to fetch %(address)s. We never do that. Put it inside the file."),
    "pack_not_a_list": _("This file must be a list of words."),
    "pack_columns_missing": _("These columns are missing: %(columns)s."),
    "pack_columns_twice": _("These columns stand in the table twice: %(columns)s."),
    "pack_no_language": _("The name does not say which language this is. Call it for example “%(example)s”."),
    "pack_more_refused": _("And %(count)s more rows like these."),
    # CompetentNL through its API
    "cnl_no_key": _("There is no key for CompetentNL. Ask for one at competentnl.nl and fill it in."),
    "cnl_address": _("“%(address)s” is not a safe address. It must start with https://."),
    "cnl_key_refused": _("CompetentNL refuses the key (HTTP %(status)s). Check the key, or ask for a new one."),
    "cnl_redirected": _("The address sends us somewhere else. We do not take the key there. Check the address."),
    "cnl_not_here": _("There is no CompetentNL at this address. Check the address."),
    "cnl_away": _("CompetentNL does not answer (%(problem)s). We tried %(attempts)s times. Try again later."),
    "cnl_too_much": _("The answer of CompetentNL is far too large. We stopped reading."),
    "cnl_not_understood": _("The answer of CompetentNL is not what we expect. Nothing was read."),
    "cnl_question_failed": _("CompetentNL could not answer the question about %(what)s."),
    # one row or one term
    "pack_no_id": _("This entry has no id."),
    "pack_no_such_term": _("“%(name)s” is not in this file. The link was left out."),
    "pack_same_name": _("“%(name)s” stands in the file twice. The first one counts."),
    "pack_short_row": _("This row is not complete."),
    "pack_no_link": _("“%(value)s” is not a link to a term."),
    "pack_unknown_value": _("“%(value)s” is not known here. Possible: %(choices)s."),
    "pack_no_label": _("%(uri)s has no label in any language."),
    "pack_long_label": _("%(uri)s has a label of more than %(limit)s characters."),
    "pack_twice": _("%(uri)s stands in the pack twice. The first one counts."),
    "skills_other_language": _("“%(name)s” has no Dutch or English word."),
    "skills_elsewhere": _("%(uri)s belongs to %(language)s already."),
    "skills_replaced": _("Replaced by “%(name)s”."),
    "skills_obsolete": _("The language does not use this any more. Who has it, keeps it."),
    "skills_gone": _("This is not in the pack any more. Who has it, keeps it."),
    "skills_changed_since": _("This was changed after the import. It stays as it is now."),
    "skills_in_use": _("This is in use. It stays."),
    "pack_circle": _("%(narrower)s cannot stand under %(broader)s. That makes a circle."),
}

NOTES: dict[str, Any] = {
    "skills_kept": _("%(count)s terms are not in this pack. They stay as they are."),
    "pack_ignored_file": _("“%(file)s” is not part of such a pack. It was left out."),
    "pack_ignored_column": _("The column “%(column)s” in “%(file)s” was left out."),
    "pack_assumed_encoding": _("“%(file)s” is not in UTF-8. Look whether letters with accents are right."),
    "pack_assumed_language": _("%(count)s words do not say their language. We took “%(language)s”."),
    "cnl_from_cache": _("Answers kept since %(date)s were used. Nothing was asked again."),
    "cnl_fell_back": _("CompetentNL did not answer. Answers kept since %(date)s were used."),
    "pack_versions": _("These files are of different versions: %(versions)s."),
    "pack_loose_links": _("Left out: %(count)s links to a term that is not in this pack."),
    "pack_loose_needs": _("Left out: %(count)s links between an occupation and a skill that is not here."),
    "pack_fallback": _("%(count)s of %(total)s terms have no label in “%(language)s”. They show another language."),
    "pack_missing_skills": _("“%(file)s” is missing. %(count)s skills get “%(language)s” words from the collections."),
    "pack_missing_groups": _("“%(file)s” is missing. The groups have no names in “%(language)s”."),
    "pack_missing_broader": _("“%(file)s” is missing. Only skills in the collections stand under a group."),
    "pack_missing_needs": _("“%(file)s” is missing. Occupations are known, but not which skills they need."),
}

register_messages(REFUSALS)
register_messages(NOTES)
