// The watchlist: its symbols in order, and which one is selected; persisted across visits.
import type { SubscriptionHandle } from '../../feed-client/index.ts';
import type { Instrument, Mode } from '../../proto/messages.ts';
import { isSymbol } from '../../proto/symbol.ts';

const STORAGE_KEY = 'tapewire.watchlist.v1';
const MAX_DEFAULT_SYMBOLS = 50;
/** More than any feed allows one client. */
const MAX_RESTORED_SYMBOLS = 2_000;

/** The part of the feed client that the watchlist uses. */
export interface Subscribable {
  subscribe(symbol: string, options: { readonly mode: Mode }): Pick<SubscriptionHandle, 'close'>;
}

export class Watchlist {
  readonly #feed: Subscribable;
  readonly #boardSubscriptions = new Map<string, Pick<SubscriptionHandle, 'close'>>();
  #tapeSubscription: Pick<SubscriptionHandle, 'close'> | undefined;
  readonly #storage: Storage | undefined;
  readonly #key: string;
  #symbols = $state.raw<readonly string[]>([]);
  #selected = $state<string>();
  /** The user hasn't chosen any symbols: take the feed's most active ones once they are known. */
  #awaitingDefault = $state(false);

  /** `feedUrl`: the feed the list belongs to, unless it is the one that served the page. */
  constructor(feed: Subscribable, storage: Storage | undefined, feedUrl?: string) {
    this.#feed = feed;
    this.#storage = storage;
    this.#key = feedUrl === undefined ? STORAGE_KEY : `${STORAGE_KEY} ${feedUrl}`;
    const stored = readSymbols(storage, this.#key);
    this.#awaitingDefault = stored === undefined;
    for (const symbol of stored ?? []) this.#append(symbol);
    this.select(stored?.[0]);
  }

  get symbols(): readonly string[] {
    return this.#symbols;
  }

  /** Whether the list is empty only because the feed has not listed its instruments yet. */
  get awaitingDefault(): boolean {
    return this.#awaitingDefault;
  }

  get selected(): string | undefined {
    return this.#selected;
  }

  /** `instruments`: what the feed offers, most active first. */
  offer(instruments: readonly Instrument[]): void {
    if (!this.#awaitingDefault || instruments.length === 0) return;
    this.#awaitingDefault = false;
    for (const { symbol } of instruments.slice(0, MAX_DEFAULT_SYMBOLS)) this.#append(symbol);
    this.select(this.#symbols[0]);
  }

  /** Replaces the list with the feed's most active symbols, as on a first visit. */
  reset(instruments: readonly Instrument[]): void {
    for (const symbol of this.#symbols) this.#unsubscribe(symbol);
    this.#symbols = [];
    this.select(undefined);
    this.#awaitingDefault = true;
    this.#clearStored();
    this.offer(instruments);
  }

  /** Appends a symbol unless it is already listed, and selects it. */
  add(symbol: string): void {
    this.#awaitingDefault = false;
    if (!this.#symbols.includes(symbol)) {
      this.#append(symbol);
      this.#save();
    }
    this.select(symbol);
  }

  /** Removes a symbol. If it was selected, its neighbor becomes selected. */
  remove(symbol: string): void {
    const index = this.#symbols.indexOf(symbol);
    if (index < 0) return;
    this.#symbols = this.#symbols.filter((s) => s !== symbol);
    this.#unsubscribe(symbol);
    this.#save();
    if (this.#selected === symbol) this.select(this.#symbols[Math.min(index, this.#symbols.length - 1)]);
  }

  /** Also subscribes to the selected symbol's trades. */
  select(symbol: string | undefined): void {
    if (symbol === this.#selected) return;
    this.#tapeSubscription?.close();
    this.#selected = symbol;
    this.#tapeSubscription = symbol === undefined ? undefined : this.#feed.subscribe(symbol, { mode: 'tape' });
  }

  /** Moves the selection by `rows`, stopping at the ends. */
  moveSelection(rows: number): void {
    const index = this.#selected === undefined ? -1 : this.#symbols.indexOf(this.#selected);
    const to = Math.min(this.#symbols.length - 1, Math.max(0, index + rows));
    this.select(this.#symbols[to]);
  }

  /** A symbol is listed once, however often a feed or the storage names it. */
  #append(symbol: string): void {
    if (this.#symbols.includes(symbol)) return;
    this.#symbols = [...this.#symbols, symbol];
    this.#boardSubscriptions.set(symbol, this.#feed.subscribe(symbol, { mode: 'board' }));
  }

  #unsubscribe(symbol: string): void {
    this.#boardSubscriptions.get(symbol)?.close();
    this.#boardSubscriptions.delete(symbol);
  }

  #save(): void {
    try {
      this.#storage?.setItem(this.#key, JSON.stringify(this.#symbols));
    } catch {
      // If storage is full or blocked, only the next visit loses the list.
    }
  }

  #clearStored(): void {
    try {
      this.#storage?.removeItem(this.#key);
    } catch {
      // As above.
    }
  }
}

/** Reads the list of an earlier visit; undefined if there is no valid one. */
function readSymbols(storage: Storage | undefined, key: string): string[] | undefined {
  try {
    const stored: unknown = JSON.parse(storage?.getItem(key) ?? 'null');
    if (!Array.isArray(stored)) return undefined;
    const symbols = stored.filter((s): s is string => typeof s === 'string' && isSymbol(s));
    return [...new Set(symbols)].slice(0, MAX_RESTORED_SYMBOLS);
  } catch {
    return undefined;
  }
}
