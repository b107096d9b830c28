"""Two processes make the same person's keys at the same moment: they get the same keys."""

import multiprocessing

from django.utils import timezone


def _make(folder, barrier, answers):
    from django.conf import settings

    settings.KEYS, settings.KEYS_PASSPHRASE = folder, ""
    from kanwil.signing import keys

    barrier.wait(30)
    answers.put(keys.person_ring("a" * 32, timezone.now()).did)


def test_two_windows_make_one_key(keys):
    start = multiprocessing.get_context("fork")
    barrier, answers = start.Barrier(4), start.Queue()
    workers = [start.Process(target=_make, args=(keys, barrier, answers)) for _ in range(4)]
    for worker in workers:
        worker.start()
    names = {answers.get(timeout=60) for _ in workers}
    for worker in workers:
        worker.join(60)
    assert len(names) == 1
    assert len(list((keys / "people" / ("a" * 32)).glob("*.pem"))) == 1
