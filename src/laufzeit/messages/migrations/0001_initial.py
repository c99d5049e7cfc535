import django.db.models.deletion
import laufzeit.vendors.models
import laufzeit.vendors.tenancy
from django.db import migrations, models

from laufzeit.vendors.rls import EnableRowLevelSecurity


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('vendors', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.UUIDField(default=laufzeit.vendors.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('key', models.CharField(max_length=200)),
                ('kind', models.CharField(max_length=40)),
                ('language', models.CharField(max_length=10)),
                ('email', models.CharField(max_length=320)),
                ('name', models.CharField(max_length=200)),
                ('user', models.UUIDField(null=True)),
                ('organisation', models.UUIDField(null=True)),
                ('contract', models.UUIDField(null=True)),
                ('facts', models.JSONField()),
                ('subject', models.TextField(default='')),
                ('text', models.TextField(default='')),
                ('html', models.TextField(default='')),
                ('state', models.CharField(choices=[('pending', 'pending'), ('claimed', 'claimed'), ('handing_over', 'handing_over'), ('sent', 'sent'), ('unclear', 'unclear'), ('failed', 'failed'), ('held', 'held')], default='pending', max_length=12)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('next_attempt_at', models.DateTimeField(null=True)),
                ('claim', models.UUIDField(null=True)),
                ('claimed_until', models.DateTimeField(null=True)),
                ('created_at', models.DateTimeField()),
                ('sent_at', models.DateTimeField(null=True)),
                ('message_id', models.CharField(default='', max_length=320)),
                ('sha256', models.CharField(default='', max_length=64)),
                ('last_error', models.TextField(default='')),
                ('erase_when_done', models.BooleanField(default=False)),
                ('kept_until', models.DateField(null=True)),
                ('vendor', models.ForeignKey(db_index=False, default=laufzeit.vendors.tenancy.acting_vendor_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vendors.vendor')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Enclosure',
            fields=[
                ('id', models.UUIDField(default=laufzeit.vendors.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=200)),
                ('media_type', models.CharField(max_length=100)),
                ('content', models.BinaryField()),
                ('vendor', models.ForeignKey(db_index=False, default=laufzeit.vendors.tenancy.acting_vendor_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vendors.vendor')),
                ('message', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='enclosures', to='letters.message')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Letterhead',
            fields=[
                ('id', models.UUIDField(default=laufzeit.vendors.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('facts', models.JSONField()),
                ('vendor', models.ForeignKey(db_index=False, default=laufzeit.vendors.tenancy.acting_vendor_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vendors.vendor')),
            ],
            options={
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('vendor', 'id'), name='letters_letterhead_vendor_and_id'), models.UniqueConstraint(fields=('vendor',), name='letters_letterhead_one')],
            },
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(models.F('vendor'), models.OrderBy(models.F('next_attempt_at'), nulls_first=True), models.F('id'), condition=models.Q(('state__in', ['pending', 'claimed', 'handing_over'])), name='letters_message_due'),
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(fields=['vendor', '-created_at', '-id'], name='letters_message_latest'),
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(fields=['vendor', 'organisation', '-created_at'], name='letters_message_org'),
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(fields=['vendor', 'user', '-created_at'], name='letters_message_user'),
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(fields=['vendor', 'contract', '-created_at'], name='letters_message_contract'),
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(condition=models.Q(('state__in', ['failed', 'unclear'])), fields=['vendor', 'state', '-created_at'], name='letters_message_trouble'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.UniqueConstraint(fields=('vendor', 'id'), name='letters_message_vendor_and_id'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.UniqueConstraint(fields=('vendor', 'key'), name='letters_message_once'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['pending', 'claimed', 'handing_over', 'sent', 'unclear', 'failed', 'held'])), name='letters_message_state'),
        ),
        migrations.AddConstraint(
            model_name='enclosure',
            constraint=models.UniqueConstraint(fields=('vendor', 'id'), name='letters_enclosure_vendor_and_id'),
        ),
        migrations.AddConstraint(
            model_name='enclosure',
            constraint=models.UniqueConstraint(fields=('vendor', 'message', 'name'), name='letters_enclosure_once'),
        ),
        EnableRowLevelSecurity("letters_message"),
        EnableRowLevelSecurity("letters_enclosure"),
        EnableRowLevelSecurity("letters_letterhead"),
    ]
