"""What one person alone cannot do.

Digests of commands are keyed: those that were not are forgotten, and their answers stay. Coordinators act for
organisations without people only.
"""

from alembic import op

revision = "0008"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("UPDATE command_key SET digest = x''")
    else:
        op.execute("UPDATE command_key SET digest = ''::bytea")
    op.execute(
        "UPDATE person SET acting_for = (SELECT min(m.organisation_id) FROM membership AS m WHERE m.person_id = person.id)"
        " WHERE EXISTS (SELECT 1 FROM organisation AS o WHERE o.id = person.acting_for AND o.assisted = 1)"
        " AND EXISTS (SELECT 1 FROM membership AS m WHERE m.organisation_id = person.acting_for)"
        " AND NOT EXISTS (SELECT 1 FROM membership AS m WHERE m.organisation_id = person.acting_for"
        " AND m.person_id = person.id)"
    )


def downgrade() -> None:
    pass
