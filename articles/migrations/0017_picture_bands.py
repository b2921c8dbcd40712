import django.db.models.deletion
from django.db import migrations, models

from articles.imaging import bands

_PORTION = 500


def fill(apps, _schema_editor):
    """The bands of the pictures that are in the library already."""
    image, band = (apps.get_model("articles", name) for name in ("Image", "PictureBand"))
    marks = image.objects.exclude(fingerprint="").order_by("pk").values_list("pk", "fingerprint")
    waiting = []
    for key, fingerprint in marks.iterator(chunk_size=_PORTION):
        waiting += [band(image_id=key, code=code) for code in bands(fingerprint)]
        if len(waiting) > _PORTION:
            band.objects.bulk_create(waiting)
            waiting = []
    band.objects.bulk_create(waiting)


class Migration(migrations.Migration):

    dependencies = [
        ("articles", "0016_presence"),
    ]

    operations = [
        migrations.AddIndex(
            model_name='image',
            index=models.Index(condition=models.Q(('licence_until__isnull', False)), fields=['licence_until'], name='licences_ending'),
        ),
        migrations.CreateModel(
            name='PictureBand',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.PositiveSmallIntegerField()),
                ('image', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bands', to='articles.image')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('code', 'image'), name='picture_band_once')],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
