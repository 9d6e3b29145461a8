"""What of a site knows its address: the feed, the citation of each page, and what must be looked up by its address.

In: a finished Page, the address of the site.  Out: the Page.  Never: needs an address: without one, all of these stand
as they are.
"""

from __future__ import annotations

import html
from dataclasses import replace

from generator.feed import FEED, at_address
from generator.press import Page, address_of
from generator.twins.plans import FOLDER, plan_at

_CITED = b'<span class="address"></span>'


def addressed(page: Page, address: str) -> Page:
    """A page of a site of which the address is known; who reads it may read it elsewhere."""
    if not address:
        return page
    if page.path == FEED:
        return replace(page, data=at_address(page.data, address))
    if page.path.startswith(f"{FOLDER}/"):
        return replace(page, data=plan_at(page.data, address, page.path))
    if page.path.endswith(".md") and _CITED in page.data:
        place = html.escape(f"{address.rstrip('/')}/{address_of(page.path)}")
        return replace(page, data=page.data.replace(_CITED, f'<span class="address"> {place}</span>'.encode()))
    return page
