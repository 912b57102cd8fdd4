"""People and their secrets are seen by themselves, by their agency, or by the house."""

from django.db import migrations

from terang.base.tenancy.rls import protect


class Migration(migrations.Migration):
    dependencies = [
        ("identity", "0001_initial"),
        ("account", "0001_initial"),
        ("mfa", "0001_initial"),
    ]
    operations = [
        protect("identity_person", agency="agency_id", person="id"),
        protect("identity_subjectkeyrow", person="person_id"),
        protect("identity_signingkey", person="person_id"),
        protect("account_emailaddress", person="user_id"),
        protect("mfa_authenticator", person="user_id"),
    ]
