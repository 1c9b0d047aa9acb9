// Checks that the commands shown in the documentation are valid.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { parseCommand, type Command } from './command.ts';

const ROOT = path.join(import.meta.dirname, '../..');

/** The kind of each command in the code blocks of a page. @throws OptionError */
function commandsIn(page: string): Command['kind'][] {
  const text = readFileSync(path.join(ROOT, page), 'utf8');
  const blocks = [...text.matchAll(/^```(\w*)\n(.*?)^```/gms)];
  const lines = blocks.flatMap(([, language = '', block = '']) => (/^(sh)?$/.test(language) ? block.split('\n') : []));
  return lines.flatMap((line) => {
    const [, variable, value, commandLine] = /^(?:npx |(\w+)=(\w+) )?tapewire-feed (.*)$/.exec(line) ?? [];
    if (commandLine === undefined) return [];
    return [parseCommand(argumentsOf(commandLine), variable === undefined ? {} : { [variable]: value }).kind];
  });
}

/** Splits at spaces outside double quotes, like a shell. */
function argumentsOf(commandLine: string): string[] {
  return [...commandLine.matchAll(/"([^"]*)"|\S+/g)].map(([word, quoted]) => quoted ?? word);
}

it.each<[string, readonly Command['kind'][]]>([
  ['README.md', ['serve', 'serve', 'tail']],
  ['scripts/package/README.md', ['serve', 'proto']],
  ['docs/scenarios.md', ['serve', 'serve']],
  ['feed-server/README.md', [...serve(4), 'inspect', ...serve(3), 'proto', ...serve(2)]],
])('%s shows valid commands', (page, kinds) => {
  expect(commandsIn(page)).toEqual(kinds);
});

function serve(times: number): 'serve'[] {
  return Array<'serve'>(times).fill('serve');
}
