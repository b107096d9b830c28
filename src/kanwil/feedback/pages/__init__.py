"""The pages of this room, by what somebody comes to do."""
