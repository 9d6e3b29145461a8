"""By keyboard alone: focus is seen, goes in the order of the page, reaches everything and is never caught."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.kinds import CASE, LEAFLET
from tests.browser.walks import reader

# What has the focus: whether it can be seen and how, whether it follows the one before, and its name.
FOCUSED = """() => {
  const at = document.activeElement, before = window.kbBefore;
  if (!at || at === document.body) return null;
  window.kbBefore = at;
  const shown = at.matches(".md-option") ? at.nextElementSibling : at;
  const style = getComputedStyle(shown), box = shown.getBoundingClientRect();
  const points = [[0.5, 0.5], [0.1, 0.5], [0.9, 0.5], [0.5, 0.1], [0.5, 0.9]];
  const within = (x, y) => [...shown.getClientRects()].length && document.elementsFromPoint(x, y).slice(0, 1)
    .some((top) => shown.contains(top) || top.contains(shown));
  return {
    name: `${at.tagName} ${at.getAttribute("aria-label") || at.innerText || at.id}`.trim().slice(0, 60),
    outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 1,
    seen: points.some(([x, y]) => within(box.left + box.width * x, box.top + box.height * y)),
    follows: !before || Boolean(before.compareDocumentPosition(at) & Node.DOCUMENT_POSITION_FOLLOWING),
  };
}"""
MOST = 90  # steps on a page: its head, its tools and many lines of one kind; short pages are gone through to the end


def steps(page: Page, key: str = "Tab", most: int = MOST) -> list[dict[str, Any]]:
    """What has the focus after each press, until it leaves the page."""
    page.evaluate("window.kbBefore = null")
    found = []
    for _ in range(most):
        page.keyboard.press(key)
        focused = page.evaluate(FOCUSED)
        if focused is None:
            break
        found.append(focused)
    return found


@pytest.mark.parametrize(("kind", "width"), [("", 1280), (CASE, 1280), (LEAFLET, 390), ("finder/", 1280), ("scenarios/", 390),
                                             ("review/", 1280), ("review/guidelines/acp-2023/", 390), ("not-found/", 390)])
def test_focus_is_seen_and_goes_forward(browser: Browser, address: str, kind: str, width: int) -> None:
    with reader(browser, width) as page:
        page.goto(address + kind)
        found = steps(page)
        last = page.evaluate("document.activeElement === document.body")
    assert len(found) > 10
    assert last or len(found) == MOST
    assert [one["name"] for one in found if not (one["outlined"] and one["seen"])] == []
    assert [one["name"] for one in found if not one["follows"]] == []


def test_focus_is_seen_on_the_way_back(browser: Browser, address: str) -> None:
    with reader(browser, 1280) as page:
        page.goto(f"{address}finder/")
        page.locator(".site-links a").last.focus()
        found = steps(page, "Shift+Tab", 60)
    assert [one["name"] for one in found if not (one["outlined"] and one["seen"])] == []


def test_the_keyboard_skips_to_the_answer_opens_search_and_leaves_it(browser: Browser, address: str) -> None:
    with reader(browser, 1280) as page:
        page.goto(address + CASE)
        page.keyboard.press("Tab")
        assert page.locator(".md-skip:focus").is_visible()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.querySelector('article').contains(document.activeElement)")
        names = [one["name"] for one in steps(page, "Shift+Tab", 60)]
        assert any("Switch to" in name for name in names)
        assert any(name.startswith("A Case finder") for name in names)
        page.keyboard.press("/")
        page.keyboard.type("spine -1.3")
        page.locator("#site-found [role=option]").first.wait_for()
        page.keyboard.press("Escape")
        assert not page.locator("#site-found").is_visible()
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('.site-search')") is None


def test_nothing_is_animated_for_readers_who_asked_for_that(browser: Browser, address: str) -> None:
    moving = """() => [...document.querySelectorAll("*")].filter((one) => {
      const style = getComputedStyle(one);
      const lasts = [style.transitionDuration, style.animationDuration].some((said) => parseFloat(said) > 0);
      return style.scrollBehavior !== "auto" || lasts;
    }).map((one) => one.className)"""
    with reader(browser, 1280) as page:
        page.goto(f"{address}finder/")
        found = page.evaluate(moving), page.evaluate("document.getAnimations().length")
    assert found == ([], 0)


def test_statuses_and_truths_differ_in_shape_and_words_where_the_system_sets_the_colors(browser: Browser, address: str) -> None:
    looks = """(names) => names.map((name) => {
      const one = document.querySelector(`.truth-${name}`), style = getComputedStyle(one);
      return [one.innerText, style.borderTopStyle, style.borderTopWidth, style.borderTopLeftRadius].join(" ");
    })"""
    with reader(browser, 1280) as page:
        page.emulate_media(forced_colors="active")
        page.goto(f"{address}scenarios/hip-fracture-low-bone-mass/")
        page.evaluate("""document.querySelector("article").insertAdjacentHTML("beforeend", ["met", "not-met", "unknown"].map(
          (name) => `<p><b class="truth truth-${name}">x</b></p>`).join(""))""")
        said = page.locator(".truth").first.inner_text()
        shapes = page.evaluate(looks, ["met", "not-met", "unknown"])
    assert said[0] in "✓✗?"
    assert len(set(shapes)) == 3
