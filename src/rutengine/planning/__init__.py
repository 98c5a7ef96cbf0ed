"""Who does what in which week."""
