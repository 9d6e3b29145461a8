"""Drawings behind a switch, and hints on terms, in a browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

PROFILE = "profiles/healthy-woman-65/"
CASE = "scenarios/mild-osteopenia-three-sites/"


@pytest.fixture
def profile(browser: Browser, address: str) -> Page:
    page = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800}).new_page()
    page.goto(address + PROFILE)
    return page


def test_maps_are_switched_by_keyboard_without_javascript_and_all_are_printed(profile: Page) -> None:
    switch = profile.locator(".atlas").first
    maps = switch.locator(".map-panel")
    switch.get_by_role("radio", name="How many agree").focus()
    profile.keyboard.press("ArrowRight")
    chosen = switch.locator("input:checked + label").inner_text()
    shown = [one for one in maps.all() if one.is_visible()]
    assert [chosen in one.inner_text() for one in shown] == [True]
    profile.emulate_media(media="print")
    assert maps.count() > 5
    assert all(one.is_visible() for one in maps.all())


def test_a_hint_comes_with_hover_and_focus_stays_under_the_pointer_and_goes_with_escape(browser: Browser, address: str) -> None:
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.goto(address + CASE)
    link, hint = page.locator('article a[href*="glossary/#"]').first, page.locator("#term-hint")
    words = link.get_attribute("title")
    assert words
    link.hover()
    expect(hint).to_have_text(words)
    hint.hover()
    page.wait_for_timeout(400)
    expect(hint).to_be_visible()
    page.keyboard.press("Escape")
    expect(hint).to_be_hidden()
    link.focus()
    expect(hint).to_be_visible()
    expect(link).to_have_attribute("aria-describedby", "term-hint")
    page.emulate_media(media="print")
    expect(hint).to_be_hidden()
