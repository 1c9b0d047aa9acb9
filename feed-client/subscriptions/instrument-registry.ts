// The feed's instruments. Checks that later messages agree with them, so that no two symbols share an id.
import { CodecError } from '../../proto/codec.ts';
import type { Batch, Instrument, Snapshot } from '../../proto/messages.ts';
import { quoted } from '../../proto/shown-text.ts';
import type { FeedEvent } from '../machine/state.ts';

export class InstrumentRegistry {
  /** The feed's instruments, the busiest first; empty before the first list. */
  all: readonly Instrument[] = [];
  #epoch: number | undefined;
  /** Whether the list of this epoch has arrived. */
  #hasList = false;
  readonly #bySymbol = new Map<string, Instrument>();
  readonly #byId = new Map<number, Instrument>();

  /** Adds the instruments in `event`, and checks its ids. @throws CodecError if it contradicts an earlier message */
  checkAndAdd(event: FeedEvent): void {
    if (event.type === 'instruments') {
      this.#enterEpoch(event.epoch);
      for (const instrument of event.instruments) this.#add(instrument);
      this.#hasList = true;
      this.all = event.instruments;
    } else if (event.type === 'resumed' || event.type === 'subscribed') {
      this.#enterEpoch(event.reply.head.epoch);
      for (const { instrument } of event.reply.accepted) this.#add(instrument);
    } else if (event.type === 'batch') this.#expectBatchIds(event.batch);
    else if (event.type === 'snapshot') this.#expectSnapshotIds(event.snapshot);
  }

  /** Call this after an invalid message: later messages are not compared with earlier ones, which may have been wrong. */
  forgetEpoch(): void {
    this.#epoch = undefined;
  }

  /** Forgets the instruments of another epoch: ids are only valid within one. */
  #enterEpoch(epoch: number): void {
    if (epoch === this.#epoch) return;
    this.#epoch = epoch;
    this.#hasList = false;
    this.#bySymbol.clear();
    this.#byId.clear();
  }

  #add(instrument: Instrument): void {
    const { id, symbol, decimals, sizeDecimals } = instrument;
    const before = this.#bySymbol.get(symbol);
    if (before && (before.id !== id || before.decimals !== decimals || before.sizeDecimals !== sizeDecimals))
      throw new CodecError(
        'mismatch',
        `instrument ${quoted(symbol)}: expected ${describeTerms(before)} as before, found ${describeTerms(instrument)}`,
      );
    const sameId = this.#byId.get(id);
    if (sameId && sameId.symbol !== symbol)
      throw new CodecError(
        'mismatch',
        `id ${id}: expected one symbol, found ${quoted(sameId.symbol)} and ${quoted(symbol)}`,
      );
    this.#bySymbol.set(symbol, instrument);
    this.#byId.set(id, instrument);
  }

  #expectBatchIds({ epoch, quotes, sales, statuses, tape }: Batch): void {
    if (epoch !== this.#epoch) return;
    for (const rows of [quotes, sales, statuses, tape]) for (const id of rows.id) this.#expectKnown('batch', id);
  }

  #expectSnapshotIds({ at, states }: Snapshot): void {
    if (at.epoch === this.#epoch) for (const { id } of states) this.#expectKnown('snapshot', id);
  }

  /** Unknown ids are valid until the list arrives: the server may still send a symbol that this client has unsubscribed. */
  #expectKnown(message: string, id: number): void {
    if (this.#hasList && !this.#byId.has(id))
      throw new CodecError('mismatch', `${message}: expected ids that the feed lists, found ${id}`);
  }
}

function describeTerms({ id, decimals, sizeDecimals }: Instrument): string {
  return `id ${id} with ${decimals} decimals, ${sizeDecimals} for sizes`;
}
