// Detects the kind of a recording (LEAN folder, recording file or CSV) and opens it.
import { open, stat } from 'node:fs/promises';
import type { BadRecordError } from './bad-record.ts';
import type { TickSource } from '../market/source.ts';
import { CsvSource } from './csv/csv-source.ts';
import { openLeanFolder } from './lean/lean-folder.ts';
import { SkipReport } from './skip-report.ts';
import { RecordedSource } from './twr/recorded-source.ts';
import { RecordingError, messageOf } from './recording-error.ts';
import { FIRST_VERSION, MAGIC, SIGNATURE_BYTES, VERSION } from './twr/recording-format.ts';
import { SeekSource } from './seek-source.ts';

/** If a replay starts this long before its first tick, a note says so; market milliseconds. */
const LONG_WAIT_MS = 3_600_000;

/** How many bytes to read to detect the kind. Binary files have a zero byte among them. */
const SNIFF_BYTES = 4_096;

/** Other formats that people try to replay, by their first bytes. */
const OTHER_KINDS = [
  ['PK\x03\x04', 'a zip (for LEAN ticks, give the folder that contains the symbol folders)'],
  ['\x1f\x8b', 'a gzip file (decompress it first)'],
  ['\x28\xb5\x2f\xfd', 'a zstd file (decompress it first)'],
  ['\xff\xfe', 'text in UTF-16 (save it as UTF-8)'],
  ['\xfe\xff', 'text in UTF-16 (save it as UTF-8)'],
  ['PAR1', 'a Parquet file (convert it to CSV)'],
  ['DBN', "Databento's binary encoding (ask for CSV)"],
] as const;

export type RecordingKind = 'lean' | 'recording' | 'csv';

export interface OpenOptions {
  /** YYYY-MM-DD: the day of a LEAN folder, which needs one; no other kind accepts one. */
  readonly date?: string | undefined;
  /** Plays only these symbols. If undefined or empty, plays all. */
  readonly symbols?: readonly string[] | undefined;
  /** The column names of a CSV where they differ from ours: `{ time: 'ts', price: 'px' }`. */
  readonly columns?: Readonly<Record<string, string>> | undefined;
  /** If true, counts damaged rows and blocks instead of failing. */
  readonly skipBadRows?: boolean | undefined;
  /** Market time to start at, milliseconds since 1970-01-01 UTC. Earlier ticks are published first, all at once. */
  readonly seek?: number | undefined;
}

export interface OpenRecording {
  readonly kind: RecordingKind;
  readonly source: TickSource;
  /** Rows and blocks skipped so far. */
  readonly skipped: number;
  /** Notes for people, so far: a start away from the ticks, what was skipped, and a torn end. */
  readonly notes: readonly string[];
  /** Whether the recording was closed properly; undefined if the file format has no end mark. */
  readonly closedProperly: boolean | undefined;
  /** Bytes at the end of a recording file after the last whole block. */
  readonly tornBytes: number;
  close(): Promise<void>;
}

/** @throws RecordingError, BadRecordError, BadDateError */
export async function openRecording(path: string, options: OpenOptions = {}): Promise<OpenRecording> {
  const found = await detectKind(path);
  const { kind } = found;
  const { date, columns, seek, symbols = [], skipBadRows = false } = options;
  if (kind !== 'lean' && date !== undefined) throw unsupportedOption(path, 'no date for a file', date);
  if (kind !== 'csv' && columns !== undefined)
    throw unsupportedOption(path, 'column names only for a CSV', Object.keys(columns).join(', '));
  const skipped = new SkipReport(kind === 'recording' ? 'blocks' : 'rows');
  const onBadRecord = skipBadRows ? (error: BadRecordError) => skipped.add(error.file, error) : undefined;
  switch (found.kind) {
    case 'lean': {
      if (date === undefined)
        throw new RecordingError('no-date', `${path}: expected a date for this folder of LEAN ticks, found none`);
      const { source, close } = await openLeanFolder(path, date, symbols, onBadRecord);
      return new OpenedRecording({ path, kind, source, close, seek, skipped });
    }
    case 'csv': {
      const source = await CsvSource.open(path, { symbols, columns: columns ?? {}, onBadRecord });
      return new OpenedRecording({ path, kind, source, close: () => source.close(), seek, skipped });
    }
    case 'recording': {
      const recorded = await RecordedSource.open(path, found.version, symbols, (error) => {
        if (!skipBadRows) throw error;
        skipped.add(path, error);
      });
      return new OpenedRecording({
        path,
        kind,
        source: recorded,
        close: () => recorded.close(),
        seek,
        skipped,
        recorded,
      });
    }
  }
}

interface OpenedRecordingParts {
  readonly path: string;
  readonly kind: RecordingKind;
  readonly source: TickSource;
  readonly close: () => Promise<void>;
  readonly seek: number | undefined;
  readonly skipped: SkipReport;
  readonly recorded?: RecordedSource;
}

class OpenedRecording implements OpenRecording {
  readonly kind: RecordingKind;
  readonly source: TickSource;
  readonly #parts: OpenedRecordingParts;
  readonly #seekSource: SeekSource | undefined;

  constructor(parts: OpenedRecordingParts) {
    this.kind = parts.kind;
    this.#seekSource = parts.seek === undefined ? undefined : new SeekSource(parts.source, parts.seek);
    this.source = this.#seekSource ?? parts.source;
    this.#parts = parts;
  }

  get skipped(): number {
    return this.#parts.skipped.count;
  }

  get notes(): string[] {
    return [...this.#seekNotes(), ...this.#parts.skipped.notes, ...(this.#parts.recorded?.notes ?? [])];
  }

  get closedProperly(): boolean | undefined {
    return this.#parts.recorded?.closedProperly;
  }

  get tornBytes(): number {
    return this.#parts.recorded?.tornBytes ?? 0;
  }

  async close(): Promise<void> {
    await this.#parts.close();
  }

  /** Without these notes, a replay before its first tick or after its last one looks like a feed that hangs. */
  #seekNotes(): string[] {
    const { path, source, seek = Infinity } = this.#parts;
    if (this.#seekSource?.isPastEnd === true)
      return [`${path}: the replay starts at ${new Date(seek).toISOString()}, after the last tick`];
    if (source.startTime - seek < LONG_WAIT_MS) return [];
    const [begins, start] = [source.startTime, seek].map((time) => new Date(time).toISOString());
    return [`${path}: the replay starts at ${start}, but the first tick is at ${begins}`];
  }
}

/** `version`: the format version of a recording file. */
type DetectedKind =
  { readonly kind: Exclude<RecordingKind, 'recording'> } | { readonly kind: 'recording'; readonly version: number };

/** The first bytes of a file decide its kind. */
async function detectKind(path: string): Promise<DetectedKind> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new RecordingError('unreadable', `${path}: expected a recording, found ${messageOf(cause)}`, cause);
  });
  if (found.isDirectory()) return { kind: 'lean' };
  if (!found.isFile()) throw notARecording(path, 'something that is not a regular file');
  if (found.size === 0) throw notARecording(path, 'an empty file');
  const start = await readStart(path);
  if (start.subarray(0, MAGIC.length).equals(MAGIC.subarray(0, start.length)))
    return { kind: 'recording', version: readVersion(path, start) };
  const text = start.toString('latin1');
  if (start.includes(0))
    throw notARecording(path, OTHER_KINDS.find(([bytes]) => text.startsWith(bytes))?.[1] ?? 'something else');
  return { kind: 'csv' };
}

async function readStart(path: string): Promise<Buffer> {
  try {
    const handle = await open(path);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(SNIFF_BYTES), 0, SNIFF_BYTES, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (cause) {
    throw new RecordingError('unreadable', `${path}: expected a recording, found ${messageOf(cause)}`, cause);
  }
}

function readVersion(path: string, start: Buffer): number {
  if (start.length < SIGNATURE_BYTES)
    throw new RecordingError('damaged-head', `${path}: expected a head, found ${start.length} bytes in all`);
  const version = start.readUInt16LE(MAGIC.length);
  if (version >= FIRST_VERSION && version <= VERSION) return version;
  const expected = `version ${FIRST_VERSION} or ${VERSION} of the format`;
  throw new RecordingError('other-version', `${path}: expected ${expected}, found ${version}`);
}

function notARecording(path: string, found: string): RecordingError {
  const expected = 'a folder of LEAN ticks, a Tapewire recording or a CSV with a header line';
  return new RecordingError('not-a-recording', `${path}: expected ${expected}, found ${found}`);
}

function unsupportedOption(path: string, expected: string, found: string): RecordingError {
  return new RecordingError('unsupported-option', `${path}: expected ${expected}, found ${found}`);
}
