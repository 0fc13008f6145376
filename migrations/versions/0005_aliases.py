"""Other names of a WhatsApp chat: its number and the ids by which WhatsApp knows somebody whose number is hidden.

And how often a provider did what it should not.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "alias",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("address_id", _ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("blind", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        sa.Column("refused_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("kind = 'number' OR kind = 'id' OR kind = 'parent'", name="kind_known"),
        sa.ForeignKeyConstraint(["address_id"], ["address.id"], name="fk_alias_address_id"),
        sa.PrimaryKeyConstraint("id", name="pk_alias"),
        sa.UniqueConstraint("blind", name="uq_alias_blind"),
        sa.UniqueConstraint("address_id", "kind", name="uq_alias_address_id_kind"),
    )
    op.create_table(
        "oddity",
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("times", sa.BigInteger(), nullable=False),
        sa.Column("last_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("channel", "what", name="pk_oddity"),
    )


def downgrade() -> None:
    op.drop_table("oddity")
    op.drop_table("alias")
