"""The audit trail: administrator and clerk read it, for everybody else it is not there."""

from tests.permission_row import get

ROWS = [
    #    nobody Hoa Minh Bình Dũng Quang Thu Lan  admin
    get(" in    404  404  404  404  404  404  ok   ok   ", "audit_trail"),
    get(" in    404  404  404  404  404  404  ok   ok   ", "audit_trail", query="kind=campaigns.pledge&object=1"),
]
