"""Words that a coordinator looks at before others read them, and what members report."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "flag",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("hub_id", ID, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("how", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("listing_id", ID, nullable=True),
        sa.Column("exchange_id", ID, nullable=True),
        sa.Column("relayed_id", sa.BigInteger(), nullable=True),
        sa.Column("organisation_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=True),
        sa.Column("channel", sa.Text(), server_default="", nullable=False),
        sa.Column("actor", sa.Text(), server_default="", nullable=False),
        sa.Column("blind", sa.LargeBinary(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("held", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("outcome", sa.Text(), server_default="", nullable=False),
        sa.Column("decided_at", sa.BigInteger(), nullable=True),
        sa.Column("decided_by", ID, nullable=True),
        sa.CheckConstraint("how = 'held' OR how = 'reported'", name=op.f("ck_flag_how_known")),
        sa.CheckConstraint(
            "outcome = '' OR outcome = 'let_through' OR outcome = 'refused' OR outcome = 'changed'",
            name=op.f("ck_flag_outcome_known"),
        ),
        sa.ForeignKeyConstraint(["hub_id"], ["hub.id"], name=op.f("fk_flag_hub_id_hub")),
        sa.ForeignKeyConstraint(["listing_id"], ["listing.id"], name=op.f("fk_flag_listing_id_listing")),
        sa.ForeignKeyConstraint(["exchange_id"], ["exchange.id"], name=op.f("fk_flag_exchange_id_exchange")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_flag_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_flag_person_id_person")),
        sa.ForeignKeyConstraint(["decided_by"], ["person.id"], name=op.f("fk_flag_decided_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_flag")),
    )
    op.create_index("ix_flag_listing_id", "flag", ["listing_id"], unique=False)
    op.create_index(op.f("ix_flag_person_id"), "flag", ["person_id"], unique=False)
    op.create_index("ix_flag_blind", "flag", ["blind"], unique=False)
    op.create_table(
        "report",
        sa.Column("flag_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("organisation_id", ID, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["flag_id"], ["flag.id"], name=op.f("fk_report_flag_id_flag")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_report_person_id_person")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_report_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("flag_id", "person_id", name=op.f("pk_report")),
    )
    op.create_index(op.f("ix_report_person_id"), "report", ["person_id"], unique=False)
    op.add_column("listing", sa.Column("held", sa.BigInteger(), nullable=True))
    op.add_column("parked_case", sa.Column("flag_id", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    op.drop_column("parked_case", "flag_id")
    op.drop_column("listing", "held")
    op.drop_index(op.f("ix_report_person_id"), table_name="report")
    op.drop_table("report")
    op.drop_index("ix_flag_blind", table_name="flag")
    op.drop_index(op.f("ix_flag_person_id"), table_name="flag")
    op.drop_index("ix_flag_listing_id", table_name="flag")
    op.drop_table("flag")
