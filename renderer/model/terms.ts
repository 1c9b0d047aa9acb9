// Whether two versions of an instrument have prices and sizes in the same units.
import type { Instrument } from '../../proto/messages.ts';

/** A feed that replaces another may have different terms for the same symbol. */
export function sameUnits(a: Instrument, b: Instrument): boolean {
  return a.decimals === b.decimals && a.sizeDecimals === b.sizeDecimals && a.currency === b.currency;
}
