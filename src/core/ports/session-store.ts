/** The part of the store port that keeps who is signed in at the desk. Sessions are no records: the change log and the revision know nothing of them. */
import type { DeskSession } from '../access/desk-session.ts';

export interface SessionStore {
  /** Begins a session, and forgets those that have ended. Its token is told now and can never be told again. */
  begin(session: DeskSession, now: Date): Promise<string>;
  /** The session whose token this is, also one that has ended; null where there is none. */
  find(token: string): Promise<DeskSession | null>;
  /** Ends the session with that token; passes over one that is not there. */
  end(token: string): Promise<void>;
}
