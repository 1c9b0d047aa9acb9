// Which instruments fit what was typed.
import type { Instrument } from '../../../proto/messages.ts';

/** Symbols that begin with the text, then names in which a word does; in the order given, at most `most`. All begin with none. */
export function matches(instruments: readonly Instrument[], typed: string, most: number): Instrument[] {
  const text = typed.trim().toLowerCase();
  if (text === '') return instruments.slice(0, most);
  // Symbols that differ in case alone are different ones: the one that was typed comes first.
  const [asTyped, otherCase] = [
    instruments.filter(({ symbol }) => symbol === typed.trim()),
    instruments.filter(({ symbol }) => symbol !== typed.trim() && symbol.toLowerCase() === text),
  ];
  const bySymbol = instruments.filter(({ symbol }) => {
    const s = symbol.toLowerCase();
    return s !== text && s.startsWith(text);
  });
  const found = new Set([...asTyped, ...otherCase, ...bySymbol]);
  const byName = instruments.filter((i) => !found.has(i) && ` ${i.name.toLowerCase()}`.includes(` ${text}`));
  return [...found, ...byName].slice(0, most);
}
