"""The bench itself, in small: what it measures is true, however slow the machine."""

from __future__ import annotations

import time
from pathlib import Path
from random import Random

import pytest

from generator.check.compendium import Compendium
from generator.core import formulas as f
from generator.core.evaluation import applies, possible
from generator.core.facts import Values
from generator.core.rulebook import OUTSIDE
from generator.core.truth import Truth
from tests.bench import building, children
from tests.bench.compiling import compiling_section
from tests.bench.draws import known_patient
from tests.bench.engines import SharedTable, core_engine, largest_table, missing_packages, outcomes, shared_tables
from tests.bench.expressions import CEL, ZEN, InexpressibleError, Language, expression
from tests.bench.growing import SHAPES
from tests.bench.products import joint_diagrams
from tests.bench.race import agreement, half_known
from tests.bench.scenarios import main, make_base
from tests.bench.sprouts import figures, made
from tests.bench.stages import timed
from tests.bench.table import number, table, under
from tests.bench.weights import weights
from tests.worlds import SMALL_WORLD, World, files_below, said


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> World:
    """A made knowledge base on the small topic."""
    folder = tmp_path_factory.mktemp("bench") / "base"
    make_base(folder, 30, source=SMALL_WORLD)
    return World(folder)


# --- made scenarios


def texts(folder: Path) -> dict[str, bytes]:
    return {path: data for path, (data, _) in files_below(folder / "scenarios").items()}


def test_made_scenarios_pass_the_check(base: World) -> None:
    assert said(base.problems()) == []
    assert len(base.compendium.cases) == 30


def test_scenarios_made_from_the_shipped_content_pass_the_check(tmp_path: Path) -> None:
    make_base(tmp_path / "base", 12)
    problems = [problem for problem in World(tmp_path / "base").problems() if problem.code != "unused-reference"]
    assert said(problems) == []


def test_made_scenarios_are_the_same_bytes_again_however_many_there_are(base: World, tmp_path: Path) -> None:
    make_base(tmp_path / "fewer", 20, source=SMALL_WORLD)
    all_of_them, fewer = texts(base.root), texts(tmp_path / "fewer")
    assert len([path for path in fewer if "/case-" in path]) == 20
    assert fewer == {path: data for path, data in all_of_them.items() if path in fewer}


def test_another_seed_makes_other_scenarios(base: World, tmp_path: Path) -> None:
    make_base(tmp_path / "other", 30, seed=1, source=SMALL_WORLD)
    assert texts(tmp_path / "other") != texts(base.root)


def test_made_scenarios_vary(base: World) -> None:
    scenarios = base.compendium.knowledge.scenarios
    assert len({scenario.topic for scenario in scenarios}) > 2
    assert {bool(scenario.bottom_line.runs) for scenario in scenarios} == {True, False}
    assert {scenario.leaflet is None for scenario in scenarios} == {True, False}
    assert len({tuple(scenario.given.stated) for scenario in scenarios}) > 20
    assert any(low < high for scenario in scenarios for values in scenario.given.stated.values() for low, high in values.ranges)


def test_nothing_is_made_in_a_folder_that_holds_something(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    assert main(["3", str(tmp_path)]) == 2
    assert "not empty" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize("arguments", [[], ["3"], ["many", "folder"], ["3", "folder", "more"]])
def test_a_wrong_call_says_how_to_make_scenarios(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    assert "COUNT FOLDER" in capsys.readouterr().err


# --- engines


@pytest.fixture(scope="module")
def shared(compendium: Compendium) -> SharedTable:
    return largest_table(compendium.book)


def test_the_largest_table_has_enough_to_compare(shared: SharedTable) -> None:
    assert shared.comparisons > 30
    assert len(shared.facts) > 5


def test_other_engines_agree_with_the_core_on_known_patients(compendium: Compendium) -> None:
    if missing := missing_packages():
        pytest.skip(f"{' and '.join(missing)} not installed; requirements-bench.txt has them")
    assert sum(agreement(table, 8) for table in shared_tables(compendium.book)) > 100


def test_a_known_patient_has_one_outcome(shared: SharedTable) -> None:
    engine = core_engine(shared)
    patients = [known_patient(shared.book, shared.facts, Random(place)) for place in range(12)]
    assert {box[fact.id].single for box in patients for fact in shared.facts} == {True}
    answers = [engine.answer(box) for box in patients]
    assert answers == [engine.traced(box) for box in patients]
    assert {answer in {outcome for _, outcome in shared.rows} for answer in answers} == {True}


def test_what_is_left_out_of_a_patient_leaves_the_core_more_than_one_outcome_for_some(shared: SharedTable) -> None:
    counts = [len(outcomes(half_known(shared, place), shared)) for place in range(12)]
    assert max(counts) > 1


def test_an_outcome_stands_beside_outside_while_the_scope_is_open(shared: SharedTable) -> None:
    boxes = [half_known(shared, place) for place in range(20)]
    box = next(box for box in boxes if applies(box, shared.compiled) is Truth.UNKNOWN)
    assert outcomes(box, shared) == [OUTSIDE, *possible(box, shared.compiled, shared.decision)]


def some(fact_id: str, shared: SharedTable) -> Values:
    fact = {fact.id: fact for fact in shared.book.facts}[fact_id]
    return fact.parse("50..64" if fact_id == "age" else "-10.0..-2.5")


@pytest.mark.parametrize(("language", "text"), [
    (ZEN, "(not((age >= 50 and age <= 64)) or (t_score_total_hip != null and t_score_total_hip <= -2.5))"),
    (CEL, "(!((age >= 50 && age <= 64)) || (t_score_total_hip_there && t_score_total_hip <= -2.5))"),
])
def test_a_formula_is_written_in_another_language(language: Language, text: str, shared: SharedTable) -> None:
    known = {fact.id: fact for fact in shared.book.facts}
    age, hip = (f.In(name, some(name, shared)) for name in ("age", "t_score_total_hip"))
    assert expression(f.Either((f.Neither(age), hip)), known, language) == text


def test_a_count_is_written_as_a_sum(shared: SharedTable) -> None:
    known = {fact.id: fact for fact in shared.book.facts}
    yes = f.In("prior_hip_fracture", known["prior_hip_fracture"].parse("yes"))
    told = "(prior_hip_fracture == true ? 1 : 0)"
    assert expression(f.Count(2, (yes, yes)), known, ZEN) == f"({told} + {told} >= 2)"


@pytest.mark.parametrize("formula", [f.NotAbove("a", "b"), f.Decided("diagnosis", frozenset({"normal"})),
                                     f.In("t_score_total_hip", Values(absent=True))])
def test_what_is_more_than_values_cannot_be_written(formula: f.Formula, shared: SharedTable) -> None:
    with pytest.raises(InexpressibleError):
        expression(formula, {fact.id: fact for fact in shared.book.facts}, ZEN)


def test_a_joint_diagram_answers_with_the_answers_of_each(small_library: Compendium) -> None:
    assert int(joint_diagrams(small_library.book).replace(",", "")) > 0


# --- compiling, growth


def test_compiling_and_proving_are_measured_per_guideline(base: World) -> None:
    found = compiling_section(base.root)
    assert [line.split(" | ")[0] for line in found.splitlines() if " alone" in line] == [
        "| fern-society-2024 alone", "| garden-club-2020 alone", "| soap_spray alone"]
    assert "| all proofs of 7 tables | " in found
    assert "A table is not expanded beyond 50,000 nodes" in found


@pytest.mark.parametrize("shape", SHAPES)
def test_made_rules_are_the_same_again_and_of_the_size_asked_for(shape: str) -> None:
    rules = made(shape, 10, 12)
    assert rules == made(shape, 10, 12)
    assert (len(rules.facts), len(rules.guidelines[0].tables["first"])) == (10, 13)


def test_growth_is_told_in_figures_of_time_and_size() -> None:
    small, large = figures("guideline", 10, 10), figures("pairs", 43, 1)
    assert small.keys() == large.keys() == {"compiling", "deciding", "nodes", "exact"}
    assert (small["exact"], large["exact"]) == (True, False)


# --- stages, weights, children


def test_every_station_is_timed(base: World) -> None:
    found = timed(base.root)
    assert list(found["stations"]) == ["read", "check", "decide", "page and render", "write"]
    assert found["files"] == sum(not path.name.startswith(".") for path in base.folders.docs.rglob("*") if path.is_file())


def test_a_child_says_what_it_printed_and_what_it_took() -> None:
    child = children.python("-c", "print(len(bytearray(800_000_000)))")
    assert child.output == "800000000\n"
    assert 800 < child.megabytes < 1200  # far above this process, whose size the system counts for its children
    assert child.seconds > 0


def test_a_child_that_fails_says_why() -> None:
    with pytest.raises(RuntimeError, match="no such luck"):
        children.python("-c", "raise SystemExit('no such luck')")


def test_what_a_running_child_started_ends_with_it(tmp_path: Path) -> None:
    note = tmp_path / "note"
    inner = f"while True:\n    open({str(note)!r}, 'a').write('x')\n    import time; time.sleep(0.01)"
    with children.running("-c", f"import subprocess, sys; subprocess.run([sys.executable, '-c', {inner!r}])"):
        for _ in range(3000):
            if note.exists():
                break
            time.sleep(0.01)
    time.sleep(0.1)
    written = note.stat().st_size
    time.sleep(0.3)
    assert note.stat().st_size == written


def test_weights_are_counted_per_page(tmp_path: Path) -> None:
    for path, size in (("scenarios/a/index.html", 70_000), ("scenarios/a/patient/index.html", 9_000), ("index.html", 1_000)):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(b"x" * size)
    for path, text in (("assets/vendor/minisearch.js", "x" * 500), ("assets/search-engine.js", "x" * 300),
                       ("data/search.js", "x" * 200), ("data/search/0.js", "x" * 1000), ("data/search.json", "[1, 2]")):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    rows = {line.split(" | ")[0].strip("| "): line for line in weights(tmp_path).splitlines()}
    assert rows["case page"].startswith("| case page | 1 | 70.0 | 70.0 |")
    assert rows["case page"].endswith("| < 60.0 kB: missed |")
    assert rows["leaflet"].startswith("| leaflet | 1 | 9.00 | 9.00 |")
    assert rows["first search, per page and whole"].split(" | ")[1:4] == ["2", "1.00", "2.00"]


def test_plain_sites_have_no_hook_and_no_theme_of_ours() -> None:
    assert [word for text in building.PLAIN.values() for word in ("hooks", "custom_dir") if word in text] == []


@pytest.mark.parametrize(("figure", "text"), [(1234.5, "1,234"), (12.34, "12.3"), (1.234, "1.23"), (0.0123, "0.012")])
def test_figures_have_three_digits(figure: float, text: str) -> None:
    assert number(figure) == text


def test_an_aim_is_met_or_missed_in_words() -> None:
    assert (under(1.0, 2.0, " s"), under(2.0, 2.0, " s")) == ("< 2.00 s: met", "< 2.00 s: missed")


def test_a_table_sets_figures_right() -> None:
    assert table(("what", "s"), [("read", "1.0")]) == "| what | s |\n| --- | ---: |\n| read | 1.0 |\n"
