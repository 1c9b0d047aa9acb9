// The repository's Markdown: no relative link is dead, and the index of decisions is complete.
import { globSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFolder } from '../tests/support/files/temporary-folder.ts';
import { brokenLinks } from '../tests/support/files/links.ts';

const root = path.join(import.meta.dirname, '..');
const DECISIONS = path.join(root, 'docs/decisions');
const MAX_RECORD_LINES = 60;

/** Its links are those of the npm package, which a test of that package follows. */
const PACKAGE_README = 'scripts/package/README.md';

const pages = globSync('**/*.md', { cwd: root, exclude: ['**/node_modules', 'dist', 'release', PACKAGE_README] });
const records = readdirSync(DECISIONS).filter((name) => name !== 'README.md');
const read = (name: string): string => readFileSync(path.join(DECISIONS, name), 'utf8');

describe('Markdown pages', () => {
  it('link only to files and headings that exist', () => {
    expect(pages).toContain('README.md');
    expect(brokenLinks(root, pages)).toEqual([]);
  });

  it('are reported with the link that leads nowhere', () => {
    const folder = makeFolder();
    writeFileSync(path.join(folder, 'a.md'), '# Here\n\n[file](b.md) [heading](#there) [good](#here)\n');
    expect(brokenLinks(folder, ['a.md'])).toEqual(['a.md: b.md: no such file', 'a.md: #there: no such heading']);
  });
});

describe('the index of decisions', () => {
  it('lists every record once, under the title that the record has', () => {
    const listed = [...read('README.md').matchAll(/^\| \[(.*)\]\((.*?)\) \|/gm)].map(
      ([, title, name]) => `${name} ${title}`,
    );
    const titled = records.map((name) => `${name} ${/^# (.*)/.exec(read(name))?.[1]}`);
    expect(listed.sort()).toEqual(titled.sort());
  });

  it('lists records of context, decision and consequences on a page', () => {
    const headings = (name: string): string[] =>
      [...read(name).matchAll(/^## (.*)/gm)].map(([, heading = '']) => heading);
    for (const name of records) {
      expect(headings(name), name).toEqual(['Context', 'Decision', 'Consequences']);
      expect(read(name).split('\n').length, name).toBeLessThanOrEqual(MAX_RECORD_LINES);
    }
  });
});
