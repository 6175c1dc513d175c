"""Where things are, for tests."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """Top level of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The shared documents beside the project; tests over them skip where they are absent."""
    path = ROOT.parent / "shared"
    if not (path / "gold").is_dir():
        pytest.skip("the shared documents are not beside this checkout")
    return path
