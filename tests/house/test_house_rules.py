"""What every page is held against would find what is wrong: each fault alone makes it fail."""

import pytest

from tests.house_rules import check_page

PAGE = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Today · Tidemark</title></head><body>'
    '<a class="skip" href="#main">Skip to the page</a><main id="main"><h1>Today</h1>{}</main></body></html>'
)
FAULTS = {
    "a list in a paragraph": "<p>Two<ul><li>One</ul></p>",
    "a paragraph between rows": "<table><tr><td>One</td></tr><p>two</p></table>",
    "a link in a link": '<a href="/one">One <a href="/two">Two</a></a>',
    "an attribute twice": '<p class="a" class="b">One</p>',
    "an attribute that touches the one before it": '<a href="/one"title="Two">One</a>',
    "a name for no letter in an address": '<a href="/one&bogus;">One</a>',
    "a field between cells": '<table><tr><input name="one" type="text" aria-label="One"><td>One</td></tr></table>',
    "an end in the start of what has one": '<p><b class="one"/>One</p>',
    "a name for no letter": "<p>One &bogus; two</p>",
    "an end without a start": "<p>One</b></p>",
    "a tag that is not closed": "<section><p>One</p>",
    "an id twice": '<p id="one">One</p><p id="one">Two</p>',
    "a label for nothing": '<label for="lost">One</label>',
    "a field without a name to read": '<input name="one">',
    "a button with nothing to read": "<button></button>",
    "a form without an address": "<form></form>",
    "an inline style": '<p style="color: red">One</p>',
    "a script in the page": "<script>go()</script>",
    "a handler in the page": '<p onclick="go()">One</p>',
    "a second h1": "<h1>Two</h1>",
    "a word we do not use": "<p>You are cleared for it.</p>",
}


def test_a_page_without_faults_passes() -> None:
    check_page(PAGE.format('<p>One, and <a href="/two?a=b">two</a>.</p>'))


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_each_fault_alone_makes_a_page_fail(fault: str) -> None:
    with pytest.raises(AssertionError):
        check_page(PAGE.format(fault))
