// Finds the instruments that match a search.
import type { Instrument } from '../../../proto/messages.ts';

/**
 * Symbols that start with the query, then names with a word that does; in the given order, up to `limit`. An empty
 * query matches everything.
 */
export function findMatches(instruments: readonly Instrument[], query: string, limit: number): Instrument[] {
  const text = query.trim().toLowerCase();
  if (text === '') return instruments.slice(0, limit);
  // Symbols that differ only in case are different symbols, so an exact match comes first.
  const [exact, otherCase] = [
    instruments.filter(({ symbol }) => symbol === query.trim()),
    instruments.filter(({ symbol }) => symbol !== query.trim() && symbol.toLowerCase() === text),
  ];
  const startingWithQuery = instruments.filter(({ symbol }) => {
    const lowerCase = symbol.toLowerCase();
    return lowerCase !== text && lowerCase.startsWith(text);
  });
  const found = new Set([...exact, ...otherCase, ...startingWithQuery]);
  const withMatchingName = instruments.filter((i) => !found.has(i) && ` ${i.name.toLowerCase()}`.includes(` ${text}`));
  return [...found, ...withMatchingName].slice(0, limit);
}
