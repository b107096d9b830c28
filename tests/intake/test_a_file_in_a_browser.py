"""The steps of a brought file in a real browser: axe finds nothing, nothing scrolls sideways, no script fails."""

import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from kanwil.intake.models import Batch
from tests.window import window

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
LIST = """Personeelslijst maart;;;;;;
Personeelnumer;Voornaam;Tussenvoegsel;Achternaam;Team;Functie;Leidinggevende
0901;Noor;van der;Berg;Zorg > Wijkteam Zuid;Wijkverpleegkundige;0902
0902;Omar;;Said;Zorg > Wijkteam Zuid;Teamleider;
N001;Anna;de;Boer;west;Verpleegkundige;N007
N004;Fatima;;Fatimasen;oost;Verpleegkundige;404
;Zonder;;Nummer;oost;;
"""


def brought(client, data, name="mensen.csv"):
    client.post(reverse("intake:bring", args=["people"]), {"file": SimpleUploadedFile(name, data)})
    return Batch.objects.latest("pk")


def checked(client):
    batch = brought(client, LIST.encode())
    url = reverse("intake:columns", args=[batch.pk])
    fields = {"check": "1"}
    for index, choice in enumerate(client.get(url).context["choices"], 1):
        fields |= {f"header-{index}": choice.header, f"column-{index}": choice.key}
    client.post(url, fields)
    return batch


@pytest.mark.parametrize(("width", "colours"), [(1440, "light"), (390, "dark")])
def test_every_step_is_fit_to_use(browser, cast, width, colours):
    client = cast.client("eva")
    uploaded = brought(client, LIST.encode())
    broken = brought(client, b"%PDF-1.7 x", "mensen.xlsx")
    client.get(reverse("intake:columns", args=[broken.pk]))
    ready, done, busy, back = (checked(client) for _ in range(4))
    client.post(reverse("intake:apply", args=[done.pk]))
    Batch.objects.filter(pk=busy.pk).update(state=Batch.APPLYING)
    client.post(reverse("intake:apply", args=[back.pk]))
    client.post(reverse("intake:undo", args=[back.pk]))
    page, found = window(browser, client, width=width, colours=colours), {}
    steps = {
        "columns": reverse("intake:columns", args=[uploaded.pk]),
        "broken": reverse("intake:batch", args=[broken.pk]),
        "new": reverse("intake:batch", args=[ready.pk]) + "?show=new",
        "changed": reverse("intake:batch", args=[ready.pk]) + "?show=changed",
        "refused": reverse("intake:batch", args=[ready.pk]) + "?show=refused",
        "done": reverse("intake:batch", args=[done.pk]),
        "busy": reverse("intake:batch", args=[busy.pk]),
        "back": reverse("intake:batch", args=[back.pk]),
        "list": reverse("intake:batches"),
        "bring": reverse("intake:bring", args=["people"]),
    }
    for step, url in steps.items():
        page.mistakes.clear()
        page.goto(url)
        for fold in page.query_selector_all("details.more"):
            fold.evaluate("it => it.open = true")
        faults = [f"{v['id']}: {[n['target'] for n in v['nodes']][:3]}" for v in Axe().run(page).response["violations"]]
        if (wide := page.evaluate(TOO_WIDE)) > 1:
            faults.append(f"scrolls sideways by {wide} px")
        faults += [str(mistake) for mistake in page.mistakes]
        if faults:
            found[step] = faults
    assert not found, json.dumps(found, indent=1)
