#!/usr/bin/env bash
# For the primary, once, when its database is made: the standby may copy it, and follow it, with the password.
set -euo pipefail
echo "host replication $POSTGRES_USER samenet scram-sha-256" >>"$PGDATA/pg_hba.conf"
