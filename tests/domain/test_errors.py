import inspect
import pkgutil
from importlib import import_module

from articles import services
from articles.domain.errors import UserFacingError
from articles.services.revisions import StaleDocument, UnresolvedConflicts

# What these carry is for the page, which words its own sentence.
FOR_THE_PAGE = {UnresolvedConflicts, StaleDocument}


def own_exceptions(module):
    return {
        one
        for _name, one in inspect.getmembers(module, inspect.isclass)
        if issubclass(one, Exception) and one.__module__ == module.__name__
    }


def test_a_refusal_of_a_service_is_an_error_that_a_page_shows():
    found = set()
    for module in pkgutil.walk_packages(services.__path__, f"{services.__name__}."):
        found |= own_exceptions(import_module(module.name))
    assert len(found) > len(FOR_THE_PAGE)
    assert {one for one in found if not issubclass(one, UserFacingError)} == FOR_THE_PAGE
