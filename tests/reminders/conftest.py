"""A mail server for the tests of e-mail, through which the clinic sends."""

from collections.abc import Iterator

import pytest

from tests.reminders.post import Handler, post_office, sends_through
from tests.someone import Installation


@pytest.fixture
def post(installation: Installation) -> Iterator[Handler]:
    with post_office() as (handler, port):
        sends_through(installation, port)
        yield handler
