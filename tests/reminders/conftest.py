"""A mail server and a service of notifications, through which the clinic sends."""

from collections.abc import Iterator

import pytest

from tests.reminders.phones import Service, push_service
from tests.reminders.post import Handler, post_office, sends_through
from tests.someone import Installation


@pytest.fixture
def post(installation: Installation) -> Iterator[Handler]:
    with post_office() as (handler, port):
        sends_through(installation, port)
        yield handler


@pytest.fixture
def service(installation: Installation) -> Iterator[Service]:
    with push_service(installation) as service:
        yield service
