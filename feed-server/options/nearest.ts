// Suggests a name for a mistyped one.

/** Longer texts are not compared, because they are not typos. */
const MAX_LENGTH = 100;

/**
 * The name with the smallest edit distance to `found`. Ties go to the longest common prefix. Undefined if every name differs in more
 * than half of the letters.
 */
export function nearest(found: string, names: readonly string[]): string | undefined {
  if (found.length > MAX_LENGTH) return undefined;
  const lower = found.toLowerCase();
  const ranked = names.map((name) => ({
    name,
    distance: editDistance(lower, name.toLowerCase()),
    prefix: commonPrefixLength(lower, name.toLowerCase()),
  }));
  const [best] = ranked.sort((a, b) => a.distance - b.distance || b.prefix - a.prefix);
  return best && best.distance <= Math.max(found.length, best.name.length) / 2 ? best.name : undefined;
}

function commonPrefixLength(a: string, b: string): number {
  let count = 0;
  while (count < a.length && a[count] === b[count]) count++;
  return count;
}

/** The Levenshtein distance: how many letters must be inserted, deleted or replaced. */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const costOfReplacing = (previous[column - 1] as number) + (a[row - 1] === b[column - 1] ? 0 : 1);
      const costOfInsertingOrDeleting = 1 + Math.min(previous[column] as number, current[column - 1] as number);
      current.push(Math.min(costOfReplacing, costOfInsertingOrDeleting));
    }
    previous = current;
  }
  return previous[b.length] as number;
}
