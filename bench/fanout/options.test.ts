import { expect, test } from 'vitest';
import { UsageError } from '../command/flags.ts';
import { parseOptions, type Options } from './options.ts';
import { PEERS } from './peers.ts';

function parsed(...args: string[]): Options {
  const options = parseOptions(args);
  if (options === 'help') throw new Error('expected options, found --help');
  return options;
}

test('by default every server is measured at every workload', () => {
  const { workloads, peers, seconds, format } = parsed();
  expect(workloads.map((w) => w.name)).toEqual(['dashboard', 'fan-out', 'firehose', 'quiet']);
  expect(peers).toEqual(PEERS);
  expect({ seconds, format }).toEqual({ seconds: 10, format: 'table' });
});

test('options select workloads, peers and seconds', () => {
  const { workloads, peers, seconds, format } = parsed(
    '--workloads',
    'quiet,dashboard',
    '--peers=bun',
    '--seconds',
    '3',
    '--json',
  );
  expect(workloads.map((w) => w.name)).toEqual(['dashboard', 'quiet']);
  expect(peers).toEqual(['bun']);
  expect({ seconds, format }).toEqual({ seconds: 3, format: 'json' });
  expect(parsed('--markdown').format).toBe('markdown');
});

test.each([
  [
    ['--workloads', 'busy'],
    '--workloads: expected names of dashboard, fan-out, firehose, quiet, separated by commas; found "busy"',
  ],
  [['--peers', 'ws,'], '--peers: expected names of tapewire, socket.io, ws, bun, nats, separated by commas; found ""'],
  [['--seconds', '0'], '--seconds: expected a whole number from 1 to 600, found "0"'],
  [['--seconds', '1e2'], '--seconds: expected a whole number from 1 to 600, found "1e2"'],
  [['--json', '--markdown'], '--json, --markdown: expected one of them, found both'],
  [['--loud'], "Unknown option '--loud'"],
  [['bun'], "Unexpected argument 'bun'"],
])('%j is rejected with what was expected', (args, message) => {
  expect(() => parseOptions(args)).toThrow(UsageError);
  expect(() => parseOptions(args)).toThrow(message);
});

test('--help asks for help', () => {
  expect(parseOptions(['--help'])).toBe('help');
});
