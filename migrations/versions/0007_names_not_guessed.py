"""Names that meant nobody are counted, and the codes of a poster say a random number."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "name_try",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("organisation_id", ID, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_name_try_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_name_try")),
    )
    op.create_index(op.f("ix_name_try_organisation_id"), "name_try", ["organisation_id"], unique=False)
    op.add_column("shared_page", sa.Column("number", sa.BigInteger(), nullable=True))
    op.create_index("ix_shared_page_number", "shared_page", ["number"], unique=True)


def downgrade() -> None:
    op.drop_index("ix_shared_page_number", table_name="shared_page")
    op.drop_column("shared_page", "number")
    op.drop_index(op.f("ix_name_try_organisation_id"), table_name="name_try")
    op.drop_table("name_try")
