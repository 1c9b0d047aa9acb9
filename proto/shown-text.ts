// Makes text and values from outside safe to show: bounded, on one line, without control and format characters.

/** Limits in UTF-16 code units: for a text, and for a value that an error quotes. */
const MAX_SHOWN = 300;
export const MAX_QUOTED = 40;

/** Control and format characters (bidirectional overrides among them), halves of surrogate pairs, line separators. */
const DISRUPTIVE = /[\p{C}\p{Zl}\p{Zp}]+/gu;
/** More than four combining marks on one letter, which would cover the rows above. */
const STACKED_MARKS = /(\p{M}{4})\p{M}+/gu;

/** Cleans `text` and cuts it to `most` code units; a text that was cut ends in "…". */
export function shownText(text: string, most = MAX_SHOWN): string {
  // Cut before cleaning as well: the text may be megabytes long.
  const clean = text
    .slice(0, 2 * most)
    .replace(DISRUPTIVE, ' ')
    .replace(STACKED_MARKS, '$1')
    .trim();
  if (clean.length <= most && text.length <= 2 * most) return clean;
  return cut(clean, most);
}

/** Leaves no half of a surrogate pair at the end. */
function cut(text: string, most: number): string {
  return `${text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** The most code units of a file or an option that an error shows. */
const MAX_EXCERPT = 200;

/** A part of a file or an option for an error about it: bounded, with special characters as escapes, so that it can be found again. */
export function excerpt(text: string): string {
  const some = text.length > MAX_EXCERPT ? cut(text, MAX_EXCERPT) : text;
  return some.replace(DISRUPTIVE, (all) => Array.from(all, escaped).join(''));
}

function escaped(character: string): string {
  return `\\u{${(character.codePointAt(0) as number).toString(16)}}`;
}

/** A value in an error message: `"AAPL"`. */
export function quoted(text: string): string {
  return `"${shownText(text, MAX_QUOTED)}"`;
}

/** An unexpected value for an error message. Lists and objects are only named: printing a deep one would overflow the stack. */
export function shownValue(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'string') return quoted(value);
  if (Array.isArray(value)) return 'a list';
  // JSON has no Infinity and no NaN.
  if (typeof value === 'number') return String(value);
  return typeof value === 'object' && value !== null ? 'an object' : JSON.stringify(value);
}
