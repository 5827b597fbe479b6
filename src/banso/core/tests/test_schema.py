"""How tables are made: the states of the models that a migration renders."""

from django.apps import apps
from django.db.migrations.state import ModelState
from django.db.models import Field

from banso.core.schema import quick_states


def fields_of_all() -> dict[str, Field]:
    """Every field of every model as a migration's state holds it."""
    states = [ModelState.from_model(model, exclude_rels=True) for model in apps.get_models(include_auto_created=True)]
    return {f"{state.name}.{name}": field for state in states for name, field in state.fields.items()}


def test_a_copied_field_is_the_field_made_anew() -> None:
    """Of each it says the same, it comes after all made before it, and what it is bound to binds no other."""
    for name, field in fields_of_all().items():
        anew = field.clone()
        with quick_states():
            copied = field.clone()
        assert repr(copied.deconstruct()) == repr(anew.deconstruct()), name
        assert copied is not field and (copied.remote_field is None) == (field.remote_field is None), name
        assert copied.remote_field is None or copied.remote_field is not field.remote_field, name
        order = (anew.creation_counter, copied.creation_counter)
        assert order[0] > order[1] if field.auto_created else order[0] < order[1], name


def test_django_is_as_before_afterwards() -> None:
    """What may be swapped is found as ever, and nothing of the quick way is left."""
    before = Field.clone
    with quick_states():
        assert Field.clone is not before
        assert apps.get_swappable_settings_name("registers.User") == "AUTH_USER_MODEL"
        assert apps.get_swappable_settings_name("registers.Company") is None
    assert Field.clone is before and "get_swappable_settings_name" not in vars(apps)
