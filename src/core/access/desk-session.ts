/** Desk session: what a browser is known by that signed in at the desk with a key, until the end of a working day. */
export const SESSION_MS = 8 * 60 * 60 * 1_000;

/** A session as it is kept: of its token only the hash is, by the store. Instants are RFC 3339. */
export type DeskSession = {
  /** The id of the key it was begun with, whose rights it has for as long as that is active. */
  readonly key: string;
  readonly endsAt: string;
};

/** True until the instant at which the session ends. */
export const isRunning = ({ endsAt }: DeskSession, at: Date): boolean => Date.parse(endsAt) > at.getTime();
