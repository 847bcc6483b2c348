"""How properties are tested: the same examples in every run, and no clock that could fail them."""

from hypothesis import HealthCheck, settings


def deterministic(max_examples: int, *, steps: int = 30) -> settings:
    """A profile for one property; ``steps`` counts for state machines."""
    return settings(
        max_examples=max_examples,
        stateful_step_count=steps,
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
