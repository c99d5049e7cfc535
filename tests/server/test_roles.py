"""A PostgreSQL of one's own, given by DATABASE_URL: what `laufzeit migrate` makes there, and which roles it refuses."""

from __future__ import annotations

import psycopg
import pytest

from laufzeit.server.postgres.cluster import Cluster
from tests.server.processes import fresh_home, laufzeit

pytestmark = pytest.mark.slow

KEY = "a key that all hosts of this installation share"
OWNER = "CREATE ROLE {name} LOGIN {powers} PASSWORD 'owner'"


class Server:
    """Somebody's PostgreSQL: here a second embedded one, of which Laufzeit only knows the address."""

    def __init__(self, cluster: Cluster, port: int) -> None:
        self.port = port
        self.superuser = cluster.superuser(port)
        self.superuser_url = self._url("postgres", (cluster.directory / "password").read_text().strip(), "postgres")

    def database(self, name: str, powers: str) -> str:
        with psycopg.connect(self.superuser, autocommit=True) as connection:
            connection.execute(OWNER.format(name=name, powers=powers))
            connection.execute(f"CREATE DATABASE {name} OWNER {name}")
        return self._url(name, "owner", name)

    def _url(self, user: str, password: str, name: str) -> str:
        return f"postgresql://{user}:{password}@127.0.0.1:{self.port}/{name}"


@pytest.fixture(scope="module")
def server():
    with fresh_home() as home:
        cluster = Cluster(home)
        with cluster.used() as port:
            yield Server(cluster, port)


@pytest.fixture(scope="module")
def migrated(server, tmp_path_factory):
    url = server.database("vendors", "CREATEROLE")
    done = laufzeit(tmp_path_factory.mktemp("home"), "migrate", "--quiet", DATABASE_URL=url, LAUFZEIT_SECRET_KEY=KEY)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    return url


def test_migrate_makes_roles_that_own_and_bypass_nothing(migrated):
    with psycopg.connect(migrated) as connection:
        found = connection.execute(
            "SELECT rolname, rolsuper, rolbypassrls, rolcreaterole, rolcanlogin FROM pg_roles"
            " WHERE rolname IN ('laufzeit_app', 'laufzeit_worker') ORDER BY rolname"
        ).fetchall()
    assert found == [("laufzeit_app", False, False, False, True), ("laufzeit_worker", False, False, False, True)]


def test_migrate_may_be_repeated(migrated, tmp_path):
    assert laufzeit(tmp_path, "migrate", "--quiet", DATABASE_URL=migrated, LAUFZEIT_SECRET_KEY=KEY).returncode == 0


def test_it_works_as_the_app_and_leaves_the_server_running(migrated, tmp_path):
    ended = laufzeit(tmp_path, "tick", DATABASE_URL=migrated, LAUFZEIT_SECRET_KEY=KEY)
    assert (ended.returncode, ended.stderr) == (0, "")
    with psycopg.connect(migrated) as connection:
        assert connection.execute("SELECT count(*) FROM vendors_vendor").fetchone() == (0,)
    assert not (tmp_path / "postgres").exists()


def test_another_secret_key_does_not_open_the_database(migrated, tmp_path):
    ended = laufzeit(tmp_path, "tick", DATABASE_URL=migrated, LAUFZEIT_SECRET_KEY="x" * 40)
    assert ended.returncode == 3
    assert ended.stderr.count("\n") == 1
    assert "does not let laufzeit_app in: password authentication failed" in ended.stderr


@pytest.mark.parametrize(("role", "fault"), [("superuser", "is a superuser"), ("owner", "owns tables")])
def test_a_role_that_policies_do_not_hold_is_refused(migrated, server, tmp_path, role, fault):
    app = {"superuser": server.superuser_url.replace("/postgres", "/vendors"), "owner": migrated}[role]
    app = app if role == "owner" else server.superuser_url.rpartition("/")[0] + "/vendors"
    for command in ("serve", "worker"):
        ended = laufzeit(tmp_path, command, DATABASE_APP_URL=app, DATABASE_URL=migrated, LAUFZEIT_SECRET_KEY=KEY)
        assert ended.returncode == 3
        assert fault in ended.stderr
        assert "connect as laufzeit_app" in ended.stderr
        assert ended.stderr.count("\n") == 1


def test_a_host_of_the_web_need_not_know_the_owner(migrated, server, tmp_path):
    from laufzeit.server.postgres.logins import role_password

    app = f"postgresql://laufzeit_app:{role_password(KEY, 'laufzeit_app')}@127.0.0.1:{server.port}/vendors"
    assert laufzeit(tmp_path, "tick", DATABASE_APP_URL=app, LAUFZEIT_SECRET_KEY=KEY).returncode == 0
    ended = laufzeit(tmp_path, "migrate", DATABASE_APP_URL=app, LAUFZEIT_SECRET_KEY=KEY)
    assert ended.returncode == 2
    assert ended.stderr == "migrate works as the owner of the tables; set DATABASE_URL beside DATABASE_APP_URL.\n"


def test_a_role_that_may_not_make_roles_is_told_so(migrated, server, tmp_path):
    """The roles exist already here, but a role without powers may not give them their passwords either."""
    url = server.database("powerless", "")
    ended = laufzeit(tmp_path, "migrate", DATABASE_URL=url, LAUFZEIT_SECRET_KEY=KEY)
    assert ended.returncode == 3
    assert "give it CREATEROLE: ALTER ROLE powerless CREATEROLE." in ended.stderr
    assert ended.stderr.count("\n") == 1


def test_a_database_that_is_not_migrated_says_what_to_do(migrated, server, tmp_path):
    empty = server._url("laufzeit_app", "", "empty")
    with psycopg.connect(server.superuser, autocommit=True) as connection:
        connection.execute("CREATE DATABASE empty")
    ended = laufzeit(tmp_path, "tick", DATABASE_URL=empty, LAUFZEIT_SECRET_KEY=KEY)
    assert ended.returncode == 3
    assert ended.stderr == "The database is not at the state of this version; bring it there with: laufzeit migrate\n"


def test_a_server_that_is_not_there_is_named(tmp_path):
    url = "postgresql://me:secret@127.0.0.1:1/nothing"
    ended = laufzeit(tmp_path, "migrate", DATABASE_URL=url, LAUFZEIT_SECRET_KEY=KEY)
    assert ended.returncode == 3
    assert ended.stderr.startswith("The database nothing at 127.0.0.1:1 does not let me in: ")
    assert "secret" not in ended.stderr
    assert ended.stderr.count("\n") == 1


def test_the_worker_sees_all_jobs_and_no_vendors_rows(migrated):
    from laufzeit.server.postgres.logins import role_password

    def connect(role: str) -> psycopg.Connection:
        return psycopg.connect(migrated, user=role, password=role_password(KEY, role), autocommit=True)

    one, other = "01a2056a-0000-7000-8000-000000000001", "01a2056a-0000-7000-8000-000000000002"
    queue = (
        "INSERT INTO procrastinate_jobs (queue_name, task_name, args)"
        " VALUES ('q', 't', jsonb_build_object('vendor', %s::text))"
    )
    with connect("laufzeit_app") as app, connect("laufzeit_worker") as worker:
        for vendor in (one, other):
            with app.transaction():
                app.execute("SELECT set_config('laufzeit.vendor', %s, true)", [vendor])
                app.execute(queue, [vendor])
        with app.transaction():
            app.execute("SELECT set_config('laufzeit.vendor', %s, true)", [one])
            assert app.execute("SELECT args ->> 'vendor' FROM procrastinate_jobs").fetchall() == [(one,)]
            with pytest.raises(psycopg.errors.InsufficientPrivilege), app.transaction():
                app.execute(queue, [other])
            with pytest.raises(psycopg.errors.InsufficientPrivilege), app.transaction():
                app.execute("DELETE FROM procrastinate_jobs")
        assert app.execute("SELECT count(*) FROM procrastinate_jobs").fetchone() == (0,)
        assert worker.execute("SELECT count(*) FROM procrastinate_jobs").fetchone() == (2,)
        assert worker.execute("SELECT count(*) FROM customers_user").fetchone() == (0,)
