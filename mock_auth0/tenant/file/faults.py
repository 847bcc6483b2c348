"""``mock: {faults: […]}``: what fails from the start, with the options of ``faults.add``."""

from mock_auth0.model.fault import Fault
from mock_auth0.tenant.fault_options import fault_of
from mock_auth0.tenant.faults import MOST
from mock_auth0.tenant.file.fields import Fields
from mock_auth0.tenant.file.references import References


def faults(options: Fields, references: References) -> tuple[Fault, ...]:
    """All of them; what is wrong with one stands in the report."""
    found = []
    for each in options.sections("faults"):
        if not each.names():
            each.missing("what happens, such as path: /oauth/token and error: server_error")
            continue
        try:
            fault = fault_of({name: each.node(name).plain() for name in each.names()})
        except ValueError as error:
            options.report.problem(each.line, each.path, str(error))
            continue
        _check_names(each, fault, references)
        found.append(fault)
    if len(found) > MOST:
        options.wrong("faults", f"must be at most {MOST} rules", value_is_shown=True)
    return tuple(found[:MOST])


def _check_names(fields: Fields, fault: Fault, references: References) -> None:
    """A name that nobody has would never be met."""
    condition = fault.condition
    if condition.client is not None:
        references.client(fields, "client", condition.client)
    if condition.user is not None:
        references.user(fields, "user", condition.user)
