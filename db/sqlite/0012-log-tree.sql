-- A Merkle tree over the change log (RFC 9162), so that whoever wrote its root down can tell whether the log was
-- rewritten since. Existing entries get their leaves right after the migrations, as do those of an older Standpoint that
-- is still running.

-- Leaves of the entries from `first` on, 64 bytes each: two salts of 16 random bytes, which hide what the entry says, and
-- the digest. The salts are only ever forgotten (zero), with what is redacted: then nobody can show any more, or guess,
-- what the leaf holds.
CREATE TABLE log_leaves (
  first INTEGER NOT NULL PRIMARY KEY REFERENCES changes (seq),
  leaves BLOB NOT NULL CHECK (length(leaves) > 0 AND length(leaves) % 64 = 0)
) STRICT;

CREATE TRIGGER log_leaves_are_kept BEFORE DELETE ON log_leaves
BEGIN SELECT RAISE(ABORT, 'the change log is append-only'); END;
CREATE TRIGGER log_leaves_are_not_updated BEFORE UPDATE ON log_leaves
WHEN new.first <> old.first OR length(new.leaves) <> length(old.leaves) OR EXISTS (
  WITH RECURSIVE leaf (at) AS (SELECT 0 UNION ALL SELECT at + 64 FROM leaf WHERE at + 64 < length(old.leaves))
  SELECT 1 FROM leaf WHERE substr(new.leaves, at + 33, 32) <> substr(old.leaves, at + 33, 32)
    OR substr(new.leaves, at + 1, 32) NOT IN (substr(old.leaves, at + 1, 32), zeroblob(32)))
BEGIN SELECT RAISE(ABORT, 'the change log is append-only'); END;

-- Roots of complete trees of 2^height leaves, for every eighth height: a proof is made of some hundreds of digests.
CREATE TABLE log_nodes (
  height INTEGER NOT NULL,
  position INTEGER NOT NULL,
  digest TEXT NOT NULL,
  PRIMARY KEY (height, position)
) STRICT, WITHOUT ROWID;

-- The tree as it is: how many leaves it has, and the roots of the complete trees it is made of, the largest first. No
-- row where the log is empty.
CREATE TABLE log_tree (
  only INTEGER NOT NULL PRIMARY KEY CHECK (only = 1),
  size INTEGER NOT NULL CHECK (size > 0),
  frontier TEXT NOT NULL CHECK (json_valid(frontier))
) STRICT;
