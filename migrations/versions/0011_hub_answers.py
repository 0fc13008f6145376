"""Hubs answer questions in words of their own."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "hub_answer",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("hub_id", ID, nullable=False),
        sa.Column("lang", sa.Text(), nullable=False),
        sa.Column("questions", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_hub_answer"),
        sa.ForeignKeyConstraint(["hub_id"], ["hub.id"], name="fk_hub_answer_hub_id"),
    )
    op.create_index("ix_hub_answer_hub_id", "hub_answer", ["hub_id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_hub_answer_hub_id", table_name="hub_answer")
    op.drop_table("hub_answer")
