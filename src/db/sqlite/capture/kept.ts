/** Whether a text is still kept: what anybody reads, and what quotes are checked against. */
import { sql } from 'kysely';

/** Reduced dates sort before the days in them: 2026-03 is over once 2026-03-31 is. */
export const isStillKept = (today: string) =>
  sql`text IS NOT NULL AND (keep_until IS NULL OR substr(${today}, 1, length(keep_until)) <= keep_until)`;
