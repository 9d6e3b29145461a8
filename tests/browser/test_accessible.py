"""Every kind of page, light on a wide screen and dark on a narrow one, against all rules of axe-core."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

CASE = "scenarios/mild-osteopenia-three-sites/"
KINDS = ("", "scenarios/", CASE, f"{CASE}patient/", "scenarios/woman-35-z-scores/", "guidelines/", "guidelines/nogg-2024/",
         "disagreement/", "coverage/", "advice/", "advice/calcium/", "drugs/", "drugs/denosumab/", "profiles/",
         "profiles/postmenopausal-no-risk-factors/", "browse/", "browse/class/", "finder/", "glossary/", "references/", "review/",
         "review/guidelines/acp-2023/", "method/", "authoring/", "not-found/")


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 320)])
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing(browser: Browser, address: str, kind: str, scheme: str, width: int):
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce")
    page = context.new_page()
    page.goto(address + kind)
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    context.close()
    assert [f'{one["id"]}: {[node["target"] for node in one["nodes"]][:3]}' for one in found] == []
