"""Alembic's entry: runs the steps on the engine that core/migrate.py hands over, one transaction a step."""

from alembic import context
from sqlalchemy import text

from core.tables import metadata

_LOCK = 7_316_448  # any constant of ours: two processes that start at once migrate one after the other


def _run() -> None:
    engine = context.config.attributes["engine"]
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text(f"SELECT pg_advisory_lock({_LOCK})"))
            connection.commit()
        try:
            context.configure(
                connection=connection,
                target_metadata=metadata,
                transaction_per_migration=True,
                render_as_batch=engine.dialect.name == "sqlite",
            )
            with context.begin_transaction():
                context.run_migrations()
        finally:
            if engine.dialect.name == "postgresql":
                connection.rollback()
                connection.execute(text(f"SELECT pg_advisory_unlock({_LOCK})"))
                connection.commit()


_run()
