"""What would change the answer."""

from __future__ import annotations

from hypothesis import given

from generator.core.changes import changes
from generator.core.evaluation import applies
from generator.core.facts import Values
from tests.core.reference import as_values, values_of
from tests.core.worlds import World, at_random, worlds_with_boxes


def restated(world: World, stated: dict[str, Values], name: str, values: Values) -> dict[str, Values]:
    """What would be stated if one fact were different: whatever hangs on it is open again."""
    hanging = world.reference.dependents[name]
    return {other: value for other, value in stated.items() if other not in hanging} | {name: values}


def each(drawn):
    world, box = drawn
    for guide, name in world.tables():
        for change in changes(box, world.node(guide, name)):
            yield world, box, guide, name, change


@at_random(150)
@given(worlds_with_boxes())
def test_every_change_brings_its_outcome_and_no_other(drawn):
    for world, box, guide, name, change in each(drawn):
        stated = restated(world, box.stated, change.fact, change.to)
        assert world.reference.outcomes(guide, name, stated) == {change.outcome}


@at_random(150)
@given(worlds_with_boxes())
def test_each_value(drawn):
    for world, box, guide, name, change in each(drawn):
        if world.book.levels[change.fact] in sum(world.book.ties, ()): continue
        for value in values_of(world.fact(change.fact), change.to):
            from tests.core.reference import as_values
            stated = restated(world, box.stated, change.fact, as_values(world.fact(change.fact), value))
            assert world.reference.outcomes(guide, name, stated) == {change.outcome}


@at_random(150)
@given(worlds_with_boxes())
def test_now(drawn):
    for world, box, guide, name, change in each(drawn):
        if applies(box, world.book.guidelines[guide.id]).name != "MET" or any(f.unstated for f in world.rules.facts): continue
        now = world.reference.outcomes(guide, name, box.stated)
        if len(now)==1:
          assert change.outcome not in now
          assert not (change.to & box[change.fact]), (change, box[change.fact])


@at_random(150)
@given(worlds_with_boxes())
def test_nearest_complete(drawn):
    world, box = drawn
    hang = world.reference.dependents
    for guide, name in world.tables():
        now = world.reference.outcomes(guide, name, box.stated)
        found = {(c.fact, c.outcome): c for c in changes(box, world.node(guide, name))}
        for fact in world.rules.facts:
            if box[fact.id].inapplicable: continue
            for value in values_of(fact, fact.measured):
                stated = restated(world, box.stated, fact.id, as_values(fact, value))
                outs = world.reference.outcomes(guide, name, stated)
                if len(outs)==1 and (len(now)>1 or not outs <= now):
                    c = found.get((fact.id, *outs))
                    assert c is not None, (fact.id, value, outs, found)
                    if fact.kind.numeric and box[fact.id].ranges:
                        t = as_values(fact, value).low
                        d = max(0, t - box[fact.id].high, box[fact.id].low - t)
                        assert c.ticks <= d, (fact.id, value, outs, found)
