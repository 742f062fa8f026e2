#!/usr/bin/env bash
# A standby: the first start copies the primary, the next ones go on from where the last one ended.
set -euo pipefail
primary=${PRIMARY:-host=primary user=standpoint}
if [[ ! -s $PGDATA/PG_VERSION ]]; then
  # The password goes into the standby's own settings, which only its user can read.
  PGPASSWORD=$(<"${PASSWORD_FILE:-/run/secrets/password}") \
    pg_basebackup --dbname="$primary" --pgdata="$PGDATA" --write-recovery-conf --checkpoint=fast
fi
# An export that reads from here is not broken off by what is cleaned up on the primary.
exec postgres -c hot_standby_feedback=on "$@"
