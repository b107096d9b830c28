from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProofConfig(AppConfig):
    name = "kanwil.proof"

    def ready(self) -> None:
        from kanwil.audit import names, verbs
        from kanwil.feedback import uses
        from kanwil.leaving import of_your_own
        from kanwil.matrix import from_above
        from kanwil.people import departures
        from kanwil.people import panels as panels_of_a_person
        from kanwil.ui import navigation
        from kanwil.ui.navigation import NavItem

        from . import leaving, my_proof, panels

        verbs.register(
            proof__kept=_("kept proof"),
            proof__changed=_("changed proof"),
            proof__removed=_("took proof away"),
            proof__shared=_("shared proof"),
            proof__unshared=_("stopped sharing proof"),
            proof__shown=_("showed proof to somebody who was asked to look"),
        )
        names.register_pages(looking=_("what you asked them to look at"), proof=_("proof you let them see"))
        names.register_things("proof", my_proof.titles)
        navigation.register(NavItem(_("My proof"), "proof", order=15, section=navigation.ACCOUNT, icon="file"))
        navigation.register(NavItem(_("Looking along"), "looking", order=20, section=navigation.ACCOUNT, icon="check"))
        uses.register(panels.use_as_proof)
        from_above.register_through_eyes(panels.through_eyes)
        from_above.register_of_a_skill(panels.proof_of_a_skill)
        panels_of_a_person.register(panels.shared_with_you)
        of_your_own.register(panels.kept_by_you)
        departures.ON_LEAVING.append(leaving.forget_on_leaving)
        departures.ON_LEAVING_TEAM.append(leaving.stop_with_team)
