// Makes text and values from outside safe to show: bounded, on one line, without control and format characters.

/** Limit of a text, UTF-16 code units. */
const MAX_SHOWN = 300;
/** Limit of a value that an error quotes, UTF-16 code units. */
export const MAX_QUOTED = 40;

/** Control and format characters (bidirectional overrides among them), halves of surrogate pairs, line separators. */
const DISRUPTIVE = /[\p{C}\p{Zl}\p{Zp}]+/gu;
/** More than four combining marks on one letter, which would cover the rows above. */
const STACKED_MARKS = /(\p{M}{4})\p{M}+/gu;

/** Cleans `text` and cuts it to `maxLength` code units; a text that was cut ends in "…". */
export function shownText(text: string, maxLength = MAX_SHOWN): string {
  // Cut before cleaning as well: the text may be megabytes long.
  const clean = text
    .slice(0, 2 * maxLength)
    .replace(DISRUPTIVE, ' ')
    .replace(STACKED_MARKS, '$1')
    .trim();
  if (clean.length <= maxLength && text.length <= 2 * maxLength) return clean;
  return cut(clean, maxLength);
}

/** Cuts `text` to `maxLength` code units with "…" at the end, but never within a surrogate pair. */
function cut(text: string, maxLength: number): string {
  return `${text.slice(0, maxLength - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** Limit of a part of a file or an option that an error quotes, UTF-16 code units. */
const MAX_EXCERPT = 200;

/** Quotes a part of a file or an option in an error: bounded, with special characters escaped, so that people can find the part. */
export function excerpt(text: string): string {
  const shortened = text.length > MAX_EXCERPT ? cut(text, MAX_EXCERPT) : text;
  return shortened.replace(DISRUPTIVE, (characters) => Array.from(characters, escaped).join(''));
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
