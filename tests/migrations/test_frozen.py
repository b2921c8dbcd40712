"""Applied migrations stay as they are: a database that has applied one never runs it again."""

import hashlib
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "articles" / "migrations"
# `sha256sum articles/migrations/*.py articles/migrations/frozen/*.py`; a new migration adds a line and changes none.
HASHES = {
    "0001_initial.py": "e5d1fbf516adfd6f7db84cc53d1a1d8ffd67a0c559f23e61752ec27f47e094a2",
    "0002_ground.py": "a96e0c02879910727bb157708bf00a9daed3b84b53df912b4fc138b61fc8d5e6",
    "0003_own_user_model.py": "6328d6c0b5ffdab1742296d7f89e390862a22e5295ea8772a6a9654dcc79a1d6",
    "0004_field_names.py": "4eb45bacb022764ee47fdf6f1885ff6ef9205cb666df69064e7fa130a51c94f5",
    "0005_labels.py": "d2094a3726bc71bc4f96cf58a259f4a8f438c12560d19e55363786305cc1de33",
    "0006_edition_withdrawals.py": "5ecc6c709dd948392b8c478023c3529058d1cf557866ef47812ab48f43211aaf",
    "0007_read_model.py": "5e5b83ad65a4a0bee3e1d9aa04253dc00ef567b86ed1f0a48708fce69953ccd4",
    "0008_search_by_place.py": "d98692ab519ede3caf8e825037a106fcf7e6f895e2a3563976d8a10ba4771513",
    "0009_embargoes.py": "373495bc5eb53ff0abe4cf779c07e05f8ee8adb00031ed2c8c9079466991c616",
    "0010_former_addresses.py": "ec36c2165f1f24e0630ca8525589fd1967232557de4dde7312bf6610cf737e59",
    "0011_slugs_of_drafts.py": "1cca45680e001f22637fadc657030113d3dcaf1b430e98c4c61a8b19cdf798dc",
    "0012_notification_kinds.py": "78e6800e5a43fcba541666cbf561c2660251040d1215bea6631fde0d5e8b9bf7",
    "0013_fresh_publications.py": "50f948f894be290b4ea08f9c94fec6a05ed1a3fbda90f6511be7d0e2d6a7dd09",
    "0014_word_targets.py": "82b1d70aeeb857784a759076e6f1b4f042862ac59f86acb8363a513b5055caae",
    "0015_picture_facts_and_log.py": "d3b18a79b650c485c10209105551524ecea55de6ebf77780b0dbb65f6670a3ed",
    "frozen/append_only.py": "8cd9f5c2a9d56a5b30f81a32a5aba8208fce52e762b55145827a1ca6c07c85af",
    "frozen/countries.py": "89ce266c9753dfdf7ec6f91387e665197734a6340738bcda82c4ea7e73c7e159",
    "frozen/search_by_place.py": "f6cc08841e9676cfc3b3cd9428a0c6ebacda1fc9ba1b9f86f8f41605985b4f59",
    "frozen/search_table.py": "fe25e97342543a8f4617d77ee388ad6e7ee10d54153279b971cbe9c200383fd3",
}
ADVICE = (
    "Never edit an applied migration: databases that have it won't notice, and differ from fresh ones from then on. "
    "Restore the file, add a new migration, and list the new file's hash here."
)


def test_no_migration_was_edited():
    found = {
        str(path.relative_to(FOLDER)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in FOLDER.rglob("*.py")
        if path.name != "__init__.py"
    }
    assert found == HASHES, ADVICE


def test_migrations_use_frozen_code_only():
    """App code that a migration imports would change under it."""
    allowed = (
        "from articles.migrations.frozen",
        "import articles.models.pictures",
    )  # names of functions in 0001's fields
    found = [
        f"{path.relative_to(FOLDER)}: {line}"
        for path in FOLDER.rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.startswith(("from articles", "import articles")) and not line.startswith(allowed)
    ]
    assert found == []
