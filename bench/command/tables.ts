// Formats rows of text as a table, for a terminal or as Markdown.

/**
 * Aligned columns for a terminal, the first one to the left and the others to the right; the first row is the heading.
 */
export function plainTable(rows: readonly (readonly string[])[]): string {
  const widths = columnWidths(rows);
  return rows.map((row) => row.map((cell, i) => pad(cell, widths[i] ?? 0, i)).join('  ')).join('\n');
}

export function markdownTable(rows: readonly (readonly string[])[]): string {
  const widths = columnWidths(rows);
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const [head = [], ...body] = rows.map((row) => row.map((cell, i) => pad(cell, widths[i] ?? 0, i)));
  const rule = widths.map((width, i) => (i === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
  return [line(head), line(rule), ...body.map(line)].join('\n');
}

function columnWidths(rows: readonly (readonly string[])[]): number[] {
  return (rows[0] ?? []).map((_, i) => Math.max(3, ...rows.map((row) => row[i]?.length ?? 0)));
}

function pad(cell: string, width: number, column: number): string {
  return column === 0 ? cell.padEnd(width) : cell.padStart(width);
}
