"""What one person alone cannot do.

What one person alone spends of an organisation within a day is counted. Digests of commands are keyed: those that were not are forgotten, and their answers stay. Coordinators act for
organisations without people only.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "spent",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("organisation_id", ID, nullable=False),
        sa.Column("exchange_id", ID, nullable=True),
        sa.Column("minutes", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_spent"),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name="fk_spent_organisation_id"),
        sa.ForeignKeyConstraint(["exchange_id"], ["exchange.id"], name="fk_spent_exchange_id"),
    )
    op.create_index("ix_spent_organisation_at", "spent", ["organisation_id", "at"], unique=False)
    op.create_table(
        "intake",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("hub_id", ID, nullable=False),
        sa.Column("by_id", ID, nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), server_default="waiting", nullable=False),
        sa.Column("decided_at", sa.BigInteger(), nullable=True),
        sa.Column("decided_by", ID, nullable=True),
        sa.CheckConstraint("state = 'waiting' OR state = 'agreed' OR state = 'refused'", name="ck_intake_state_known"),
        sa.PrimaryKeyConstraint("id", name="pk_intake"),
        sa.ForeignKeyConstraint(["hub_id"], ["hub.id"], name="fk_intake_hub_id"),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name="fk_intake_by_id"),
        sa.ForeignKeyConstraint(["decided_by"], ["person.id"], name="fk_intake_decided_by"),
    )
    op.create_index("ix_intake_hub_id", "intake", ["hub_id"], unique=False)
    op.add_column("organisation", sa.Column("intake_id", sa.BigInteger(), nullable=True))
    op.create_index(
        "ix_organisation_intake_id",
        "organisation",
        ["intake_id"],
        unique=False,
        sqlite_where=sa.text("intake_id IS NOT NULL"),
        postgresql_where=sa.text("intake_id IS NOT NULL"),
    )
    op.add_column("recovery", sa.Column("kind", sa.Text(), server_default="phone", nullable=False))
    op.add_column("address", sa.Column("pin_wrong", sa.BigInteger(), nullable=True))
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
    op.drop_index("ix_organisation_intake_id", table_name="organisation")
    op.drop_column("organisation", "intake_id")
    op.drop_index("ix_intake_hub_id", table_name="intake")
    op.drop_table("intake")
    op.drop_column("address", "pin_wrong")
    op.drop_column("recovery", "kind")
    op.drop_index("ix_spent_organisation_at", table_name="spent")
    op.drop_table("spent")
