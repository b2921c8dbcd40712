"""Unpublished stories reserve no slug: they have a random one until they are published."""

import secrets
from typing import Any

from django.db import migrations

_BATCH = 500


def free_slugs(apps: Any, schema_editor: Any) -> None:
    """Give every story that isn't published a random slug; its own follows from its words when it is published."""
    stories = apps.get_model("articles", "Article").objects.using(schema_editor.connection.alias)
    keys = list(stories.filter(standing="unpublished").order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), _BATCH):
        drafts = list(stories.filter(pk__in=keys[start : start + _BATCH]).only("pk"))
        for draft in drafts:
            draft.slug = f"new-{secrets.token_hex(16)}"
        stories.bulk_update(drafts, ["slug"])


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0010_former_addresses"),
    ]

    operations = [
        migrations.RunPython(free_slugs, migrations.RunPython.noop),
    ]
