// Trades as JSON: parses the sampled ones, and reads only the sequence number of the others.
import type { ClientEvents } from './load-client.ts';

const DIGIT_0 = 0x30;
const DIGIT_9 = 0x39;

/** The integer that ends before `end`: a message's last member is its sequence number. */
export function numberBefore(bytes: Buffer, end: number): number {
  let value = 0;
  for (let at = end - 1, factor = 1; at >= 0; at--, factor *= 10) {
    const byte = bytes[at] as number;
    if (byte < DIGIT_0 || byte > DIGIT_9) break;
    value += (byte - DIGIT_0) * factor;
  }
  return value;
}

/** `json`: contains exactly one trade of schedule.ts between `from` and `to`. */
export function readJsonTrade(json: Buffer, from: number, to: number, receivedAt: number, events: ClientEvents): void {
  if (events.shouldSample())
    events.check(JSON.parse(json.toString('latin1', from, to)) as Parameters<ClientEvents['check']>[0]);
  events.update(numberBefore(json, to - 1), receivedAt);
}
