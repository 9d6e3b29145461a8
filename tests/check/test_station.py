from __future__ import annotations

from generator.check.registry import check
from generator.check.station import check_knowledge, errors_in
from generator.corridor import check_all
from generator.origin import Level, Problem, Where
from tests.worlds import World


def test_the_shipped_knowledge_base_has_no_error(shipped) -> None:
    assert [str(problem) for problem in shipped.errors] == []


def test_the_shipped_knowledge_base_has_no_warning(shipped) -> None:
    assert [str(problem) for problem in shipped.problems] == []


def test_a_warning_is_not_an_error() -> None:
    problems = [Problem(Where("a"), "x", "m", "", level) for level in Level]
    assert [problem.level for problem in errors_in(problems)] == [Level.ERROR]


def test_a_check_keeps_its_function_as_it_is() -> None:
    def function(compendium):
        return ()

    registered = check.__globals__["_REGISTRY"].checks
    assert check("a-test", level=Level.WARNING)(function) is function
    registered.pop()


def test_checking_twice_finds_the_same(small_world: World) -> None:
    knowledge = small_world.compendium.knowledge
    assert check_knowledge(knowledge)[1] == check_knowledge(knowledge)[1] == []


def test_problems_are_sorted_by_file_line_and_column_and_given_once(small_world: World) -> None:
    small_world.edit("scenarios/indoor/wilting-plant.yaml", "moisture_top: 4.5", "moisture_top: 45\n  moisture: 1")
    small_world.edit("scenarios/indoor/wilting-plant.yaml", "[@garden-club-2020, page 3]", "[@garden; @garden; @club]")
    small_world.edit("content/drugs/oil_spray.yaml", "[@garden-club-2020, page 5].\nchecked", "[@club].\nchecked")
    places = [(problem.where, problem.code, problem.message) for problem in check_all(small_world.folders).problems]
    assert places == sorted(set(places))
    assert len(places) >= 4
