"""Files in, exact, all problems at once: packs and profiles from TOML and JSON, and where everything stood."""
