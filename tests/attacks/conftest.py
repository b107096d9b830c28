from tests.attacks.installation import places

__all__ = ["places"]
