// What a recording holds, found by playing all of it.
import type { TickSink } from '../market/source.ts';
import { openRecording, type OpenOptions, type RecordingKind } from './open-recording.ts';
import { TickDigest } from './tick-digest.ts';

export interface Inspection {
  readonly kind: RecordingKind;
  /** What it is of. */
  readonly source: string;
  /** The busiest first. */
  readonly symbols: readonly string[];
  readonly ticks: number;
  readonly quotes: number;
  readonly trades: number;
  readonly statuses: number;
  /** Market time of the first and the last tick, milliseconds since 1970-01-01 UTC; undefined where there is none. */
  readonly from: number | undefined;
  readonly to: number | undefined;
  /** SHA-256 of the ticks, in hexadecimal digits; see tick-digest.ts. */
  readonly digest: string;
  /** Whether the one who recorded it came to the end; undefined where the kind of file knows no end of its own. */
  readonly closedProperly: boolean | undefined;
  /** Bytes at the end of a recording file that are no whole block. */
  readonly tornBytes: number;
  /** Rows and blocks that are damaged, which nothing here counts. */
  readonly skipped: number;
  readonly notes: readonly string[];
}

export type InspectOptions = Omit<OpenOptions, 'skipBadRows' | 'seek'>;

/** Damaged rows and blocks are counted, not thrown. @throws RecordingError, BadDateError */
export async function inspectRecording(path: string, options: InspectOptions = {}): Promise<Inspection> {
  const recording = await openRecording(path, { ...options, skipBadRows: true });
  try {
    const { source } = recording;
    const tally = new Tally();
    await source.advance(Infinity, tally);
    const { quotes, trades, statuses, from, to } = tally;
    return {
      kind: recording.kind,
      source: source.description,
      symbols: source.instruments.map((i) => i.symbol),
      ticks: quotes + trades + statuses,
      quotes,
      trades,
      statuses,
      from,
      to,
      digest: tally.digest.hex(),
      closedProperly: recording.closedProperly,
      tornBytes: recording.tornBytes,
      skipped: recording.skipped,
      notes: recording.notes,
    };
  } finally {
    await recording.close();
  }
}

class Tally implements TickSink {
  readonly digest = new TickDigest();
  quotes = 0;
  trades = 0;
  statuses = 0;
  from: number | undefined;
  to: number | undefined;

  quote(...tick: Parameters<TickSink['quote']>): void {
    this.quotes++;
    this.#pass(tick[1]);
    this.digest.quote(...tick);
  }

  trade(...tick: Parameters<TickSink['trade']>): void {
    this.trades++;
    this.#pass(tick[1]);
    this.digest.trade(...tick);
  }

  status(...tick: Parameters<TickSink['status']>): void {
    this.statuses++;
    this.#pass(tick[1]);
    this.digest.status(...tick);
  }

  #pass(time: number): void {
    this.from ??= time;
    this.to = time;
  }
}
