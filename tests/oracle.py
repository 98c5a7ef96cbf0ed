"""The naive meaning of a pack; it shares no code with the engine. Everything is enumerated, nothing is clever.

Conditions are a subset of Python's expressions, so Python interprets them here: packs of the tests' own making only."""

import itertools
from contextlib import suppress
from types import SimpleNamespace


class Oracle:
    """A pack as parsed TOML tables by file name, over columns `(name, member, domain, assume)`."""

    def __init__(self, files, columns):
        self.head, self.columns = files["pack.toml"], columns
        self.patterns = files.get("patterns.toml", {})
        self.constraints = files.get("constraints.toml", {}).get("constraint", [])
        self.strategies = {name[11:-5]: card for name, card in files.items() if name.startswith("strategies/")}
        self.rules = [r for name, f in files.items() if name.startswith("rules/") for r in f["rule"]]
        history = self.head.get("history", {})
        for name, s, _, _ in columns:
            if name == history.get("failed"):
                fallbacks = dict.fromkeys(self.strategies[s].get("fallbacks", []), history["support"])
                against = {} if self.strategies[s]["role"] == "safety" else {s: history["oppose"]}
                rule = {"id": f"history-{s}", "when": f"'{s}' in {name}", "support": fallbacks, "oppose": against}
                self.rules += [rule] if fallbacks or against else []
        self.rules.sort(key=lambda rule: rule["id"])

    def world(self, values):
        names = {"at_least": lambda k, *parts: sum(map(bool, parts)) >= k, "size": len, "max": max, "min": min}
        tree = SimpleNamespace()
        for (name, member, _, _), value in zip(self.columns, values, strict=True):
            (*path, leaf), place = name.split("."), tree
            for part in path:
                place.__dict__.setdefault(part, SimpleNamespace())
                place = getattr(place, part)
            chosen = frozenset({member} if value else ()) | getattr(place, leaf, frozenset()) if member else value
            setattr(place, leaf, chosen)
        return {
            **names,
            **self.head.get("constants", {}),
            **vars(tree),
            "patterns": SimpleNamespace(),
            "__builtins__": {},
        }

    def says(self, text, world):
        return eval(text.replace("\n", " ").strip(), world)

    def allowed(self, values):
        world = self.world(values)
        subsets = [[self.says(name, world) for name in c["subset"]] for c in self.constraints if "subset" in c]
        holds = all(self.says(c["holds"], world) for c in self.constraints if "holds" in c)
        return holds and all(inner <= outer for inner, outer in subsets)

    def completion(self, possible):
        ranked = []
        for (_, _, domain, assume), values in zip(self.columns, possible, strict=True):
            far = (lambda v, a=assume: (abs(v - a), v)) if type(domain[0]) is int else (lambda v, a=assume: v != a)
            ranked.append(sorted((v for v in domain if v in values), key=far))
        return next((values for values in itertools.product(*ranked) if self.allowed(values)), None)

    def derive(self, world):
        pending = dict(self.patterns)
        while pending:
            for name, form in list(pending.items()):
                with suppress(AttributeError):  # it needs a pattern that is not there yet
                    setattr(world["patterns"], name, self.value(form, world))
                    del pending[name]
        return world

    def value(self, form, world):
        if "level" in form:
            return self.says(form["level"], world)
        if "case" in form:
            return next(row["is"] for row in form["case"] if "when" not in row or self.says(row["when"], world))
        held = [bool(self.says(text, world)) for text in form.get("any", form.get("count"))]
        return any(held) if "any" in form else sum(held)

    def decide(self, possible):
        """Return `(stance, fired, notices, values, standings)`, or None if nobody has these answers."""
        values = self.completion(possible)
        if values is None:
            return None
        world = self.derive(self.world(values))
        fired = [rule for rule in self.rules if self.says(rule["when"], world)]
        stances = self.head["stances"]
        asked = [r["stance"] for r in fired if "priority" in stances.get(r.get("stance"), {})]
        stance = max(asked, key=lambda s: stances[s]["priority"], default=self.head["stance"])
        found = {s: self.standing(s, fired, stances[stance], world) for s in self.strategies}
        places = {"move": stances[stance]["max_moves"], "groundwork": stances[stance].get("max_groundwork", 2)}
        for s in sorted(found, key=lambda s: found[s]["place"]):
            role = "safety" if found[s]["required"] else self.strategies[s]["role"]
            if found[s]["eligible"] and places.get(role, 1) > 0:
                found[s]["status"] = "active"
                places[role] = places.get(role, 99) - 1
            if found[s]["recommended"]:
                found[s]["rank"] = 1 + sum(o["recommended"] and o["key"] > found[s]["key"] for o in found.values())
        notices = dict.fromkeys(rule["notice"] for rule in fired if "notice" in rule)
        return stance, [rule["id"] for rule in fired], list(notices), (values, vars(world["patterns"])), found

    def standing(self, s, fired, stance, world):
        card = self.strategies[s]
        given, taken = ([r[k][s] for r in fired if s in r.get(k, {})] for k in ("support", "oppose"))
        lead, total = max(given, default=0) - sum(taken), sum(given) - sum(taken)
        required, excluded, deferred = (any(s in r.get(k, {}) for r in fired) for k in ("require", "exclude", "defer"))
        fate = "excluded" if excluded else "deferred" if deferred else "below_threshold"
        recommended = required or not (excluded or deferred or lead < card.get("threshold", self.head["threshold"]))
        shown = card["phase"] in stance["phases"] and card["role"] in stance["roles"]
        ties = ["high medium low".index(card["reversibility"]), "free low medium high".index(card["cost"])]
        routes, tips = (
            [i for i, e in enumerate(card.get(k, [])) if self.says(e.get("when", "1"), world)] for k in ("route", "tip")
        )
        return {
            "status": "recommended" if recommended else fate, "recommended": recommended, "required": required,
            "eligible": recommended and (required or shown), "lead": lead, "total": total, "rank": None,
            "key": (required, lead, total), "place": (-required, -lead, -total, *ties, card["minutes_per_week"], s),
            "route": min(routes, default=None), "tips": tips,
            "notes": list(dict.fromkeys(r["note"][s] for r in fired if s in r.get("note", {}))),
        }  # fmt: skip
