"""Whatever form the first tables were made in becomes the one in which 0001 makes them now.

0001 was edited in place as long as this program was young, so databases of that time lack columns, tables and guards,
and say that they are at 0001 nevertheless. Here each is compared with what 0001 makes, and what it misses is added. A
database of a later day is as wanted already, and only its guards are put in place once more.
"""

import re

import sqlalchemy as sa
from alembic import context, op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

WORKED_OUT = ("listing_key", "listing_meaning")
"""What is found by what, worked out anew of the listings where it is missing: these are emptied and not converted."""
GONE = ("listing_term",)
"""Tables that an early form had."""


class Recorder:
    """Stands in for Alembic's `op`: the tables and statements of a revision, without a database."""

    def __init__(self, bind):
        self.bind = bind
        self.tables = sa.MetaData(naming_convention=op.get_context().opts["target_metadata"].naming_convention)
        self.statements = []

    def get_bind(self):
        return self.bind

    def create_table(self, name, *parts, **how):
        sa.Table(name, self.tables, *parts, **how)

    def create_index(self, name, table, columns, **how):
        sa.Index(name, *(self.tables.tables[table].c[column] for column in columns), **how)

    def execute(self, statement):
        self.statements.append(statement)


def upgrade() -> None:
    bind = op.get_bind()
    wanted, guards = first_tables(bind)
    sqlite = bind.dialect.name == "sqlite"
    _drop_guards(bind, sqlite)
    name_the_language_with_each_label(bind)
    for name in GONE:
        op.execute(f"DROP TABLE IF EXISTS {name}")
    there = set(sa.inspect(bind).get_table_names())
    _empty_what_is_worked_out(bind, wanted, there, sqlite)
    for table in wanted.sorted_tables:
        if table.name not in there:
            table.create(bind)
        elif sqlite:
            _rebuild_where_it_differs(bind, table)
        else:
            _alter_where_it_differs(bind, table)
    for statement in guards:
        op.execute(statement)


def downgrade() -> None:
    """0001 makes the same."""


def first_tables(bind):
    """What 0001 makes: the tables, and the statements that put the guards in place."""
    first = context.script.get_revision("0001").module
    recorder, real = Recorder(bind), first.op
    first.op = recorder
    try:
        first.upgrade()
    finally:
        first.op = real
    return recorder.tables, recorder.statements


def name_the_language_with_each_label(bind) -> None:
    """A hub's own service had one language; now each of its names has."""
    if sa.inspect(bind).has_table("concept") and "lang" in _columns(bind, "concept"):
        line = "char(10)" if bind.dialect.name == "sqlite" else "chr(10)"
        op.execute(f"UPDATE concept SET labels = lang || ' ' || replace(labels, {line}, {line} || lang || ' ')")


def _empty_what_is_worked_out(bind, wanted, there, sqlite) -> None:
    if all(name in there and _is_as_wanted(bind, wanted.tables[name], sqlite) for name in WORKED_OUT):
        return
    for name in WORKED_OUT:
        op.execute(f"DROP TABLE IF EXISTS {name}")
        there.discard(name)


def _is_as_wanted(bind, table, sqlite) -> bool:
    if sqlite:
        return _statement(table) == _written(bind, table.name)
    found = sa.inspect(bind).get_pk_constraint(table.name).get("dialect_options", {})
    includes = list(table.primary_key.dialect_options["postgresql"]["include"] or [])
    return _columns(bind, table.name) == set(table.c.keys()) and list(found.get("postgresql_include", [])) == includes


def _columns(bind, table):
    return {column["name"] for column in sa.inspect(bind).get_columns(table)}


# ---- SQLite: a table that differs is made anew and filled ----------------------------------------------------------


def _drop_guards(bind, sqlite) -> None:
    if sqlite:
        for (name,) in bind.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            op.execute(f'DROP TRIGGER "{name}"')
        return
    asked = sa.text("SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal AND tgname ~ '^guard_'")
    for name, table in bind.execute(asked).fetchall():
        op.execute(f"DROP TRIGGER {name} ON {table}")


def _statement(table):
    return " ".join(str(sa.schema.CreateTable(table).compile(dialect=op.get_bind().dialect)).split())


def _written(bind, name):
    found = bind.exec_driver_sql("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?", (name,))
    return " ".join((found.scalar() or "").split())


def _rebuild_where_it_differs(bind, table) -> None:
    name = table.name
    if _statement(table) != _written(bind, name):
        kept = ", ".join(f'"{column.name}"' for column in table.columns if column.name in _columns(bind, name))
        for (index,) in _indexes_of(bind, name):
            op.execute(f'DROP INDEX "{index}"')
        bind.exec_driver_sql("PRAGMA legacy_alter_table=ON")  # others go on referring to the name
        op.execute(f'ALTER TABLE "{name}" RENAME TO "_{name}_before"')
        bind.exec_driver_sql("PRAGMA legacy_alter_table=OFF")
        op.execute(sa.schema.CreateTable(table))
        op.execute(f'INSERT INTO "{name}" ({kept}) SELECT {kept} FROM "_{name}_before"')
        op.execute(f'DROP TABLE "_{name}_before"')
    _make_indexes(bind, table, dict(_indexes_of(bind, name, "name, sql")))


def _indexes_of(bind, table, what="name"):
    asked = f"SELECT {what} FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = ?"
    return [tuple(row) for row in bind.exec_driver_sql(asked, (table,)).fetchall()]


def _make_indexes(bind, table, there) -> None:
    """`there`: by name, the statements of those that the table has."""
    wanted = {index.name: index for index in table.indexes}
    same = {name for name, index in wanted.items() if name in there and _plain(there[name]) == _plain(_index(index))}
    for name in there.keys() - same:
        op.execute(f'DROP INDEX "{name}"')
    for name in sorted(wanted.keys() - same):
        op.execute(sa.schema.CreateIndex(wanted[name]))


def _index(index):
    return str(sa.schema.CreateIndex(index).compile(dialect=op.get_bind().dialect))


def _plain(sql):
    """Without what PostgreSQL writes in its own way: brackets, casts, its schema, the usual kind of index."""
    return re.sub(r"::\w+|USING btree|public\.|[()\s\"]", "", sql).casefold()


# ---- PostgreSQL: what differs is altered in its place --------------------------------------------------------------


def _alter_where_it_differs(bind, table) -> None:
    found = sa.inspect(bind)
    there = {column["name"]: column for column in found.get_columns(table.name)}
    for column in table.columns:
        if column.name not in there:
            new = sa.Column(column.name, column.type, nullable=column.nullable, server_default=column.server_default)
            op.add_column(table.name, new)
        elif there[column.name]["nullable"] != column.nullable:
            op.alter_column(table.name, column.name, nullable=column.nullable)
    for name in there.keys() - set(table.c.keys()):
        op.drop_column(table.name, name)
    _constrain(bind, table)
    asked = sa.text(
        "SELECT i.relname, pg_get_indexdef(i.oid) FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid "
        "WHERE x.indrelid = CAST(CAST(:name AS text) AS regclass)"
        " AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = i.oid AND contype IN ('p', 'u'))"
    )
    _make_indexes(bind, table, {name: sql for name, sql in bind.execute(asked, {"name": table.name}).fetchall()})


def _constrain(bind, table) -> None:
    asked = sa.text(
        "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE conrelid = CAST(CAST(:name AS text) AS regclass) AND contype IN ('c', 'f', 'u')"
    )
    there = {name: sql for name, sql in bind.execute(asked, {"name": table.name}).fetchall()}
    wanted = {_name(one): one for one in table.constraints if not isinstance(one, sa.PrimaryKeyConstraint)}
    same = {name for name, one in wanted.items() if name in there and _plain(there[name]) == _plain(_rule(one))}
    for name in there.keys() - same:
        op.execute(f'ALTER TABLE {table.name} DROP CONSTRAINT "{name}"')
    for name in sorted(wanted.keys() - same):
        op.execute(f'ALTER TABLE {table.name} ADD CONSTRAINT "{name}" {_rule(wanted[name])}')


def _name(constraint):
    return op.get_bind().dialect.identifier_preparer.format_constraint(constraint).strip('"')


def _rule(constraint):
    """What stands behind its name."""
    whole = str(sa.schema.AddConstraint(constraint).compile(dialect=op.get_bind().dialect))
    return whole.partition(f"{_name(constraint)} ")[2]
