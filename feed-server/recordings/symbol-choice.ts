// Chooses the symbols of a recording to play.
import { SymbolSuggestions } from '../../proto/symbol.ts';
import { RecordingError } from './recording-error.ts';

/** The maximum number of symbols in a message about a missing one. */
const MAX_SHOWN = 20;

/** The `chosen` symbols, or all of `present` if none are chosen. @throws RecordingError if one is missing */
export function chooseSymbols(
  file: string,
  present: readonly string[],
  chosen: readonly string[],
): ReadonlySet<string> {
  if (chosen.length === 0) return new Set(present);
  const available = new Set(present);
  for (const symbol of chosen) if (!available.has(symbol)) throw missing(file, symbol, present);
  return new Set(chosen);
}

/** `instead`: the message if no symbol differs from `symbol` in case alone. */
export function missingSymbol(
  place: string,
  symbol: string,
  present: readonly string[],
  instead: string,
): RecordingError {
  return new RecordingError('no-symbol', `${place}: ${new SymbolSuggestions(present).for(symbol) ?? instead}`);
}

function missing(file: string, symbol: string, present: readonly string[]): RecordingError {
  const some = present.slice(0, MAX_SHOWN).join(', ') || 'no symbols';
  const more = present.length > MAX_SHOWN ? ` and ${present.length - MAX_SHOWN} more` : '';
  return missingSymbol(file, symbol, present, `expected ticks of ${symbol}, found ${some}${more}`);
}
