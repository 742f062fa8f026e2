/** Tables that are about to be imported, as rows: their bytes in pieces, so that nobody waits while they are written. */
import { randomBytes } from 'node:crypto';
import { NOTHING_SAID, type Upload } from '../../../core/import/table/upload.ts';

export const PIECE_BYTES = 1024 * 1024;

export type UploadRow = { id: string; key: string; name: string; how: string; ends_at: string };

export const newUploadId = (): string => randomBytes(16).toString('hex');

export const uploadFromRow = ({ id, key, name, how, ends_at }: UploadRow): Upload => ({
  ...{ id, key, name, how: { ...NOTHING_SAID, ...JSON.parse(how) }, endsAt: ends_at },
});

export function* piecesIn(bytes: Uint8Array): Generator<Buffer> {
  for (let from = 0; from < bytes.length; from += PIECE_BYTES)
    yield Buffer.from(bytes.subarray(from, from + PIECE_BYTES));
}
