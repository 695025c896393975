"""What is counted while the clinic is served. Here nobody counts; `server.metrics` does, where it is switched on."""


class Watch:
    """Told by the door, the application and the timed jobs. Never told who, whose or what words."""

    def answered(self, method: str, route: str, status: int, seconds: float) -> None:
        """`route` is the route's template."""

    def database_trouble(self, kind: str) -> None:
        """`kind` is the name of one of the errors in `db.errors`."""

    def job_done(self, name: str, seconds: float, *, well: bool) -> None: ...
