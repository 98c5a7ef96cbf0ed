"""Is it well said? Names, kinds, references and shape of a pack; every problem is reported, as a value."""
