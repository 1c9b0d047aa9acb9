// The import rules for components, checked on components that break them with type imports only.
import { Linter } from 'eslint';
import svelte from 'eslint-plugin-svelte';
import ts from 'typescript-eslint';
import { expect, it } from 'vitest';
import { svelteImportRules } from './eslint.config.ts';

function violations(file: string, imported: string): number {
  const code = `<script lang="ts">\n  import type { X } from '${imported}';\n  const x: X | undefined = undefined;\n</script>\n{x}\n`;
  const config = [
    ...svelte.configs.base,
    { files: ['**/*.svelte'], languageOptions: { parserOptions: { parser: ts.parser } } },
    ...svelteImportRules,
  ];
  return new Linter().verify(code, config, { filename: file }).length;
}

it.each([
  ['renderer/components/search/A.svelte', '../watchlist/note.ts'],
  ['renderer/components/search/A.svelte', '../../components/watchlist/note.ts'],
  ['renderer/components/search/A.svelte', '../../views/BoardView.svelte'],
  ['renderer/components/search/A.svelte', '../../../feed-server/log/tick-log.ts'],
  ['renderer/components/search/A.svelte', '../../../main/window.ts'],
  ['renderer/views/A.svelte', '../../main/window.ts'],
  ['renderer/App.svelte', '../feed-server/main.ts'],
])('%s may not import %s', (file, imported) => {
  expect(violations(file, imported)).toBe(1);
});

it.each([
  ['renderer/components/search/A.svelte', './matches.ts'],
  ['renderer/components/search/A.svelte', '../shared/Mark.svelte'],
  ['renderer/components/search/A.svelte', '../../state/board.svelte.ts'],
  ['renderer/components/search/A.svelte', '../../../proto/messages.ts'],
  ['renderer/components/feed-address/A.svelte', '../../../main/ipc/contract.ts'],
  ['renderer/views/A.svelte', '../components/search/SymbolSearch.svelte'],
])('%s may import %s', (file, imported) => {
  expect(violations(file, imported)).toBe(0);
});
