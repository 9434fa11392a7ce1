"""The recipe of an element: which function with which arguments makes it.

Front ends ignore the recipe, the notebook test compares it, and the slide builder calls the
function again at slide size. It holds no answer key.
"""

import functools
import inspect
import os
from collections.abc import Callable
from typing import Any

RECIPE_TYPE = "application/vnd.medsocial+json"


def with_recipe(function: Callable) -> Callable:
    """Give what the function returns a `recipe`: the function's name and its arguments as passed."""
    signature = inspect.signature(function)

    @functools.wraps(function)
    def make(*args: Any, **kwargs: Any) -> Any:
        element = function(*args, **kwargs)
        arguments = signature.bind(*args, **kwargs).arguments
        for parameter in signature.parameters.values():
            if parameter.kind is parameter.VAR_POSITIONAL and parameter.name in arguments:
                arguments[parameter.name] = list(arguments[parameter.name])
        arguments = {key: os.fspath(value) if isinstance(value, os.PathLike) else value for key, value in arguments.items()}
        element.recipe = {"function": function.__name__, "arguments": dict(arguments)}
        return element

    return make


def bundle(element: Any) -> dict[str, Any]:
    """Return the three faces of an element as a MIME bundle."""
    recipe = {**(element.recipe or {}), "sources": sorted(element.sources), "summary": element.sentence()}
    return {"text/html": element.to_html(), "text/plain": element.sentence(), RECIPE_TYPE: recipe}
