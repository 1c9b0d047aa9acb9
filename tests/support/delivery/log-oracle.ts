// The oracle of one log: every published tick, and the state after each.
import type { TickSink } from '../../../feed-server/market/source.ts';
import type { MarketSession, StatusReason, SymbolState } from '../../../proto/messages.ts';

export interface OracleQuote {
  readonly kind: 'quote';
  readonly sequence: number;
  readonly time: number;
  readonly bid: number;
  readonly bidSize: number;
  readonly ask: number;
  readonly askSize: number;
}

export interface OracleTrade {
  readonly kind: 'trade';
  readonly sequence: number;
  readonly time: number;
  readonly price: number;
  readonly size: number;
}

export interface OracleStatus {
  readonly kind: 'status';
  readonly sequence: number;
  readonly time: number;
  readonly session: MarketSession;
  readonly reason: StatusReason;
  readonly reference: number | undefined;
}

export type OracleTick = OracleQuote | OracleTrade | OracleStatus;

export class LogOracle implements TickSink {
  readonly epoch: number;
  readonly #times: number[] = [];
  readonly #initial: readonly SymbolState[];
  /** By instrument id, in log order. `#states` holds the state after each tick. */
  readonly #ticks: OracleTick[][];
  readonly #states: SymbolState[][];

  /** `initial`: the state of each instrument before the first tick, by id. */
  constructor(epoch: number, initial: readonly SymbolState[]) {
    this.epoch = epoch;
    this.#initial = initial;
    this.#ticks = initial.map(() => []);
    this.#states = initial.map(() => []);
  }

  quote(id: number, time: number, bid: number, bidSize: number, ask: number, askSize: number): void {
    this.#add(id, { kind: 'quote', sequence: this.head + 1, time, bid, bidSize, ask, askSize });
  }

  trade(id: number, time: number, price: number, size: number): void {
    this.#add(id, { kind: 'trade', sequence: this.head + 1, time, price, size });
  }

  status(id: number, time: number, session: MarketSession, reason: StatusReason, reference: number | undefined): void {
    this.#add(id, { kind: 'status', sequence: this.head + 1, time, session, reason, reference });
  }

  /** Sequence of the latest tick, 0 before the first. */
  get head(): number {
    return this.#times.length;
  }

  /** Market time of a tick, milliseconds. */
  timeOf(sequence: number): number {
    return this.#times[sequence - 1] as number;
  }

  /** The state after the ticks up to and including `sequence`. */
  stateAt(id: number, sequence: number): SymbolState {
    const n = this.#countUpTo(id, sequence);
    return (n === 0 ? this.#initial[id] : this.#states[id]?.[n - 1]) as SymbolState;
  }

  /** The final state, which is the initial state of the next log if the market continues. */
  get states(): SymbolState[] {
    return this.#initial.map((_, id) => this.stateAt(id, this.head));
  }

  /** The ticks of an instrument in (after, through], in order. */
  ticksIn(id: number, after: number, through: number): readonly OracleTick[] {
    return (this.#ticks[id] as OracleTick[]).slice(this.#countUpTo(id, after), this.#countUpTo(id, through));
  }

  tradesIn(id: number, after: number, through: number): readonly OracleTrade[] {
    return this.ticksIn(id, after, through).filter((tick) => tick.kind === 'trade');
  }

  #add(id: number, tick: OracleTick): void {
    const state = (this.#states[id]?.at(-1) ?? this.#initial[id]) as SymbolState;
    this.#times.push(tick.time);
    this.#ticks[id]?.push(tick);
    this.#states[id]?.push(stateAfter(tick, state));
  }

  #countUpTo(id: number, sequence: number): number {
    const ticks = this.#ticks[id] as OracleTick[];
    let [low, high] = [0, ticks.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ticks[middle] as OracleTick).sequence <= sequence) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function stateAfter(tick: OracleTick, state: SymbolState): SymbolState {
  const { time } = tick;
  switch (tick.kind) {
    case 'quote': {
      const { bid, bidSize, ask, askSize } = tick;
      return { ...state, quote: { time, bid, bidSize, ask, askSize } };
    }
    case 'trade': {
      const { price, size } = tick;
      const { open, high, low, volume, count } = state.trades ?? {
        open: price,
        high: price,
        low: price,
        volume: 0,
        count: 0,
      };
      const sums = { high: Math.max(high, price), low: Math.min(low, price), volume: volume + size, count: count + 1 };
      return { ...state, trades: { time, last: price, size, open, ...sums } };
    }
    case 'status': {
      const { session, reason, reference } = tick;
      const status = { time, session, reason };
      return reference === undefined ? { ...state, status } : { ...state, status, reference, trades: undefined };
    }
  }
}
