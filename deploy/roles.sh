#!/bin/sh
# The role that web and worker use: it reads and writes rows, and changes no tables, so that whoever takes over one of them
# cannot take the ledger's guards away. PostgreSQL's image runs it for a new database; for one that is there already:
#   docker compose exec postgres sh /docker-entrypoint-initdb.d/roles.sh
set -eu
psql -v ON_ERROR_STOP=1 -v password="$APP_PASSWORD" --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
SELECT 'CREATE ROLE comunidas_app LOGIN' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'comunidas_app') \gexec
ALTER ROLE comunidas_app PASSWORD :'password';
GRANT USAGE ON SCHEMA public TO comunidas_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO comunidas_app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO comunidas_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO comunidas_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO comunidas_app;
SQL
