"""An organisation keeps for a while from which address it came in: as a keyed fingerprint, to see who brings several."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("organisation", sa.Column("brought", sa.LargeBinary(), nullable=True))
    op.create_index("ix_organisation_hub_brought", "organisation", ["hub_id", "brought"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_organisation_hub_brought", table_name="organisation")
    op.drop_column("organisation", "brought")
