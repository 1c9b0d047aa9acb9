import { expect, test } from 'vitest';
import { markdownTable, plainTable } from './tables.ts';

test('aligns tables for a terminal and writes them as Markdown', () => {
  const rows = [
    ['server', 'CPU'],
    ['a', '1.25'],
  ];
  expect(plainTable(rows)).toBe('server   CPU\na       1.25');
  expect(markdownTable(rows)).toBe('| server |  CPU |\n| ------ | ---: |\n| a      | 1.25 |');
});
