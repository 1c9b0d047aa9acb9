// Reads the fenced blocks and tables of proto/README.md.
import { readFileSync } from 'node:fs';
import path from 'node:path';

const PAGE = readFileSync(path.join(import.meta.dirname, '../../../proto/README.md'), 'utf8');

/** The text of the only block fenced as `language` on the page, or under `heading`. */
export function fenced(language: string, heading?: string): string {
  const text = heading === undefined ? PAGE : `\n${textUnder(heading)}\n`;
  const blocks = text.split(`\n\`\`\`${language}\n`).slice(1);
  const [block, second] = blocks;
  const place = heading === undefined ? 'proto/README.md' : `proto/README.md, "${heading}"`;
  if (block === undefined || second !== undefined)
    throw new Error(`${place}: expected one block fenced as ${language}, found ${blocks.length}`);
  return block.slice(0, block.indexOf('```'));
}

/** The text under `heading`, up to the next heading. */
export function textUnder(heading: string): string {
  const [, after] = PAGE.split(new RegExp(`^#+ ${heading}\n`, 'm'));
  if (after === undefined) throw new Error(`proto/README.md: expected a heading "${heading}", found none`);
  return (after.split(/^#/m, 1)[0] ?? '').trim();
}

/** The rows of the tables under `heading`, without their headers; cells without backticks. */
export function rowsUnder(heading: string): string[][] {
  const rows = textUnder(heading)
    .split('\n\n')
    .flatMap((paragraph) => {
      return paragraph.startsWith('|') ? paragraph.split('\n').slice(2) : [];
    });
  if (rows.length === 0) throw new Error(`proto/README.md: expected a table under "${heading}", found none`);
  return rows.map((row) => {
    return row
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.replaceAll('`', '').trim());
  });
}

/** The limit in the row of "Limits" that begins with `name`. */
export function limitOf(name: string): string {
  const row = rowsUnder('Limits').find(([first]) => first === name);
  if (row?.[1] === undefined) throw new Error(`proto/README.md: expected a limit of "${name}", found none`);
  return row[1];
}

/** The numbers in a text such as "0 to 65,535" or "65,536 bytes", in order. */
export function numbersIn(text: string): number[] {
  return [...text.matchAll(/-?\d[\d,]*(\.\d+)?/g)].map(([number]) => Number(number.replaceAll(',', '')));
}
