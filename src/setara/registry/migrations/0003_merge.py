"""Merges of businesses. On the way back SQLite rebuilds the table of businesses and loses its triggers: made anew."""

from importlib import import_module

import django.db.models.deletion
from django.db import migrations, models


def make_triggers_anew(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for statement in import_module("setara.registry.migrations.0002_text_index").SQLITE[1:]:
            schema_editor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [
        ('intake', '0001_initial'),
        ('registry', '0002_text_index'),
    ]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, make_triggers_anew),
        migrations.CreateModel(
            name='Guise',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('side', models.CharField(max_length=4)),
                ('name', models.CharField(max_length=300)),
                ('name_key', models.CharField(max_length=300)),
                ('likeness', models.CharField(max_length=32)),
                ('nib', models.CharField(blank=True, max_length=13)),
                ('district_code', models.CharField(blank=True, max_length=5)),
            ],
        ),
        migrations.CreateModel(
            name='Merge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('choices', models.JSONField()),
                ('values', models.JSONField()),
                ('certificates', models.JSONField(default=dict)),
                ('moved', models.JSONField(default=dict)),
                ('salt', models.BinaryField(max_length=16)),
                ('merged_at', models.DateTimeField()),
                ('merged_by', models.CharField(max_length=64)),
                ('undone_at', models.DateTimeField(null=True)),
                ('undone_by', models.CharField(blank=True, max_length=64)),
            ],
        ),
        migrations.RemoveIndex(
            model_name='business',
            name='business_name',
        ),
        migrations.RemoveIndex(
            model_name='business',
            name='business_district',
        ),
        migrations.RemoveIndex(
            model_name='business',
            name='business_likeness',
        ),
        migrations.RemoveIndex(
            model_name='business',
            name='business_nib',
        ),
        migrations.AddField(
            model_name='business',
            name='merged_into',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.business'),
        ),
        migrations.AddField(
            model_name='candidatepair',
            name='decided_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='candidatepair',
            name='decided_by',
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddIndex(
            model_name='business',
            index=models.Index(condition=models.Q(('merged_into', None)), fields=['name_key', 'id', 'merged_into'], name='business_name_standing'),
        ),
        migrations.AddIndex(
            model_name='business',
            index=models.Index(condition=models.Q(('merged_into', None)), fields=['district_code', 'name_key', 'id', 'merged_into'], name='business_district_standing'),
        ),
        migrations.AddIndex(
            model_name='business',
            index=models.Index(condition=models.Q(('merged_into', None)), fields=['likeness'], name='business_likeness_standing'),
        ),
        migrations.AddIndex(
            model_name='business',
            index=models.Index(condition=models.Q(('merged_into', None), models.Q(('nib', ''), _negated=True)), fields=['nib'], name='business_nib_standing'),
        ),
        migrations.AddIndex(
            model_name='business',
            index=models.Index(condition=models.Q(('merged_into__isnull', False)), fields=['merged_into'], name='business_merged_into'),
        ),
        migrations.AddField(
            model_name='guise',
            name='business',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.business'),
        ),
        migrations.AddField(
            model_name='merge',
            name='gone',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.business'),
        ),
        migrations.AddField(
            model_name='merge',
            name='kept',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.business'),
        ),
        migrations.AddField(
            model_name='guise',
            name='merge',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='guises', to='registry.merge'),
        ),
        migrations.AddField(
            model_name='candidatepair',
            name='merge',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='pairs', to='registry.merge'),
        ),
        migrations.AddIndex(
            model_name='candidatepair',
            index=models.Index(condition=models.Q(('decided_at', None)), fields=['id'], name='pair_open'),
        ),
        migrations.AddIndex(
            model_name='candidatepair',
            index=models.Index(condition=models.Q(('decided_at', None)), fields=['reason', 'id'], name='pair_open_reason'),
        ),
        migrations.AddIndex(
            model_name='guise',
            index=models.Index(fields=['name_key'], name='guise_name'),
        ),
        migrations.AddIndex(
            model_name='guise',
            index=models.Index(fields=['likeness'], name='guise_likeness'),
        ),
        migrations.AddIndex(
            model_name='guise',
            index=models.Index(condition=models.Q(('nib', ''), _negated=True), fields=['nib'], name='guise_nib'),
        ),
    ]
