"""A reviewer sorts and filters the queue and ticks statements; a reader learns that a review is overdue, and copies an answer."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, Route

from tests.browser.kinds import CASE

COPY = """() => {
  const data = new DataTransfer();
  document.dispatchEvent(new ClipboardEvent("copy", {clipboardData: data, bubbles: true, cancelable: true}));
  return data.getData("text/plain");
}"""


def test_the_queue_is_sorted_and_filtered_by_keyboard(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{address}review/")
    rows, first = page.locator(".queue tbody tr:visible"), page.locator(".queue tbody tr:visible").first
    whole = rows.count()
    page.get_by_role("button", name="Item").focus()
    for order in ("ascending", "descending"):
        page.keyboard.press("Enter")
        assert page.locator("th[aria-sort]").get_attribute("aria-sort") == order
    last = first.inner_text()
    page.keyboard.press("Enter")
    assert first.inner_text() != last
    page.locator("[data-filter=kind]").select_option("drugs")
    assert 0 < rows.count() < whole
    page.locator("[data-filter=words]").fill("no such item")
    assert rows.count() == 0
    assert page.locator(".queue-tools [role=status]").inner_text() == "0 shown"


def test_the_queue_is_complete_without_javascript(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}review/")
    found = page.locator(".queue tbody tr").count(), page.locator(".queue-tools").is_visible()
    context.close()
    assert found[0] > 300
    assert found[1] is False


def test_ticks_stay_in_the_browser(page: Page, address: str) -> None:
    page.goto(f"{address}review/guidelines/acp-2023/")
    page.locator("#s2 input").check()
    assert page.locator(".ticked").inner_text().startswith("1 of ")
    page.reload()
    assert page.locator("#s2 input").is_checked()
    assert not page.locator("#s3 input").is_checked()


def test_a_review_is_overdue_by_the_readers_own_date(page: Page, address: str) -> None:
    def with_day(route: Route) -> None:
        answer = route.fetch()
        line = '<p class="status-line"'
        body = answer.text().replace(line, f'{line} data-due="2001-02-03" data-overdue="Late"', 1)
        route.fulfill(response=answer, body=body)

    page.route(f"**/{CASE}", with_day)
    page.goto(address + CASE)
    assert page.locator(".status-line .overdue").inner_text() == "\u26a0 Late 2001-02-03"


def test_copied_text_takes_along_that_it_is_a_draft_and_for_whom_it_is(page: Page, address: str) -> None:
    page.goto(address + CASE)
    page.locator(".answer strong").first.evaluate("node => window.getSelection().selectAllChildren(node)")
    copied = page.evaluate(COPY)
    assert copied.startswith(page.locator(".answer strong").first.inner_text())
    assert "DRAFT" in copied
    assert "Not for:" in copied
    assert "Edition " in copied
    assert copied.endswith(CASE)


def test_a_term_and_a_reference_are_copied_as_they_are(page: Page, address: str) -> None:
    page.goto(address + CASE)
    for place in (".md-typeset h2#values", ".references li"):
        page.locator(place).first.evaluate("node => window.getSelection().selectAllChildren(node)")
        assert page.evaluate(COPY) == ""
