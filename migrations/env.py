"""Alembic's entry: runs the steps on the engine that core/migrate.py hands over, one transaction a step, or all of them
inside the transaction of a connection that it hands over instead."""

from alembic import context
from sqlalchemy import Connection, text

from core.tables import metadata

_LOCK = 7_316_448  # any constant of ours: two processes that start at once migrate one after the other


def _run() -> None:
    if connection := context.config.attributes.get("connection"):
        if connection.dialect.name == "postgresql":
            connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
        _steps(connection)
        return
    engine = context.config.attributes["engine"]
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text(f"SELECT pg_advisory_lock({_LOCK})"))
            connection.commit()
        try:
            _steps(connection)
        finally:
            if engine.dialect.name == "postgresql":
                connection.rollback()
                connection.execute(text(f"SELECT pg_advisory_unlock({_LOCK})"))
                connection.commit()


def _steps(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        transaction_per_migration=True,
        render_as_batch=connection.dialect.name == "sqlite",
    )
    with context.begin_transaction():
        context.run_migrations()


_run()
