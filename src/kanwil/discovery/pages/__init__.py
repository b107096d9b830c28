"""The pages of this room: telling about a week."""
