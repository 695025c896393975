"""The client that visits with: as httpx's own, less what it does over and over for nothing."""

from functools import lru_cache

import httpx


class Jar(httpx.Cookies):
    """An answer that sets no cookie is not searched for any."""

    def extract_cookies(self, response: httpx.Response) -> None:
        if "set-cookie" in response.headers:
            super().extract_cookies(response)


class Client(httpx.AsyncClient):
    """An address is taken apart once, however often it is asked for."""

    def __init__(self, **how: object) -> None:
        super().__init__(**how)  # type: ignore[arg-type]
        self._cookies = Jar()
        self._whole = lru_cache(4096)(super()._merge_url)

    def _merge_url(self, url: httpx.URL | str) -> httpx.URL:
        return self._whole(url)
