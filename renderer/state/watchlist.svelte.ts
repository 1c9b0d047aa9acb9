// The watchlist: which symbols are on it, in what order, which is selected; kept across visits.
import type { SubscriptionHandle } from '../../feed-client/index.ts';
import type { Instrument, Mode } from '../../proto/messages.ts';
import { isSymbol } from '../../proto/symbol.ts';

const STORAGE_KEY = 'tapewire.watchlist.v1';
const DEFAULT_LENGTH = 50;
/** What a feed grants one client is less. */
const MOST_READ = 2_000;

/** The part of the feed client that is used. */
export interface Subscribes {
  subscribe(symbol: string, options: { readonly mode: Mode }): Pick<SubscriptionHandle, 'close'>;
}

export class Watchlist {
  readonly #feed: Subscribes;
  readonly #boards = new Map<string, Pick<SubscriptionHandle, 'close'>>();
  #tape: Pick<SubscriptionHandle, 'close'> | undefined;
  readonly #storage: Storage | undefined;
  readonly #key: string;
  #symbols = $state.raw<readonly string[]>([]);
  #selected = $state<string>();
  /** Nothing was chosen yet: the feed's busiest symbols are taken once they are known. */
  #awaitingDefault = $state(false);

  /** `of`: which feed the list is for, where it is not the one that the page belongs to. */
  constructor(feed: Subscribes, storage: Storage | undefined, of?: string) {
    this.#feed = feed;
    this.#storage = storage;
    this.#key = of === undefined ? STORAGE_KEY : `${STORAGE_KEY} ${of}`;
    const stored = readSymbols(storage, this.#key);
    this.#awaitingDefault = stored === undefined;
    for (const symbol of stored ?? []) this.#append(symbol);
    this.select(stored?.[0]);
  }

  get symbols(): readonly string[] {
    return this.#symbols;
  }

  /** Empty only until the feed says what it offers. */
  get awaitingDefault(): boolean {
    return this.#awaitingDefault;
  }

  get selected(): string | undefined {
    return this.#selected;
  }

  /** `instruments`: what the feed offers, the busiest first. */
  offer(instruments: readonly Instrument[]): void {
    if (!this.#awaitingDefault || instruments.length === 0) return;
    this.#awaitingDefault = false;
    for (const { symbol } of instruments.slice(0, DEFAULT_LENGTH)) this.#append(symbol);
    this.select(this.#symbols[0]);
  }

  /** Takes the feed's busiest symbols instead of the list there is, as on a first visit. */
  startOver(instruments: readonly Instrument[]): void {
    for (const symbol of this.#symbols) this.#unsubscribe(symbol);
    this.#symbols = [];
    this.select(undefined);
    this.#awaitingDefault = true;
    this.#forget();
    this.offer(instruments);
  }

  /** Puts a symbol at the end, or finds it where it is, and selects it. */
  add(symbol: string): void {
    this.#awaitingDefault = false;
    if (!this.#symbols.includes(symbol)) {
      this.#append(symbol);
      this.#store();
    }
    this.select(symbol);
  }

  /** Takes a symbol off; its neighbour is selected where it was. */
  remove(symbol: string): void {
    const at = this.#symbols.indexOf(symbol);
    if (at < 0) return;
    this.#symbols = this.#symbols.filter((s) => s !== symbol);
    this.#unsubscribe(symbol);
    this.#store();
    if (this.#selected === symbol) this.select(this.#symbols[Math.min(at, this.#symbols.length - 1)]);
  }

  /** Also subscribes to the selected symbol's trades. */
  select(symbol: string | undefined): void {
    if (symbol === this.#selected) return;
    this.#tape?.close();
    this.#selected = symbol;
    this.#tape = symbol === undefined ? undefined : this.#feed.subscribe(symbol, { mode: 'tape' });
  }

  /** Moves the selection by `rows`, stopping at the ends. */
  move(rows: number): void {
    const at = this.#selected === undefined ? -1 : this.#symbols.indexOf(this.#selected);
    const to = Math.min(this.#symbols.length - 1, Math.max(0, at + rows));
    this.select(this.#symbols[to]);
  }

  /** A symbol is on the list once, however often a feed or a store names it. */
  #append(symbol: string): void {
    if (this.#symbols.includes(symbol)) return;
    this.#symbols = [...this.#symbols, symbol];
    this.#boards.set(symbol, this.#feed.subscribe(symbol, { mode: 'board' }));
  }

  #unsubscribe(symbol: string): void {
    this.#boards.get(symbol)?.close();
    this.#boards.delete(symbol);
  }

  #store(): void {
    try {
      this.#storage?.setItem(this.#key, JSON.stringify(this.#symbols));
    } catch {
      // Storage that is full or forbidden costs the next visit its list, nothing now.
    }
  }

  #forget(): void {
    try {
      this.#storage?.removeItem(this.#key);
    } catch {
      // As above.
    }
  }
}

/** What an earlier visit left; undefined where it left nothing that makes sense. */
function readSymbols(storage: Storage | undefined, key: string): string[] | undefined {
  try {
    const stored: unknown = JSON.parse(storage?.getItem(key) ?? 'null');
    if (!Array.isArray(stored)) return undefined;
    const symbols = stored.filter((s): s is string => typeof s === 'string' && isSymbol(s));
    return [...new Set(symbols)].slice(0, MOST_READ);
  } catch {
    return undefined;
  }
}
