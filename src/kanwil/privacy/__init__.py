"""Which personal data exists, why, for whom, how long; and from that: export, erasure, retention, the register."""
