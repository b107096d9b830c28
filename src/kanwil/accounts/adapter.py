"""allauth's adapter: nobody signs up from outside; accounts are opened for people who work here."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedDoor(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return "/"

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """No messages for logging in and out: the page itself shows it."""
