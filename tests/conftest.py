"""Settings that all tests share."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# No deadline: the first example loads the language model. Not derandomised: .ci/run draws a seed and prints it.
settings.register_profile("fresh", deadline=None, derandomize=False, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("fresh")


@pytest.fixture(scope="session")
def fixtures() -> Path:
    """The folder with the sample pages."""
    return Path(__file__).parent.parent / "fixtures"
