/** Tables that are about to be imported, on an SQLite file. */
import { sql } from 'kysely';
import { MAX_UPLOADS_OF_A_KEY, type UploadStore } from '../../../core/ports/upload-store.ts';
import { newUploadId, piecesIn, type UploadRow, uploadFromRow } from '../../shared/import/upload-rows.ts';
import type { Statements } from '../statements.ts';
import type { RunWrite } from '../write-lock.ts';

export function createUploadStore(statements: Statements, write: RunWrite): UploadStore {
  const say = (id: string, how: unknown) =>
    statements.run(sql`UPDATE desk_uploads SET how = ${JSON.stringify(how)} WHERE id = ${id}
      AND how ->> '$.done' IS NULL`);
  return {
    add: async ({ key, name, how, endsAt }, bytes, now) => {
      const id = newUploadId();
      await write(() => {
        statements.run(sql`DELETE FROM desk_uploads WHERE ends_at <= ${now.toISOString()}`);
        statements.run(sql`DELETE FROM desk_uploads WHERE id IN (SELECT id FROM desk_uploads WHERE key = ${key}
          ORDER BY ends_at DESC, id LIMIT -1 OFFSET ${MAX_UPLOADS_OF_A_KEY - 1})`);
        statements.run(sql`INSERT INTO desk_uploads (id, key, name, how, ends_at)
          VALUES (${id}, ${key}, ${name}, ${JSON.stringify(how)}, ${endsAt})`);
      });
      let ordinal = 0;
      for (const piece of piecesIn(bytes)) {
        const at = ordinal++;
        await write(() =>
          statements.run(sql`INSERT INTO desk_upload_pieces (upload, ordinal, bytes) VALUES (${id}, ${at}, ${piece})`),
        );
      }
      return id;
    },
    find: async (id) => {
      const [row] = statements.all(
        sql<UploadRow>`SELECT id, key, name, how, ends_at FROM desk_uploads WHERE id = ${id}`,
      );
      return row === undefined ? null : uploadFromRow(row);
    },
    ofKey: async (key, now) =>
      statements
        .all(sql<UploadRow>`SELECT id, key, name, how, ends_at FROM desk_uploads
          WHERE key = ${key} AND ends_at > ${now.toISOString()} ORDER BY ends_at DESC, id`)
        .map(uploadFromRow),
    bytes: async function* (id) {
      for (let ordinal = 0; ; ordinal += 1) {
        const [piece] = statements.all(sql<{ bytes: Buffer }>`SELECT bytes FROM desk_upload_pieces
          WHERE upload = ${id} AND ordinal = ${ordinal}`);
        if (piece === undefined) return;
        yield piece.bytes;
      }
    },
    keep: (id, how) => write(() => say(id, how)),
    finish: (id, how) =>
      write(() => {
        say(id, how);
        statements.run(sql`DELETE FROM desk_upload_pieces WHERE upload = ${id}`);
      }),
  };
}
