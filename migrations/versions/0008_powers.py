"""What two commands are known as the same by is keyed: digests that were not are forgotten, and their answers stay."""

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


def downgrade() -> None:
    pass
