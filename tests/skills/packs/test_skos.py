"""A language in SKOS, in its three spellings, friendly and hostile."""

from __future__ import annotations

import json
import socket

import pytest

from kanwil.skills.packs import Pack, PackRefused, read_pack
from kanwil.skills.packs.records import Mapping, Relation

EX = "https://taal.example.org/vuur/"
TURTLE = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xl: <http://www.w3.org/2008/05/skos-xl#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix ex: <https://taal.example.org/vuur/> .

ex:taal a skos:ConceptScheme ; dct:title "Vuurtaal"@nl, "Fire language"@en ; owl:versionInfo "2.0" ;
  dct:publisher "De Vuurmakers" ; dct:license <https://creativecommons.org/licenses/by/4.0/> .
ex:stoken a skos:Concept ; skos:inScheme ex:taal ; skos:notation "011" ;
  skos:prefLabel "Vuur stoken"@nl, "Stoking a fire"@en-GB ;
  skos:altLabel "fikkie stoken"@nl, "vuren"@nl ; skos:hiddenLabel "vuurstoken"@nl ;
  skos:definition [ rdf:value "Je houdt een vuur brandend."@nl ] ;
  skos:broader ex:vuur ; skos:exactMatch <http://data.europa.eu/esco/skill/1> ;
  skos:closeMatch <https://linkeddata.competentnl.nl/id/humancapability/A> .
ex:vuur a skos:Concept ; xl:prefLabel [ xl:literalForm "Omgaan met vuur"@nl ] ;
  xl:altLabel [ xl:literalForm "vuurkunde"@nl ] ; skos:narrower ex:blussen ; skos:scopeNote "Alles met vuur."@nl .
ex:blussen a skos:Concept ; skos:prefLabel "Blussen"@nl ; dct:type <https://taal.example.org/type/knowledge> .
ex:tondel a skos:Concept ; skos:prefLabel "Tondel slaan" ; owl:deprecated true ; dct:isReplacedBy ex:stoken .
ex:buiten a skos:Collection ; skos:prefLabel "Buiten"@nl ; skos:member ex:stoken .
"""
RDF = """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:skos="http://www.w3.org/2004/02/skos/core#">
  <skos:Concept rdf:about="https://taal.example.org/vuur/stoken">
    <skos:prefLabel xml:lang="nl">Vuur stoken</skos:prefLabel>
    <skos:broader rdf:resource="https://taal.example.org/vuur/vuur"/>
  </skos:Concept>
  <skos:Concept rdf:about="https://taal.example.org/vuur/vuur">
    <skos:prefLabel xml:lang="nl">Omgaan met vuur</skos:prefLabel>
  </skos:Concept>
</rdf:RDF>"""
JSON_LD = {
    "@context": {
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "naam": {"@id": "skos:prefLabel", "@container": "@language"},
        "onder": {"@id": "skos:broader", "@type": "@id"},
    },
    "@graph": [
        {"@id": EX + "stoken", "@type": "skos:Concept", "naam": {"nl": "Vuur stoken"}, "onder": EX + "vuur"},
        {"@id": EX + "vuur", "@type": "skos:Concept", "naam": {"nl": "Omgaan met vuur"}},
    ],
}


def term(pack: Pack, end: str):
    return next(concept for concept in pack.concepts if concept.uri == EX + end)


def refusal(name: str, data: str | bytes) -> tuple[str, str]:
    with pytest.raises(PackRefused) as refused:
        read_pack((name, data.encode() if isinstance(data, str) else data))
    return refused.value.refusal.code, refused.value.refusal.file


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    """Whoever opens a connection while reading a file fails the test."""

    def never(*_details):
        raise AssertionError("reading a file must not use the network")

    monkeypatch.setattr(socket.socket, "connect", never)
    monkeypatch.setattr(socket, "getaddrinfo", never)


def test_a_language_says_itself_what_it_is_called_and_which_version_it_is():
    pack = read_pack(("vuur.ttl", TURTLE.encode()))
    assert (pack.name, pack.version, pack.publisher) == ("Vuurtaal", "2.0", "De Vuurmakers")
    assert pack.licence == "https://creativecommons.org/licenses/by/4.0/"
    assert pack.key == "taal-example-org-vuur-taal"


def test_words_explanations_codes_and_kinds_are_read_from_turtle():
    pack = read_pack(("vuur.ttl", TURTLE.encode()))
    stoking = term(pack, "stoken")
    assert stoking.labels == {"nl": "Vuur stoken", "en": "Stoking a fire"}
    assert stoking.synonyms == {"nl": ["vuren", "fikkie stoken"]}
    assert stoking.extra["hidden"] == {"nl": ["vuurstoken"]}
    assert stoking.explanation == {"nl": "Je houdt een vuur brandend."}
    assert stoking.code == "011"
    assert term(pack, "blussen").kind == "knowledge"
    assert term(pack, "buiten").kind == "group"


def test_words_in_skos_xl_count_as_well():
    fire = term(read_pack(("vuur.ttl", TURTLE.encode())), "vuur")
    assert (fire.labels, fire.synonyms) == ({"nl": "Omgaan met vuur"}, {"nl": ["vuurkunde"]})


def test_broader_narrower_and_members_all_give_a_place():
    pack = read_pack(("vuur.ttl", TURTLE.encode()))
    assert set(pack.relations) == {
        Relation(EX + "stoken", EX + "vuur"),
        Relation(EX + "blussen", EX + "vuur"),
        Relation(EX + "stoken", EX + "buiten"),
    }


def test_links_with_other_languages_are_kept_with_how_alike_they_are():
    pack = read_pack(("vuur.ttl", TURTLE.encode()))
    assert set(pack.mappings) == {
        Mapping(EX + "stoken", "esco", "http://data.europa.eu/esco/skill/1", "exact"),
        Mapping(EX + "stoken", "competentnl", "https://linkeddata.competentnl.nl/id/humancapability/A", "close"),
    }


def test_a_term_that_gave_way_keeps_its_successor():
    old = term(read_pack(("vuur.ttl", TURTLE.encode())), "tondel")
    assert (old.status, old.replaced_by) == ("obsolete", EX + "stoken")


def test_a_word_without_a_language_counts_as_dutch_and_that_is_said():
    pack = read_pack(("vuur.ttl", TURTLE.encode()))
    assert term(pack, "tondel").labels == {"nl": "Tondel slaan"}
    assert [(n.code, n.params) for n in pack.notes] == [("pack_assumed_language", {"count": 1, "language": "nl"})]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("vuur.rdf", RDF),
        ("vuur.xml", RDF),
        ("vuur.jsonld", json.dumps(JSON_LD)),
        ("vuur.json", json.dumps(JSON_LD)),
    ],
)
def test_the_same_language_reads_the_same_in_every_spelling(name, data):
    pack = read_pack((name, data.encode()))
    assert term(pack, "stoken").labels == {"nl": "Vuur stoken"}
    assert pack.relations == [Relation(EX + "stoken", EX + "vuur")]


def test_xml_that_explodes_or_looks_into_files_is_refused():
    laughs = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'
    outside = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><x>&f;</x>'
    remote = '<?xml version="1.0"?><!DOCTYPE x SYSTEM "http://kwaad.example.org/x.dtd"><x/>'
    for data in (laughs, outside, remote, laughs.encode("utf-16")):
        assert refusal("kwaad.rdf", data) == ("doctype", "kwaad.rdf")


def test_json_ld_that_wants_a_context_from_the_network_is_refused_with_the_address():
    address = "https://kwaad.example.org/context"
    nested = {"a": {"@id": "https://x.example.org/a", "@context": address}}
    for context in (address, [{"a": EX}, address], nested, {"@import": address}):
        document = {"@context": context, "@id": EX + "x", "a": {"@id": EX + "y"}}
        with pytest.raises(PackRefused) as refused:
            read_pack(("kwaad.jsonld", json.dumps(document).encode()))
        assert refused.value.refusal.code == "pack_remote_context"
        assert refused.value.refusal.params == {"address": address}


def test_files_nested_too_deep_are_refused_in_every_spelling():
    assert refusal("a.json", "[" * 3000 + "]" * 3000)[0] == "pack_too_deep"
    assert refusal("a.json", "[" * 300_000)[0] in {"pack_too_deep", "pack_not_well_formed"}
    assert refusal("a.ttl", "<http://a.nl/b> <http://a.nl/c> " + "(" * 30_000)[0] == "pack_too_deep"
    start = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    assert refusal("a.rdf", start + "<a>" * 500)[0] == "pack_too_deep"


def test_a_file_that_is_too_large_is_refused(monkeypatch):
    monkeypatch.setattr("kanwil.skills.packs.linked.LARGEST", 500)
    assert refusal("vuur.ttl", TURTLE)[0] == "too_big"


def test_a_mistake_in_the_writing_is_named_with_its_row():
    with pytest.raises(PackRefused) as refused:
        read_pack(("vuur.ttl", b"@prefix ex: <https://x.example.org/> .\nex:a ex:b ex:c\nex:d ."))
    assert (refused.value.refusal.code, refused.value.refusal.row) == ("pack_not_well_formed", 3)
    for name, data in (("a.rdf", "<a"), ("a.json", "{"), ("a.json", b"\xff\xfe\xfa"), ("a.ttl", b"\x00\x01")):
        assert refusal(name, data)[0] == "pack_not_well_formed"
    assert refusal("a.ttl", "")[0] == "empty_file"


def test_links_without_an_address_are_refused_and_the_rest_is_read():
    data = TURTLE + '\n<losse-naam> a skos:Concept ; skos:prefLabel "Los"@nl .'
    pack = read_pack(("vuur.ttl", data.encode()))
    assert [(r.code, r.params) for r in pack.refusals] == [("pack_no_link", {"value": "losse-naam"})]
    assert len(pack.concepts) == 5


def test_linked_data_without_terms_is_no_language():
    assert refusal("a.ttl", "<http://a.nl/b> <http://a.nl/c> 1 .")[0] == "pack_no_skills"


def test_reading_twice_gives_the_same_pack():
    assert read_pack(("vuur.ttl", TURTLE.encode())) == read_pack(("vuur.ttl", TURTLE.encode()))
