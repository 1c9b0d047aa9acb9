// Summarizes a recording by playing all of it.
import type { TickSink } from '../market/source.ts';
import { openRecording, type OpenOptions, type RecordingKind } from './open-recording.ts';
import { TickDigest } from './tick-digest.ts';

export interface Inspection {
  readonly kind: RecordingKind;
  /** A description of the source, for people. */
  readonly source: string;
  /** Most active first. */
  readonly symbols: readonly string[];
  readonly ticks: number;
  readonly quotes: number;
  readonly trades: number;
  readonly statuses: number;
  /** Market time of the first and the last tick, milliseconds since 1970-01-01 UTC; undefined if there is none. */
  readonly from: number | undefined;
  readonly to: number | undefined;
  /** SHA-256 of the ticks, in hexadecimal digits; see tick-digest.ts. */
  readonly digest: string;
  /** Whether the recording was closed properly; undefined if the file format has no end mark. */
  readonly closedProperly: boolean | undefined;
  /** Bytes at the end of a recording file after the last whole block. */
  readonly tornBytes: number;
  /** Damaged rows and blocks, which the other numbers do not include. */
  readonly skipped: number;
  readonly notes: readonly string[];
}

export type InspectOptions = Omit<OpenOptions, 'skipBadRows' | 'seek'>;

/** Damaged rows and blocks are counted, not thrown. @throws RecordingError, BadDateError */
export async function inspectRecording(path: string, options: InspectOptions = {}): Promise<Inspection> {
  const recording = await openRecording(path, { ...options, skipBadRows: true });
  try {
    const { source } = recording;
    const summary = new TickSummary();
    await source.advance(Infinity, summary);
    const { quotes, trades, statuses, from, to } = summary;
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
      digest: summary.digest.hex(),
      closedProperly: recording.closedProperly,
      tornBytes: recording.tornBytes,
      skipped: recording.skipped,
      notes: recording.notes,
    };
  } finally {
    await recording.close();
  }
}

class TickSummary implements TickSink {
  readonly digest = new TickDigest();
  quotes = 0;
  trades = 0;
  statuses = 0;
  from: number | undefined;
  to: number | undefined;

  quote(...tick: Parameters<TickSink['quote']>): void {
    this.quotes++;
    this.#addTime(tick[1]);
    this.digest.quote(...tick);
  }

  trade(...tick: Parameters<TickSink['trade']>): void {
    this.trades++;
    this.#addTime(tick[1]);
    this.digest.trade(...tick);
  }

  status(...tick: Parameters<TickSink['status']>): void {
    this.statuses++;
    this.#addTime(tick[1]);
    this.digest.status(...tick);
  }

  #addTime(time: number): void {
    this.from ??= time;
    this.to = time;
  }
}
