// Trades as JSON: one in so many is parsed, of the others the sequence alone is read.
import type { Hearer } from './listener.ts';

const DIGIT_0 = 0x30;
const DIGIT_9 = 0x39;

/** The whole number that ends before `end`, which is where a message's last member, its sequence, ends. */
export function numberBefore(bytes: Buffer, end: number): number {
  let value = 0;
  for (let at = end - 1, factor = 1; at >= 0; at--, factor *= 10) {
    const byte = bytes[at] as number;
    if (byte < DIGIT_0 || byte > DIGIT_9) break;
    value += (byte - DIGIT_0) * factor;
  }
  return value;
}

/** `json`: from `from` up to `to` there is a trade as schedule.ts has it, and nothing else. */
export function hearJson(json: Buffer, from: number, to: number, receivedAt: number, hearer: Hearer): void {
  if (hearer.samples()) hearer.check(JSON.parse(json.toString('latin1', from, to)) as Parameters<Hearer['check']>[0]);
  hearer.update(numberBefore(json, to - 1), receivedAt);
}
