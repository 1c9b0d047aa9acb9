// The feed's instruments, and whether what the feed says later agrees with them: two rows never share an id.
import { CodecError } from '../../proto/codec.ts';
import type { Batch, Instrument, Snapshot } from '../../proto/messages.ts';
import { quoted } from '../../proto/shown-text.ts';
import type { FeedEvent } from '../machine/state.ts';

export class InstrumentRegistry {
  /** The feed's instruments, the busiest first; empty before the first list. */
  offered: readonly Instrument[] = [];
  #epoch: number | undefined;
  /** Whether the list of this epoch has arrived. */
  #listed = false;
  readonly #bySymbol = new Map<string, Instrument>();
  readonly #byId = new Map<number, Instrument>();

  /** Learns the instruments in `event`. @throws CodecError if it contradicts what was said before */
  check(event: FeedEvent): void {
    if (event.type === 'instruments') {
      this.#enter(event.epoch);
      for (const instrument of event.instruments) this.#learn(instrument);
      this.#listed = true;
      this.offered = event.instruments;
    } else if (event.type === 'resumed' || event.type === 'subscribed') {
      this.#enter(event.reply.head.epoch);
      for (const { instrument } of event.reply.accepted) this.#learn(instrument);
    } else if (event.type === 'batch') this.#expectIdsOf(event.batch);
    else if (event.type === 'snapshot') this.#expectIdsIn(event.snapshot);
  }

  /** Something the feed said cannot be true, so nothing it said before counts against what it says next. */
  forget(): void {
    this.#epoch = undefined;
  }

  /** In another epoch, ids mean something else. */
  #enter(epoch: number): void {
    if (epoch === this.#epoch) return;
    this.#epoch = epoch;
    this.#listed = false;
    this.#bySymbol.clear();
    this.#byId.clear();
  }

  #learn(instrument: Instrument): void {
    const { id, symbol, decimals, sizeDecimals } = instrument;
    const before = this.#bySymbol.get(symbol);
    if (before && (before.id !== id || before.decimals !== decimals || before.sizeDecimals !== sizeDecimals))
      throw new CodecError(
        'mismatch',
        `instrument ${quoted(symbol)}: expected ${termsOf(before)} as before, found ${termsOf(instrument)}`,
      );
    const other = this.#byId.get(id);
    if (other && other.symbol !== symbol)
      throw new CodecError(
        'mismatch',
        `id ${id}: expected one symbol, found ${quoted(other.symbol)} and ${quoted(symbol)}`,
      );
    this.#bySymbol.set(symbol, instrument);
    this.#byId.set(id, instrument);
  }

  #expectIdsOf({ epoch, quotes, sales, statuses, tape }: Batch): void {
    if (epoch !== this.#epoch) return;
    for (const { id } of [quotes, sales, statuses, tape]) for (const one of id) this.#expectKnown('batch', one);
  }

  #expectIdsIn({ at, states }: Snapshot): void {
    if (at.epoch === this.#epoch) for (const { id } of states) this.#expectKnown('snapshot', id);
  }

  /** Before the list arrives, a server may still send symbols that were unsubscribed after it accepted them. */
  #expectKnown(what: string, id: number): void {
    if (this.#listed && !this.#byId.has(id))
      throw new CodecError('mismatch', `${what}: expected ids that the feed lists, found ${id}`);
  }
}

function termsOf({ id, decimals, sizeDecimals }: Instrument): string {
  return `id ${id} with ${decimals} decimals, of sizes ${sizeDecimals}`;
}
