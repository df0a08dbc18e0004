"""What a user meets by pressing Tab."""

import importlib

import pytest

import analysis


@pytest.mark.parametrize("room", analysis.__all__)
def test_tab_offers_what_a_room_exports_and_no_inner_module(room):
    module = importlib.import_module(f"analysis.{room}")
    assert dir(module) == sorted(module.__all__)
