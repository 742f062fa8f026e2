/** ZIP archives without the time of their making, so that the same content is the same bytes. */

const END_OF_DIRECTORY = 0x06054b50;
const END_BYTES = 22;
const ENTRY_BYTES = 46;
/** 1 January 1980, 0:00, the first moment a ZIP archive can name. */
const FIRST_DAY = 0x0021;

/** Sets the time of every file in the archive (APPNOTE.TXT 4.3) to the first there is. Changes `archive` itself. */
export function withoutTimes(archive: Buffer): Buffer {
  const end = archive.length - END_BYTES;
  if (archive.readUInt32LE(end) !== END_OF_DIRECTORY) throw new RangeError('this is no ZIP archive without a comment');
  let entry = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
    setTime(archive, entry + 12);
    setTime(archive, archive.readUInt32LE(entry + 42) + 10);
    const [name, extra, comment] = [28, 30, 32].map((at) => archive.readUInt16LE(entry + at));
    entry += ENTRY_BYTES + (name ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  return archive;
}

function setTime(archive: Buffer, at: number): void {
  archive.writeUInt16LE(0, at);
  archive.writeUInt16LE(FIRST_DAY, at + 2);
}
