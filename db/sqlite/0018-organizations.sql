-- The organizations that somebody spoke for, which every request that names one asks for; with what the public sees.
CREATE INDEX statements_by_capacity ON statements (capacity, status) WHERE capacity IS NOT NULL;
