// What a subscriber may ask for, and the answer it gets: per symbol accepted, or refused by name.
import type { RequestedSubscription } from '../../proto/codec.ts';
import type {
  Accepted,
  Instrument,
  Mode,
  Position,
  Receipt,
  Refusal,
  RefusalKind,
  ResetReason,
  SubscriptionReply,
} from '../../proto/messages.ts';
import type { TickLog } from '../log/tick-log.ts';
import { BOARD, TAPE } from './conflator.ts';
import type { Hub } from './hub.ts';
import { MissedTicks } from './receipts.ts';
import type { Subscriber } from './subscriber.ts';

/** Subscriptions on one connection at most. */
export const MAX_SUBSCRIPTIONS = 2_048;

const BIT: Readonly<Record<Mode, number>> = { board: BOARD, tape: TAPE };

interface Granted {
  readonly instrument: Instrument;
  readonly mode: Mode;
}

export class Requests {
  readonly #hub: Hub;
  readonly #log: TickLog;
  readonly #bySymbol: ReadonlyMap<string, Instrument>;

  constructor(hub: Hub, log: TickLog, instruments: readonly Instrument[]) {
    this.#hub = hub;
    this.#log = log;
    this.#bySymbol = new Map(instruments.map((i) => [i.symbol, i]));
  }

  /** Call `Hub.serve` once the reply is sent: the snapshots of what was accepted follow it. */
  subscribe(subscriber: Subscriber, requested: readonly RequestedSubscription[]): SubscriptionReply {
    this.#hub.published();
    const { granted, refused } = this.#grant(requested, MAX_SUBSCRIPTIONS - subscriber.count, subscriber);
    for (const { instrument, mode } of granted) this.#add(subscriber, instrument.id, mode);
    return this.#reply(granted.map(accept), refused);
  }

  unsubscribe(subscriber: Subscriber, requested: readonly RequestedSubscription[]): SubscriptionReply {
    const { granted, refused } = this.#grant(requested, Infinity);
    const held = granted.filter(({ instrument: { id }, mode }) => holds(subscriber, id, mode));
    const strangers = granted.filter(({ instrument: { id }, mode }) => !holds(subscriber, id, mode));
    for (const { instrument, mode } of held) this.#hub.unlisten(subscriber, instrument.id, BIT[mode]);
    const notHeld = strangers.map(({ instrument: { symbol }, mode }) =>
      refusal('not-subscribed', symbol, mode, `${symbol} is not subscribed on the ${mode}`),
    );
    return this.#reply(held.map(accept), [...refused, ...notHeld]);
  }

  /** As subscribe, in place of all the subscriber had, and going on from where it was if the log still holds that. */
  resume(subscriber: Subscriber, from: Position, requested: readonly RequestedSubscription[]): SubscriptionReply {
    this.#hub.published();
    const { granted, refused } = this.#grant(requested, MAX_SUBSCRIPTIONS);
    const reason = this.#resetReason(from);
    if (reason !== undefined) {
      this.#hub.restart(subscriber, this.#log.head);
      for (const { instrument, mode } of granted) this.#add(subscriber, instrument.id, mode);
      const receipt: Receipt = { kind: 'reset', reason };
      return this.#reply(
        granted.map((g) => ({ ...g, receipt })),
        refused,
      );
    }
    const ids = new Set(granted.map((g) => g.instrument.id));
    const missed = new MissedTicks(this.#log, from.sequence, this.#log.head, ids);
    this.#hub.restart(subscriber, from.sequence);
    for (const { instrument, mode } of granted) this.#hub.listen(subscriber, instrument.id, BIT[mode]);
    const accepted = granted.map((g) => ({ ...g, receipt: missed.receiptFor(g.instrument.id, g.mode) }));
    return this.#reply(accepted, refused);
  }

  /** A board starts with a snapshot, which waits until everything before it is sent; a tape starts here. */
  #add(subscriber: Subscriber, id: number, mode: Mode): void {
    if (mode === 'tape') this.#hub.listen(subscriber, id, TAPE);
    else subscriber.awaiting.add(id);
  }

  #resetReason(from: Position): ResetReason | undefined {
    if (from.epoch !== this.#log.epoch) return 'other-epoch';
    if (from.sequence > this.#log.head) return 'future';
    return from.sequence < this.#log.resumableFrom ? 'too-old' : undefined;
  }

  /** Grants `room` subscriptions at most; what is named again, or held by `holder` already, takes none. */
  #grant(
    requested: readonly RequestedSubscription[],
    room: number,
    holder?: Subscriber,
  ): { granted: Granted[]; refused: Refusal[] } {
    const granted = new Map<string, Granted>();
    const refused: Refusal[] = [];
    let left = room;
    for (const { symbol, mode } of requested) {
      const instrument = this.#bySymbol.get(symbol);
      if (!instrument) refused.push(refusal('unknown-symbol', symbol, mode, `no symbol "${symbol}" on this feed`));
      else if (mode === undefined)
        refused.push(refusal('bad-mode', symbol, mode, `${symbol}: expected mode board or tape`));
      else if (granted.has(`${mode} ${symbol}`)) continue;
      else if (holder && holds(holder, instrument.id, mode)) granted.set(`${mode} ${symbol}`, { instrument, mode });
      else if (left === 0)
        refused.push(refusal('too-many', symbol, mode, `${symbol}: over ${MAX_SUBSCRIPTIONS} subscriptions`));
      else {
        granted.set(`${mode} ${symbol}`, { instrument, mode });
        left--;
      }
    }
    return { granted: [...granted.values()], refused };
  }

  #reply(accepted: readonly Accepted[], refused: readonly Refusal[]): SubscriptionReply {
    return { accepted, refused, head: { epoch: this.#log.epoch, sequence: this.#log.head } };
  }
}

function holds(subscriber: Subscriber, id: number, mode: Mode): boolean {
  const held = ((subscriber.modes[id] as number) & BIT[mode]) !== 0;
  return held || (mode === 'board' && subscriber.awaiting.has(id));
}

function accept({ instrument, mode }: Granted): Accepted {
  return { instrument, mode, receipt: undefined };
}

function refusal(kind: RefusalKind, symbol: string, mode: Mode | undefined, message: string): Refusal {
  return { kind, symbol, mode, message };
}
