// Text from the other end of the wire, made fit for a screen: bounded, on one line, without characters that change their surroundings.

/** UTF-16 units that are shown of a text for a person, and of a value that an error quotes. */
const MAX_SHOWN = 300;
export const MAX_QUOTED = 40;

/** Control and format characters (bidirectional overrides among them), halves of surrogate pairs, line separators. */
const DISRUPTIVE = /[\p{C}\p{Zl}\p{Zp}]+/gu;
/** A letter may carry marks, but not a tower of them over the rows above. */
const TOWERS = /(\p{M}{4})\p{M}+/gu;

/** `text` as far as it is shown; what was cut off ends in "…". */
export function shownText(text: string, most = MAX_SHOWN): string {
  // Cut before cleaning as well: the text may be megabytes long.
  const clean = text
    .slice(0, 2 * most)
    .replace(DISRUPTIVE, ' ')
    .replace(TOWERS, '$1')
    .trim();
  if (clean.length <= most && text.length <= 2 * most) return clean;
  return shownStart(clean, most);
}

function shownStart(text: string, most: number): string {
  // Not in the middle of a surrogate pair.
  return `${text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** UTF-16 units of somebody's file that an error shows. */
const MAX_EXCERPT = 200;

/** What an error found in a file or an option, for its owner to find it again: bounded, special characters spelled out. */
export function excerpt(text: string): string {
  const some = text.length > MAX_EXCERPT ? shownStart(text, MAX_EXCERPT) : text;
  return some.replace(DISRUPTIVE, (all) => Array.from(all, spelledOut).join(''));
}

function spelledOut(character: string): string {
  return `\\u{${(character.codePointAt(0) as number).toString(16)}}`;
}

/** A value in an error message: `"AAPL"`. */
export function quoted(text: string): string {
  return `"${shownText(text, MAX_QUOTED)}"`;
}
