"""A stand-in for the CompetentNL endpoint that answers as its documentation says, and misbehaves when asked to."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

CNL = "https://linkeddata.competentnl.nl/id/"
KEY = "sleutel-van-de-organisatie"


def capability(end: str) -> str:
    return f"{CNL}humancapability/{end}"


# Every relation with its pairs. Made-up words; only the shape is CompetentNL's.
STATEMENTS: dict[str, list[tuple[str, ...]]] = {
    "cnlo:HumanCapability skos:prefLabel": [
        (capability("A"), "Knutselen"),
        (capability("B"), "Vouwen "),
        (capability("C"), "Knippen"),
        (capability("D"), "Plakken"),
    ],
    "cnlo:HumanCapability skosxl:altLabel": [
        (capability("B"), "Papier vouwen", "Actueel"),
        (capability("B"), "Ouderwets vouwen", "Historisch"),
    ],
    "cnlo:HumanCapability skos:definition": [(capability("B"), "Je vouwt papier.")],
    "cnlo:HumanCapability skos:notation": [(capability("B"), "011")],
    "cnlo:HumanCapability cnluwvo:hasContentStatus": [(capability("D"), "Gearchiveerd"), (capability("B"), "Actueel")],
    "cnlo:HumanCapability skos:broader": [(capability(end), capability("A")) for end in "BCD"],
    "cnlo:HumanCapability cnlo:exactMatchESCO": [(capability("B"), "http://data.europa.eu/esco/skill/1")],
    "cnlo:HumanCapability skos:closeMatch": [(capability("C"), "http://data.europa.eu/esco/skill/2")],
    "cnlo:KnowledgeArea skos:prefLabel": [(f"{CNL}knowledgearea/K", "Papierkunde")],
    "cnlo:Occupation skos:prefLabel": [(f"{CNL}occupation/1", "Bootjesvouwer")],
    "cnlo:requiresHATEssential": [(f"{CNL}occupation/1", capability("B"))],
    "cnluwvo:requiresCNLHumanCapability_Important": [(f"{CNL}occupation/1", capability("C"))],
    "cnluwvo:requiresCNLKnowledgeArea_SomewhatRelevant": [(f"{CNL}occupation/1", f"{CNL}knowledgearea/K")],
}


class Double:
    """What the stand-in was asked, and how it should behave."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.keys: list[str | None] = []
        self.behave: Callable[[int, BaseHTTPRequestHandler], bool] = lambda count, handler: False
        self.address = ""
        self.most = 10_000

    def answer(self, query: str) -> list[dict]:
        """The rows of the one relation in this query, with its LIMIT and OFFSET."""
        assert "FROM" not in query, "the endpoint refuses a named graph"
        assert "UNION" not in query, "the endpoint refuses several parts"
        names = re.search(r"SELECT DISTINCT (.*?) WHERE", query)[1].replace("?", "").split()
        where = query.partition("WHERE")[2]
        typed = re.search(r"\?uri a (\S+) ; (\S+) ", where)
        relation = f"{typed[1]} {typed[2]}" if typed else re.search(r"\?job (\S+) \?skill", where)[1]
        limit, offset = (int(number) for number in re.search(r"LIMIT (\d+) OFFSET (\d+)", query).groups())
        rows = sorted(STATEMENTS.get(relation, []))[offset : offset + min(limit, self.most)]
        return [
            {
                name: {"type": "uri", "value": value}
                if value.startswith("http")
                else {"type": "literal", "value": value, "xml:lang": "nl"}
                for name, value in zip(names, row, strict=False)
            }
            for row in rows
        ]


@contextmanager
def running() -> Iterator[Double]:
    double = Double()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:  # noqa: N802
            body = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            double.asked.append(body["query"][0])
            double.keys.append(self.headers.get("apikey"))
            if double.behave(len(double.asked), self):
                return
            if self.headers.get("apikey") != KEY:
                self.say(401, b'{"message": "Invalid authentication credentials"}')
                return
            rows = double.answer(body["query"][0])
            self.say(200, json.dumps({"head": {}, "results": {"bindings": rows}}).encode())

        def say(self, status: int, data: bytes, **headers: str) -> None:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name.replace("_", "-"), value)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_details: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    double.address = f"http://127.0.0.1:{server.server_address[1]}/sparql"
    try:
        yield double
    finally:
        server.shutdown()
        server.server_close()


def always(status: int, data: bytes = b"", **headers: str) -> Callable[[int, BaseHTTPRequestHandler], bool]:
    def behave(_count: int, handler: BaseHTTPRequestHandler) -> bool:
        handler.say(status, data, **headers)  # type: ignore[attr-defined]
        return True

    return behave


def first(times: int, status: int, **headers: str) -> Callable[[int, BaseHTTPRequestHandler], bool]:
    """Misbehave a few times, then be well again."""
    wrong = always(status, **headers)
    return lambda count, handler: count <= times and wrong(count, handler)


def slow(seconds: float) -> Callable[[int, BaseHTTPRequestHandler], bool]:
    def behave(_count: int, handler: BaseHTTPRequestHandler) -> bool:
        time.sleep(seconds)
        handler.close_connection = True
        return True

    return behave
