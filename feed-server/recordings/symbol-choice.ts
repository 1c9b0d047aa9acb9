// Which of a recording's symbols are played.
import { RecordingError } from './recording-error.ts';

/** Of those that a message names, where one is missing. */
const SHOWN = 20;

/** Those of `present` that `wanted` names, whatever their case; all where it names none. @throws RecordingError */
export function chooseSymbols(
  file: string,
  present: readonly string[],
  wanted: readonly string[],
): ReadonlySet<string> {
  if (wanted.length === 0) return new Set(present);
  const chosen = new Set<string>();
  for (const symbol of wanted) {
    const found = present.filter((p) => p.toUpperCase() === symbol.toUpperCase());
    if (found.length === 0) throw missing(file, symbol, present);
    for (const name of found) chosen.add(name);
  }
  return chosen;
}

function missing(file: string, symbol: string, present: readonly string[]): RecordingError {
  const some = present.slice(0, SHOWN).join(', ') || 'no symbols at all';
  const more = present.length > SHOWN ? ` and ${present.length - SHOWN} more` : '';
  return new RecordingError('no-symbol', `${file}: expected ticks of ${symbol}, found ${some}${more}`);
}
