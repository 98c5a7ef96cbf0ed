"""The career rules carry every item of the five articles, or say why they do not repeat it."""

from collections import Counter
from typing import Final

from rutengine.analysis.lints import seed_not_carried
from rutengine.analysis.lints.inquiry import Inquiry
from rutengine.career import Profile
from rutengine.compiler.compiling import compile_pack
from rutengine.documents.folders import packaged_pack
from rutengine.engine.engine import load_pack
from rutengine.solver.proving import Prover

ITEMS: Final = {
    "a": ("getout", 28),
    "b": ("sixways", 48),
    "c": ("escape", 27),
    "d": ("twelve", 59),
    "e": ("stuck5", 54),
}
LEFT_OUT: Final = {"a24", "b46", "c14", "d59", "e54"}
SOFTENED: Final = {"a26", "b31", "c02", "e08", "e31"}
"""Items that the sources quarantine, and of which a milder form is carried."""

CHECKED: Final = load_pack(packaged_pack("career"), Profile)
PACK: Final = CHECKED.pack


def test_every_item_of_the_inventory_has_a_seed_of_its_article() -> None:
    expected = {f"{letter}{i:02}": source for letter, (source, last) in ITEMS.items() for i in range(1, last + 1)}
    assert len(expected) == 216
    assert {seed.id: seed.cite.partition("-")[0] for seed in PACK.seeds} == expected


def test_all_are_settled_and_only_what_is_quarantined_has_no_carrier() -> None:
    assert all(seed.is_settled for seed in PACK.seeds)
    assert {seed.id for seed in PACK.seeds if not seed.has_carriers} == LEFT_OUT
    assert {seed.id for seed in PACK.seeds if seed.not_repeated} >= LEFT_OUT | SOFTENED


def test_what_carries_a_seed_cites_its_section() -> None:
    inquiry = Inquiry(Prover(compile_pack(CHECKED)), 1)
    assert list(seed_not_carried.find(inquiry)) == []
    assert inquiry.unproved == 0


def test_a_seed_cites_a_section_and_every_section_of_the_articles_has_one() -> None:
    articles = [source for source in PACK.sources if source.kind == "article"]
    sections = {cite for source in articles for cite in source.citations} - {source.id for source in articles}
    assert {seed.cite for seed in PACK.seeds} == sections


def test_nothing_is_carried_by_more_than_a_few_things() -> None:
    kinds = ("facts", "patterns", "strategies", "rules", "constraints")
    counts = Counter(sum(len(getattr(seed, kind)) for kind in kinds) for seed in PACK.seeds)
    assert max(counts) <= 5
