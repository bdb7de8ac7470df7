"""After each test: did the provider get the operator's credential, just that, and never the client's?"""

import json

import pytest

from provider import DUMMY, credentials, forget, received


def pytest_configure(config):
    config.addinivalue_line("markers", "credential(headers): what the provider has to get, exactly")
    config.addinivalue_line("markers", "nothing_arrives: at the provider")


@pytest.fixture(autouse=True)
def operators_credential_only(request):
    forget()
    yield
    calls = received()
    if request.node.get_closest_marker("nothing_arrives"):
        assert not calls
        return
    assert calls, "nothing arrived at the provider"
    for call in calls:
        assert credentials(call) == request.node.get_closest_marker("credential").args[0], call["target"]
        assert DUMMY not in json.dumps(call), call["target"]
