// Splitting a text into lines, for all chunk sizes and line ends.
import { expect, it } from 'vitest';
import { throwBadRecord } from './bad-record.ts';
import { TextLines } from './text-lines.ts';

async function* inChunks(text: string, length: number): AsyncGenerator<string> {
  for (let from = 0; from < text.length; from += length) yield await Promise.resolve(text.slice(from, from + length));
}

async function linesOf(text: string, length: number): Promise<[number, string][]> {
  const lines = new TextLines('x.csv', inChunks(text, length), throwBadRecord);
  const found: [number, string][] = [];
  while (!lines.ended) {
    await lines.fill();
    for (let line = lines.next(); line !== undefined; line = lines.next()) found.push([lines.line, line]);
  }
  return found;
}

it.each([1, 2, 3, 100])('splits at LF, CR LF and CR, and counts lines: chunks of %i', async (length) => {
  const text = 'a\nb\r\n\r\nc\rd\r\re\n\rf';
  const expected = [
    [1, 'a'],
    [2, 'b'],
    [4, 'c'],
    [5, 'd'],
    [7, 'e'],
    [9, 'f'],
  ];
  expect(await linesOf(text, length)).toEqual(expected);
});
