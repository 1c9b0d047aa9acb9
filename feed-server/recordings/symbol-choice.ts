// Which of a recording's symbols are played.
import { SymbolSuggestions } from '../../proto/symbol.ts';
import { RecordingError } from './recording-error.ts';

/** Of those that a message names, where one is missing. */
const SHOWN = 20;

/** The symbols of `present` that `wanted` names, or all if it names none. @throws RecordingError */
export function chooseSymbols(
  file: string,
  present: readonly string[],
  wanted: readonly string[],
): ReadonlySet<string> {
  if (wanted.length === 0) return new Set(present);
  const known = new Set(present);
  for (const symbol of wanted) if (!known.has(symbol)) throw missing(file, symbol, present);
  return new Set(wanted);
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
  const some = present.slice(0, SHOWN).join(', ') || 'no symbols at all';
  const more = present.length > SHOWN ? ` and ${present.length - SHOWN} more` : '';
  return missingSymbol(file, symbol, present, `expected ticks of ${symbol}, found ${some}${more}`);
}
