"""What can be wrong, said once: limits, spans, diagnostics, problems and the error classes."""
