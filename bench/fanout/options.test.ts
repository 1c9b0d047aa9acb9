import { expect, test } from 'vitest';
import { UsageError } from '../command/flags.ts';
import { parseOptions, type Options } from './options.ts';
import { PEERS } from './peers.ts';

function parsed(...args: string[]): Options {
  const options = parseOptions(args);
  if (options === 'help') throw new Error('expected options, found a request for help');
  return options;
}

test('without options every server is measured at every work', () => {
  const { works, peers, seconds, format } = parsed();
  expect(works.map((w) => w.name)).toEqual(['dashboard', 'fan-out', 'firehose', 'quiet']);
  expect(peers).toEqual(PEERS);
  expect({ seconds, format }).toEqual({ seconds: 10, format: 'table' });
});

test('works, peers and seconds choose', () => {
  const { works, peers, seconds, format } = parsed(
    '--works',
    'quiet,dashboard',
    '--peers=bun',
    '--seconds',
    '3',
    '--json',
  );
  expect(works.map((w) => w.name)).toEqual(['dashboard', 'quiet']);
  expect(peers).toEqual(['bun']);
  expect({ seconds, format }).toEqual({ seconds: 3, format: 'json' });
  expect(parsed('--markdown').format).toBe('markdown');
});

test.each([
  [
    ['--works', 'busy'],
    '--works: expected names of dashboard, fan-out, firehose, quiet, separated by commas; found "busy"',
  ],
  [['--peers', 'ws,'], '--peers: expected names of tapewire, socket.io, ws, bun, nats, separated by commas; found ""'],
  [['--seconds', '0'], '--seconds: expected a whole number from 1 to 600, found "0"'],
  [['--seconds', '1e2'], '--seconds: expected a whole number from 1 to 600, found "1e2"'],
  [['--json', '--markdown'], '--json, --markdown: expected one of them, found both'],
  [['--loud'], "Unknown option '--loud'"],
  [['bun'], "Unexpected argument 'bun'"],
])('%j is refused with what was expected', (args, message) => {
  expect(() => parseOptions(args)).toThrow(UsageError);
  expect(() => parseOptions(args)).toThrow(message);
});

test('help is asked for', () => {
  expect(parseOptions(['--help'])).toBe('help');
});
