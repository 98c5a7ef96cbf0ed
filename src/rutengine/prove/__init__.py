"""A second opinion by z3, an optional extra; nothing at run time needs it."""
