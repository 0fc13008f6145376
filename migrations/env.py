"""Alembic's entry: runs the steps on the engine that core/migrate.py hands over, one transaction a step, or all of them
inside the transaction of a connection that it hands over instead."""

from alembic import context
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, text

from core.migrate import unchecked
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
        if engine.dialect.name == "sqlite":
            unchecked(connection)
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


def _whole(ctx: MigrationContext, **_how: object) -> None:
    """Looked at before a step is committed, since SQLite was told not to look meanwhile."""
    if ctx.dialect.name == "sqlite" and ctx.connection:
        broken = ctx.connection.exec_driver_sql("PRAGMA foreign_key_check").fetchone()
        if broken:
            raise RuntimeError(f"a row of {broken[0]} refers to a row of {broken[2]} that is not there")


def _steps(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        transaction_per_migration=True,
        on_version_apply=_whole,
        render_as_batch=connection.dialect.name == "sqlite",
    )
    with context.begin_transaction():
        context.run_migrations()


_run()
