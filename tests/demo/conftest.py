import pytest

from tests.demo.feeds import Feed


@pytest.fixture(scope="session")
def feed(tmp_path_factory: pytest.TempPathFactory) -> Feed:
    """The package that `make demo` imports, as of a known day."""
    return Feed.write(tmp_path_factory.mktemp("demo-agency"))
