// What an attacker knows about a feed, and its requests.
import { encodeBarsRequest } from '../../../proto/codec.ts';
import type { Position } from '../../../proto/messages.ts';

export interface Target {
  readonly port: number;
  readonly symbols: readonly string[];
  /** Far back in the log, but near enough to be resumed from until the attack is over. */
  readonly oldest: Position;
  readonly head: Position;
}

/** Resolves when the attack ends. Rejects if it could not be carried out. */
export type Attack = (target: Target) => Promise<void>;

/** Requests as many one-second bars as one reply holds. */
export function barsRequest({ symbols }: Target): Uint8Array {
  const to = Date.now() + 86_400_000;
  return encodeBarsRequest({ symbol: symbols[0] ?? '', intervalS: 1, begin: to - 3 * 86_400_000, end: to });
}
