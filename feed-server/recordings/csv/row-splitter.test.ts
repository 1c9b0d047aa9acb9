// Splitting CSV rows with and without quotes, one by one and in bulk.
import { describe, expect, it } from 'vitest';
import { Dice } from '../../../tests/support/random/seeded.ts';
import { RowSplitter } from './row-splitter.ts';

const FIELDS = ['', 'A', 'BRK.B', '1.5', 'A, B', 'say "x"', '"', ',', 'ünï', '187.47'];

function quote(field: string, dice: Dice): string {
  const spaces = ' '.repeat(dice.below(3));
  const needsQuotes = /[",]/.test(field);
  return needsQuotes || dice.chance(0.3) ? `${spaces}"${field.replaceAll('"', '""')}"${spaces}` : field;
}

describe('RowSplitter, for one row', () => {
  it.each<[string, readonly string[] | undefined]>([
    ['a,b', ['a', 'b']],
    ['a,b,', ['a', 'b', '']],
    ['"a",b', ['a', 'b']],
    ['"a, b" , "c"', ['a, b', 'c']],
    ['"a ""b""",c', ['a "b"', 'c']],
    ['"",b', ['', 'b']],
    ['"a,b', undefined],
    ['a,b"', undefined],
    ['"a"b,c', undefined],
    ['"a"b"c",d', undefined],
    ['a"b"c,d', undefined],
    ['""a', undefined],
  ])('splits %s into %j', (row, fields) => {
    expect(new RowSplitter(',').split(row)).toEqual(fields);
  });

  it.each([';', '\t', '|'])('splits at "%s"', (delimiter) => {
    const row = ['"a"', '', '"b,c"', ''].join(delimiter);
    expect(new RowSplitter(delimiter).split(row)).toEqual(['a', '', 'b,c', '']);
  });
});

describe('RowSplitter, for many rows', () => {
  it.each([1, 2, 3, 4, 5])('returns the original fields, prepared or not: seed %i', (seed) => {
    const dice = new Dice(seed);
    const rows = Array.from({ length: 500 }, () => Array.from({ length: 1 + dice.below(6) }, () => dice.pick(FIELDS)));
    const texts = rows.map((fields) => fields.map((field) => quote(field, dice)).join(','));
    const [alone, prepared] = [new RowSplitter(','), new RowSplitter(',')];
    prepared.prepare(texts);
    for (const splitter of [alone, prepared]) expect(texts.map((text) => splitter.split(text))).toEqual(rows);
  });

  it.each(['"a', 'a"b"c', '"a"b"c"', '"a",b"', '"', '""a'])('splits good rows beside the damaged row %s', (damaged) => {
    const splitter = new RowSplitter(',');
    const rows = ['"a",1', damaged, '"b",2', damaged, 'c,3'];
    splitter.prepare(rows);
    expect(rows.map((row) => splitter.split(row))).toEqual([['a', '1'], undefined, ['b', '2'], undefined, ['c', '3']]);
  });
});
