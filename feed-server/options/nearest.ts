// Finds the name that a mistyped one may have meant.

/** Longer texts are not compared: nobody mistypes a name into one. */
const LONGEST = 100;

/**
 * The one of `names` that takes the fewest changes of a letter and, of several, begins most alike; undefined where they all
 * take more than half of their letters.
 */
export function nearest(found: string, names: readonly string[]): string | undefined {
  if (found.length > LONGEST) return undefined;
  const lower = found.toLowerCase();
  const ranked = names.map((name) => ({
    name,
    changes: changesBetween(lower, name.toLowerCase()),
    alike: lettersAlike(lower, name.toLowerCase()),
  }));
  const [best] = ranked.sort((a, b) => a.changes - b.changes || b.alike - a.alike);
  return best && best.changes <= Math.max(found.length, best.name.length) / 2 ? best.name : undefined;
}

function lettersAlike(a: string, b: string): number {
  let count = 0;
  while (count < a.length && a[count] === b[count]) count++;
  return count;
}

/** Letters to insert, delete or replace (Levenshtein's distance). */
function changesBetween(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const replaced = (above[column - 1] as number) + (a[row - 1] === b[column - 1] ? 0 : 1);
      const changed = 1 + Math.min(above[column] as number, current[column - 1] as number);
      current.push(Math.min(replaced, changed));
    }
    above = current;
  }
  return above[b.length] as number;
}
