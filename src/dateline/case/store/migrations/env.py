"""What Alembic runs: the revisions over the connection that it was given, each with the database's own steps."""

from __future__ import annotations

from typing import Any

from alembic import context


def run() -> None:
    """Everything happens in the caller's transaction: a case is upgraded as a whole, or not at all."""
    given = context.config.attributes
    connection, steps = given["connection"], given["steps"]

    def applied(ctx: Any, step: Any, heads: Any, run_args: Any) -> None:
        for statement in steps.get(step.up_revision_id, ()):
            connection.exec_driver_sql(statement)

    context.configure(connection=connection, on_version_apply=applied)
    with context.begin_transaction():
        context.run_migrations()


run()
