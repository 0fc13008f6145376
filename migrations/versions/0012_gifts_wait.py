"""Hours of a gift or a donation are set aside for a while before they move: a hold that no exchange has.

To go back, every such hold must be resolved and gone, which the guards do not allow where there was one.
"""

import sqlalchemy as sa
from alembic import op

from core.accounts.guards import guard_statements

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_LIVE = sa.text("state = 'live'")


def upgrade() -> None:
    _exchange_may_be_missing(True)


def downgrade() -> None:
    _exchange_may_be_missing(False)


def _exchange_may_be_missing(nullable: bool) -> None:
    if op.get_bind().dialect.name != "sqlite":
        op.alter_column("hold", "exchange_id", existing_type=sa.BigInteger(), nullable=nullable)
        return
    new = op.create_table(  # SQLite cannot change a column; the guards of the table go with it, and are put back
        "hold_new",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("exchange_id", ID, nullable=nullable),
        sa.Column("payer_id", ID, nullable=False),
        sa.Column("payee_id", ID, nullable=False),
        sa.Column("minutes", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), server_default="live", nullable=False),
        sa.Column("posted", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("entry_id", ID, nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("resolved_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "state = 'live' OR state = 'posted' OR state = 'voided' OR state = 'expired'", name="ck_hold_state_known"
        ),
        sa.CheckConstraint("minutes > 0", name="ck_hold_positive"),
        sa.CheckConstraint("posted >= 0 AND posted <= minutes", name="ck_hold_posted_within"),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name="fk_hold_entry_id"),
        sa.ForeignKeyConstraint(["exchange_id"], ["exchange.id"], name="fk_hold_exchange_id"),
        sa.ForeignKeyConstraint(["payee_id"], ["account.id"], name="fk_hold_payee_id"),
        sa.ForeignKeyConstraint(["payer_id"], ["account.id"], name="fk_hold_payer_id"),
        sa.PrimaryKeyConstraint("id", name="pk_hold"),
    )
    names = [column.name for column in new.columns]
    op.execute(new.insert().from_select(names, sa.select(*map(sa.column, names)).select_from(sa.table("hold"))))
    op.drop_table("hold")
    op.rename_table("hold_new", "hold")
    op.create_index("ix_hold_payee_id", "hold", ["payee_id"], unique=False)
    op.create_index("ix_hold_payer_id", "hold", ["payer_id"], unique=False)
    op.create_index("uq_hold_live", "hold", ["exchange_id"], unique=True, sqlite_where=_LIVE)
    for statement in guard_statements("sqlite"):
        if " ON hold " in statement:
            op.execute(statement)
