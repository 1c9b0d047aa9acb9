// Subscription handles: every consumer holds its own, and all handles of a symbol and mode share one wire subscription.
import { MAX_INTERVAL_MS, type Mode, type Subscription } from '../../proto/messages.ts';

export interface SubscribeOptions {
  readonly mode: Mode;
  /** For boards: at most one update per interval, 0 to MAX_INTERVAL_MS milliseconds. 0, the default: with every batch. */
  readonly intervalMs?: number;
}

/** One consumer's subscription to a symbol. */
export interface SubscriptionHandle {
  readonly symbol: string;
  readonly mode: Mode;
  /** @throws RangeError */
  setInterval(intervalMs: number): void;
  /** The symbol stays subscribed while other handles are open. Does nothing the second time. */
  close(): void;
}

/** Makes and ends wire subscriptions, at the shortest interval of their handles. */
export interface SubscriptionPort {
  subscribe(subscription: Subscription): void;
  unsubscribe(subscription: Subscription): void;
}

export class Handles {
  readonly #port: SubscriptionPort;
  /** The open handles of each mode and symbol, with their intervals. */
  readonly #byKey = new Map<string, Map<SubscriptionHandle, number>>();

  constructor(port: SubscriptionPort) {
    this.#port = port;
  }

  /** @throws RangeError */
  open(symbol: string, { mode, intervalMs = 0 }: SubscribeOptions): SubscriptionHandle {
    expectSymbol(symbol);
    expectMode(symbol, mode);
    expectInterval(symbol, mode, intervalMs);
    const key = `${mode} ${symbol}`;
    const intervals = this.#byKey.get(key) ?? new Map<SubscriptionHandle, number>();
    this.#byKey.set(key, intervals);
    const subscribe = (): void => {
      this.#port.subscribe({ symbol, mode, intervalMs: Math.min(...intervals.values()) });
    };
    const handle: SubscriptionHandle = {
      symbol,
      mode,
      setInterval: (ms) => {
        expectInterval(symbol, mode, ms);
        if (!intervals.has(handle)) return;
        intervals.set(handle, ms);
        subscribe();
      },
      close: () => {
        if (!intervals.delete(handle)) return;
        if (intervals.size > 0) return subscribe();
        this.#byKey.delete(key);
        this.#port.unsubscribe({ symbol, mode });
      },
    };
    intervals.set(handle, intervalMs);
    subscribe();
    return handle;
  }
}

// JavaScript callers may pass anything, and a request that cannot be encoded would break the whole link.

function expectSymbol(symbol: unknown): void {
  if (typeof symbol !== 'string') throw new RangeError(`symbol: expected text, found ${String(symbol)}`);
}

function expectMode(symbol: string, mode: unknown): void {
  if (mode !== 'board' && mode !== 'tape')
    throw new RangeError(`${symbol} mode: expected board or tape, found ${String(mode)}`);
}

/** A tape has every trade, so it has no interval. */
function expectInterval(symbol: string, mode: Mode, intervalMs: number): void {
  const max = mode === 'tape' ? 0 : MAX_INTERVAL_MS;
  if (Number.isInteger(intervalMs) && intervalMs >= 0 && intervalMs <= max) return;
  const expected = max === 0 ? '0 ms for a tape' : `0 to ${max} ms`;
  throw new RangeError(`${symbol} interval: expected ${expected}, found ${String(intervalMs)}`);
}
