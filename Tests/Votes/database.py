"""A database of its own for a campaign on a PostgreSQL server that runs already."""

import os
import subprocess
import uuid


def server():
    """The connection string of the test server (scripts/with-postgresql), or None."""
    return os.environ.get("GRIDSHOW_TEST_POSTGRESQL")


def new_database(connection):
    """The connection string of a new, empty database."""
    name = f"campaign_{uuid.uuid4().hex[:12]}"
    subprocess.run(["psql", "-qX", connection, "-c", f"create database {name}"], check=True)
    return f"{connection} dbname={name}"
