// The published history of every symbol: each state and trade. What a page shows must occur here.
import type { TickSink } from '../../../feed-server/market/source.ts';
import type { Instrument, MarketSession, StatusReason } from '../../../proto/messages.ts';

export interface PublishedTrade {
  readonly price: number;
  readonly size: number;
}

/** The values of a row of the board, in units; undefined for an empty cell. */
export interface ShownState {
  readonly bid: number | undefined;
  readonly ask: number | undefined;
  readonly last: number | undefined;
  readonly volume: number | undefined;
}

/** A trade as the tape shows it, with two price decimals. */
export interface ShownTrade {
  readonly price: string;
  readonly size: string;
}

interface SymbolHistory {
  bid: number;
  ask: number;
  last: number;
  volume: number;
  /** Every state, as `stateKey`. */
  readonly states: Set<string>;
  readonly trades: PublishedTrade[];
}

export class SymbolHistories implements TickSink {
  readonly #byId: readonly SymbolHistory[];
  readonly #bySymbol = new Map<string, SymbolHistory>();

  constructor(instruments: readonly Instrument[]) {
    this.#byId = instruments.map(({ symbol }) => {
      const history = { bid: 0, ask: 0, last: 0, volume: 0, states: new Set<string>(), trades: [] };
      this.#bySymbol.set(symbol, history);
      return history;
    });
  }

  quote(id: number, _time: number, bid: number, _bidSize: number, ask: number): void {
    this.#change(id, { bid, ask });
  }

  trade(id: number, _time: number, price: number, size: number): void {
    this.#change(id, { last: price, volume: (this.#byId[id]?.volume ?? 0) + size });
    this.#byId[id]?.trades.push({ price, size });
  }

  status(id: number, _time: number, _session: MarketSession, _reason: StatusReason, reference?: number): void {
    if (reference !== undefined) this.#change(id, { last: 0, volume: 0 });
  }

  /** Whether the symbol was in exactly this state at some time. */
  hadState(symbol: string, { bid, ask, last, volume }: ShownState): boolean {
    return this.#historyOf(symbol).states.has(stateKey(bid ?? 0, ask ?? 0, last ?? 0, volume ?? 0));
  }

  /** The symbol's volume so far, which an up-to-date board shows. */
  volumeOf(symbol: string): number {
    return this.#historyOf(symbol).volume;
  }

  /** Oldest first. */
  tradesOf(symbol: string): readonly PublishedTrade[] {
    return this.#historyOf(symbol).trades;
  }

  /** Whether the shown trades, newest first, are consecutive trades of the symbol. */
  hasConsecutiveTrades(symbol: string, shown: readonly ShownTrade[]): boolean {
    const published = this.#historyOf(symbol).trades.map(({ price, size }) => `${price} × ${size}`);
    const run = shown.map(({ price, size }) => `${Math.round(Number(price) * 100)} × ${size}`).reverse();
    return `,${published.join()},`.includes(`,${run.join()},`);
  }

  #change(id: number, change: Partial<Pick<SymbolHistory, 'bid' | 'ask' | 'last' | 'volume'>>): void {
    const history = this.#byId[id];
    if (!history) throw new Error(`instrument id: expected 0 to ${this.#byId.length - 1}, found ${id}`);
    const { bid, ask, last, volume } = Object.assign(history, change);
    history.states.add(stateKey(bid, ask, last, volume));
  }

  #historyOf(symbol: string): SymbolHistory {
    const history = this.#bySymbol.get(symbol);
    if (!history) throw new Error(`symbol: expected one of this feed, found ${symbol}`);
    return history;
  }
}

function stateKey(...units: number[]): string {
  return units.join(' ');
}
