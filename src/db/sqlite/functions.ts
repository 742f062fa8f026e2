/** The functions of the core that statements and migrations ask. */
import { organizationsOn } from '../../core/records/expert.ts';
import { apart } from '../../core/records/search-text.ts';
import { fold } from '../../core/values/sort-key.ts';
import type { Connection } from './connection.ts';

/** `fold`, `apart`, and `organizations_on`: those somebody belonged to on a day, as JSON. */
export const withFunctions = (connection: Connection): Connection =>
  connection
    .function('fold', { deterministic: true }, (text: unknown) => fold(String(text)))
    .function('apart', { deterministic: true }, (text: unknown) => apart(String(text)))
    .function('organizations_on', { deterministic: true }, (affiliations: unknown, day: unknown) =>
      JSON.stringify(organizationsOn({ affiliations: JSON.parse(String(affiliations)) }, String(day))),
    );
