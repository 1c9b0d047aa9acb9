// Whether prices of an instrument mean the same as before.
import type { Instrument } from '../../proto/messages.ts';

/** Units of one are units of the other. A feed that was replaced by another may have other terms for the same symbol. */
export function sameUnits(a: Instrument, b: Instrument): boolean {
  return a.decimals === b.decimals && a.currency === b.currency;
}
