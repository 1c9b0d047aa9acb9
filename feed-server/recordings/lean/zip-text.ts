// The text of a zip with one file, read on demand; the only file that imports yauzl.
import { open, stat } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import yauzl from 'yauzl';
import { RecordingError, messageOf } from '../recording-error.ts';

/** Opens the zip on the first read, and closes it at the end or on `return`. @throws RecordingError */
export async function* readZip(file: string): AsyncGenerator<string, void> {
  const zip = await openZip(file);
  try {
    if (zip.entryCount !== 1)
      throw new RecordingError('not-one-file', `${file}: expected one file in the zip, found ${zip.entryCount}`);
    for await (const entry of zip.eachEntry()) yield* readEntry(file, zip, entry);
  } catch (cause) {
    if (cause instanceof RecordingError) throw cause;
    throw damaged(file, messageOf(cause), cause);
  } finally {
    zip.close();
  }
}

async function* readEntry(file: string, zip: yauzl.ZipFile, entry: yauzl.Entry): AsyncGenerator<string, void> {
  let checksum = 0;
  for await (const chunk of await zip.openReadStreamPromise(entry)) {
    const bytes = chunk as Buffer;
    checksum = crc32(bytes, checksum);
    yield bytes.toString('latin1');
  }
  // yauzl checks only lengths.
  if (checksum !== entry.crc32) throw damaged(file, 'a wrong checksum');
}

async function openZip(file: string): Promise<yauzl.ZipFile> {
  try {
    // Opening a named pipe would wait for a writer for ever.
    if (!(await stat(file)).isFile()) throw unreadable(file, 'something that is not a regular file');
    return await yauzl.openPromise(file);
  } catch (cause) {
    if (cause instanceof RecordingError) throw cause;
    const found = messageOf(cause);
    if (cause instanceof Error && 'code' in cause) throw unreadable(file, found, cause);
    if (await beginsAsZip(file)) throw damaged(file, found, cause);
    throw new RecordingError('not-a-zip', `${file}: expected a zip, found something else (${found})`, cause);
  }
}

/** A zip's directory is at its end, so a truncated one can only be recognized by its start. */
async function beginsAsZip(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0);
    return bytesRead === 4 && buffer.readUInt32LE() === 0x04034b50;
  } finally {
    await handle.close();
  }
}

function unreadable(file: string, found: string, cause?: unknown): RecordingError {
  return new RecordingError('unreadable', `${file}: expected a zip that can be read, found ${found}`, cause);
}

function damaged(file: string, found: string, cause?: unknown): RecordingError {
  return new RecordingError('damaged-zip', `${file}: expected a whole zip, found a damaged one (${found})`, cause);
}
