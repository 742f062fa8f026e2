/** ZIP archives made as they are sent: no file of one is held, and the same files are the same bytes. */
import { Zip, ZipDeflate } from 'fflate';

/** A file of an archive: its name, and its text piece by piece. */
export type ArchiveFile = { readonly name: string; readonly texts: AsyncIterable<string> | Iterable<string> };

/** The first moment that an archive can name: what is packed has no time of its own. */
const NO_TIME = '1980-01-01T00:00:00';
const LEVEL = 6;

/** Beyond this, sizes and places do not fit an archive without the extensions of ZIP64 (APPNOTE.TXT 4.4.1.4). */
const MAX_BYTES = 2 ** 32 - 1;

/** The archive of the files, one after the other. Fails where one of them, or all of it, has more than 4 GiB. */
export async function* zipOf(files: AsyncIterable<ArchiveFile>): AsyncGenerator<Uint8Array> {
  let made: Uint8Array[] = [];
  let bytes = 0;
  const zip = new Zip((error, data) => {
    if (error) throw error;
    made.push(data);
    bytes += data.length;
  });
  const taken = (read: number): Uint8Array => {
    if (bytes > MAX_BYTES || read > MAX_BYTES) throw new RangeError('a ZIP archive cannot hold more than 4 GiB');
    const [first = new Uint8Array(), ...more] = made;
    const all = more.length === 0 ? first : Buffer.concat(made);
    made = [];
    return all;
  };
  for await (const { name, texts } of files) {
    const file = new ZipDeflate(name, { level: LEVEL });
    file.mtime = NO_TIME;
    zip.add(file);
    let read = 0;
    for await (const text of texts) {
      const content = Buffer.from(text);
      read += content.length;
      file.push(content);
      yield taken(read);
    }
    file.push(new Uint8Array(), true);
    yield taken(read);
  }
  zip.end();
  yield taken(0);
}
