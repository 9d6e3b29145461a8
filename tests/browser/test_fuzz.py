"""Whatever stands in an address or is typed into the search: no mistake in a script, no element made of it, no other page."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from generator.check.compendium import Compendium
from tests.browser.fuzzing import EVIL, texts

# Pages with scripts that read the address, how many texts each gets there, and whether the same are typed into its search.
PAGES = (("finder/", 120, False), ("scenarios/", 120, True))
QUERIES = (f"%3C{EVIL}%3E", "%", "%E0%A4%A", "%22%3E%3Cscript%3Ealert(1)%3C/script%3E", "&q=1&q[]=2&__proto__=3", "a" * 5000)
HURRY = """const wait = window.setTimeout;
window.setTimeout = (done, time, ...more) => wait(done, Math.min(time || 0, 5), ...more);"""
TRY = """async ([texts, typed]) => {
  const field = document.querySelector("input[name=q]");
  const pause = time => new Promise(done => setTimeout(done, time));
  for (const text of texts) {
    location.hash = text;
    if (typed) {
      field.value = text;
      field.dispatchEvent(new Event("input"));
    }
    await pause(5);
    await pause(5);
  }
  await pause(100);
}"""
MADE = f"""[...document.querySelectorAll("*")].flatMap(node => [
  ...(node.matches("{EVIL}, .{EVIL}, base, iframe, object, embed, img:not(article img)") ? [node.tagName] : []),
  ...[...node.attributes].filter(one => /^on/i.test(one.name) || /^\\s*javascript:/i.test(one.value)).map(one => one.name)])"""


@pytest.mark.parametrize("place", PAGES)
def test_no_fragment_and_no_query_does_anything_bad(page: Page, address: str, compendium: Compendium,
                                                           place: tuple[str, int, bool]) -> None:
    path, count, typed = place
    wrong: list[str] = []
    page.on("dialog", lambda dialog: (wrong.append(dialog.message), dialog.dismiss()))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda request: wrong.append(request.url) if not request.url.startswith(address) else None)
    page.add_init_script(HURRY)
    page.goto(address + path)
    page.on("load", lambda: wrong.append("another page"))
    before = set(page.evaluate(MADE))
    facts = [fact.id for fact in compendium.book.facts]
    page.evaluate(TRY, [list(texts(count, facts)), typed])
    assert page.url.partition("#")[0].partition("?")[0] == address + path
    assert set(page.evaluate(MADE)) == before
    assert wrong == []


def test_a_query_in_the_address_does_nothing_bad(page: Page, address: str) -> None:
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("dialog", lambda dialog: (wrong.append(dialog.message), dialog.dismiss()))
    for text in QUERIES:
        page.goto(f"{address}scenarios/?q={text}#{text}")
        page.locator(".site-found [role=status]:not(:empty)").or_(page.locator("input[name=q]")).first.wait_for()
        assert page.evaluate(MADE) == []
    assert wrong == []
