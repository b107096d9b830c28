"""The way into a page of people and above; it stands in the access room, so that audit and privacy use it too."""

from kanwil.access.door import PersonRequest, page

__all__ = ["PersonRequest", "page"]
