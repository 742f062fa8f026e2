/** Tables that are about to be imported. */
import { sql } from 'kysely';
import { MAX_UPLOADS_OF_A_KEY, type UploadStore } from '../../../core/ports/upload-store.ts';
import { newUploadId, piecesIn, type UploadRow, uploadFromRow } from '../../shared/import/upload-rows.ts';
import type { Read } from '../reading.ts';
import type { Session } from '../statements.ts';

const say = (session: Session, id: string, how: unknown) =>
  session.all(sql`UPDATE desk_uploads SET how = ${JSON.stringify(how)} WHERE id = ${id}
    AND how::jsonb ->> 'done' IS NULL`);

export const createUploadStore = (read: Read, write: Read): UploadStore => ({
  add: async ({ key, name, how, endsAt }, bytes, now) => {
    const id = newUploadId();
    await write(async (session) => {
      await session.all(sql`DELETE FROM desk_uploads WHERE ends_at <= ${now.toISOString()}`);
      await session.all(sql`DELETE FROM desk_uploads WHERE id IN (SELECT id FROM desk_uploads WHERE key = ${key}
        ORDER BY ends_at DESC, id OFFSET ${MAX_UPLOADS_OF_A_KEY - 1})`);
      await session.all(sql`INSERT INTO desk_uploads (id, key, name, how, ends_at)
        VALUES (${id}, ${key}, ${name}, ${JSON.stringify(how)}, ${endsAt})`);
    });
    let ordinal = 0;
    for (const piece of piecesIn(bytes)) {
      const at = ordinal++;
      await write((session) =>
        session.all(sql`INSERT INTO desk_upload_pieces (upload, ordinal, bytes) VALUES (${id}, ${at}, ${piece})`),
      );
    }
    return id;
  },
  find: (id) =>
    read(async (session) => {
      const row = await session.first(
        sql<UploadRow>`SELECT id, key, name, how, ends_at FROM desk_uploads WHERE id = ${id}`,
      );
      return row === undefined ? null : uploadFromRow(row);
    }),
  ofKey: (key, now) =>
    read(async (session) => {
      const rows = await session.all(sql<UploadRow>`SELECT id, key, name, how, ends_at FROM desk_uploads
        WHERE key = ${key} AND ends_at > ${now.toISOString()} ORDER BY ends_at DESC, id`);
      return rows.map(uploadFromRow);
    }),
  bytes: async function* (id) {
    for (let ordinal = 0; ; ordinal += 1) {
      const piece = await read((session) =>
        session.first(sql<{ bytes: Buffer }>`SELECT bytes FROM desk_upload_pieces
          WHERE upload = ${id} AND ordinal = ${ordinal}`),
      );
      if (piece === undefined) return;
      yield piece.bytes;
    }
  },
  keep: (id, how) =>
    write(async (session) => {
      await say(session, id, how);
    }),
  finish: (id, how) =>
    write(async (session) => {
      await say(session, id, how);
      await session.all(sql`DELETE FROM desk_upload_pieces WHERE upload = ${id}`);
    }),
});
