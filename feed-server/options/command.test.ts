// The command line: values, defaults and errors.
import { describe, expect, it } from 'vitest';
import { optionErrorOf } from '../../tests/support/processes/option-error.ts';
import { makeFolder } from '../../tests/support/files/temporary-folder.ts';
import { parseCommand } from './command.ts';
import { BARS_HELP, HELP, HELP_OF, INSPECT_HELP, PROTO_HELP, TAIL_HELP } from './help.ts';
import type { ServeOptions } from './serve-options.ts';
import { TABLES } from './settings.ts';

function optionsOf(...argv: string[]): ServeOptions {
  const command = parseCommand(argv, {});
  if (command.kind !== 'serve') throw new Error(`expected to serve, found ${command.kind}`);
  return command.options;
}

const REPLAY = ['--replay', 'ticks', '--date', '2013-10-08'];
const SIMULATED = {
  kind: 'simulated',
  seed: 7,
  rate: 1,
  symbols: [],
  sectors: [],
  startAt: undefined,
  alwaysOpen: true,
} as const;
const REPLAYED = {
  kind: 'replay',
  path: 'ticks',
  date: '2013-10-08',
  symbols: [],
  seek: undefined,
  columns: undefined,
  skipBadRows: false,
} as const;

describe('parseCommand', () => {
  it('uses the defaults', () => {
    expect(optionsOf()).toEqual({
      listen: { port: 4400, host: '127.0.0.1', basePath: '', dashboard: undefined },
      market: {
        seed: 7,
        symbols: [],
        sectors: [],
        rate: 1,
        startAt: undefined,
        alwaysOpen: undefined,
        speed: 1,
        forMs: undefined,
        record: undefined,
        replay: undefined,
        date: undefined,
        seek: undefined,
        columns: undefined,
        skipBadRows: false,
        exitAtEnd: false,
      },
      source: SIMULATED,
      retention: { keepMs: 86_400_000, logMemory: 2 ** 25, barMemory: 2 ** 26 },
      delivery: { batchRate: 20, heartbeatMs: 1_000, slowLimitMs: 30_000, workers: 1 },
      faults: { scenario: undefined, texts: [] },
      admin: undefined,
      log: { level: 'info', format: undefined },
    });
  });

  it.each<[readonly string[], Record<string, unknown>]>([
    [['--port', '0'], { listen: { port: 0 } }],
    [['--port=65535'], { listen: { port: 65_535 } }],
    [['--host', '::1'], { listen: { host: '::1' } }],
    [['--speed', '0.5'], { market: { speed: 0.5 } }],
    [['--speed', '1000000'], { market: { speed: 1_000_000 } }],
    [['--speed', 'max'], { market: { speed: 'max' } }],
    [['--for', '500ms'], { market: { forMs: 500 } }],
    [['--for', '60s'], { market: { forMs: 60_000 } }],
    [['--for', '1.5m'], { market: { forMs: 90_000 } }],
    [['--for', '2h'], { market: { forMs: 7_200_000 } }],
    [['--for', '1d'], { market: { forMs: 86_400_000 } }],
    [['--for', '2.3s'], { market: { forMs: 2_300 } }],
    [['--for', '10000h'], { market: { forMs: 36_000_000_000 } }],
    [['--batch-rate', '0.1'], { delivery: { batchRate: 0.1 } }],
    [['--heartbeat', '50'], { delivery: { heartbeatMs: 50 } }],
    [['--slow-limit', '5s'], { delivery: { slowLimitMs: 5_000 } }],
    [['--keep', '90m'], { retention: { keepMs: 5_400_000 } }],
    [['--log-memory', '64KB'], { retention: { logMemory: 2 ** 16 } }],
    [['--log-memory', '1.5MB'], { retention: { logMemory: 1.5 * 2 ** 20 } }],
    [['--log-memory', '70000B'], { retention: { logMemory: 70_000 } }],
    [['--bar-memory', '2gb'], { retention: { barMemory: 2 ** 31 } }],
    [['--workers', '4'], { delivery: { workers: 4 } }],
    [['--log-level', 'debug', '--log-format', 'json'], { log: { level: 'debug', format: 'json' } }],
    [['--dashboard', 'dist/renderer'], { listen: { dashboard: 'dist/renderer' } }],
    [['--record', 'day.twr'], { market: { record: 'day.twr' } }],
    [['--scenario', 'faults.yaml'], { faults: { scenario: 'faults.yaml' } }],
    [['--start-at', '1970-01-01Z'], { source: { ...SIMULATED, startAt: 0, alwaysOpen: false } }],
    [
      ['--start-at', '9999-12-31T23:59:59.999Z'],
      { source: { ...SIMULATED, startAt: 253_402_300_799_999, alwaysOpen: false } },
    ],
    [
      ['--fault', 'drop at=1s', '--fault', 'stall at=2s for=1s'],
      { faults: { texts: ['drop at=1s', 'stall at=2s for=1s'] } },
    ],
    [['--admin-port', '0', '--admin-token', 'secret'], { admin: { port: 0, token: 'secret' } }],
    [['--seed', '0'], { market: { seed: 0 }, source: { ...SIMULATED, seed: 0 } }],
    [['--seed', '4294967295'], { source: { ...SIMULATED, seed: 4_294_967_295 } }],
    [['--rate', '2.5'], { source: { ...SIMULATED, rate: 2.5 } }],
    [['--sectors', 'Energy, Utilities'], { source: { ...SIMULATED, sectors: ['Energy', 'Utilities'] } }],
    [REPLAY, { source: REPLAYED }],
    [[...REPLAY, '--seek', '10:30'], { source: { ...REPLAYED, seek: Date.UTC(2013, 9, 8, 14, 30) } }],
    [
      ['--replay', 'x.twr', '--seek', '2013-10-08T10:30'],
      { source: { ...REPLAYED, path: 'x.twr', date: undefined, seek: Date.UTC(2013, 9, 8, 14, 30) } },
    ],
    [[...REPLAY, '--skip-bad-rows'], { source: { ...REPLAYED, skipBadRows: true } }],
    [
      [...REPLAY, '--columns', 'time=ts, price=last price'],
      { source: { ...REPLAYED, columns: { time: 'ts', price: 'last price' } } },
    ],
  ])('parses %j', (argv, expected) => {
    expect(optionsOf(...argv)).toMatchObject(expected);
  });

  it('keeps the case of symbols, and drops spaces and duplicates', () => {
    const symbols = ['kPEPE', 'BRK.B', 'KPEPE'];
    expect(optionsOf('--symbols', 'kPEPE, BRK.B,KPEPE,kPEPE').source.symbols).toEqual(symbols);
    expect(optionsOf(...REPLAY, '--symbols', 'kPEPE,BRK.B,KPEPE').source.symbols).toEqual(symbols);
  });

  it('joins lists that are given several times', () => {
    const { source } = optionsOf('--symbols', 'A', '--sectors', 'Energy', '--symbols=B,A', '--sectors', 'Crypto');
    expect(source).toMatchObject({ symbols: ['A', 'B'], sectors: ['Energy', 'Crypto'] });
    const columns = optionsOf('--replay', 'x', '--columns', 'time=ts', '--columns', 'price=px').source;
    expect(columns).toMatchObject({ columns: { time: 'ts', price: 'px' } });
  });

  it('accepts the same switch twice', () => {
    expect(optionsOf('--always-open', '--always-open').source).toMatchObject({ alwaysOpen: true });
  });

  it.each<[readonly string[], boolean]>([
    [[], true],
    [['--start-at', '2025-01-06T09:30'], false],
    [['--start-at', '2025-01-06T09:30', '--always-open'], true],
    [['--no-always-open'], false],
    [['--always-open=false'], false],
  ])('keeps the market always open unless a start time or a flag says otherwise: %j', (argv, alwaysOpen) => {
    expect(optionsOf(...argv).source).toMatchObject({ alwaysOpen });
  });

  it('accepts a seed for a replay with faults', () => {
    expect(optionsOf(...REPLAY, '--seed', '9', '--fault', 'drop at=1s')).toMatchObject({
      market: { seed: 9 },
      source: REPLAYED,
    });
  });
});

describe('parseCommand names a wrong option', () => {
  it.each<[string, readonly string[]]>([
    ['--port: expected a whole number from 0 to 65535, found "65536"', ['--port', '65536']],
    ['--port: expected a whole number from 0 to 65535, found "80a"', ['--port', '80a']],
    ['--port: expected a whole number from 0 to 65535, found "-1"', ['--port=-1']],
    ['--port: expected a whole number from 0 to 65535, found "4400.5"', ['--port', '4400.5']],
    ['--port: expected a whole number from 0 to 65535, found "0x10"', ['--port', '0x10']],
    ['--port: expected a whole number from 0 to 65535, found nothing', ['--port=']],
    ['--host: expected a value, found nothing', ['--host', '']],
    ['--host: expected a value, found " "', ['--host', ' ']],
    ['--seed: expected a whole number from 0 to 4294967295, found "4294967296"', ['--seed', '4294967296']],
    ['--rate: expected a number from 0.001 to 1000, found "0"', ['--rate', '0']],
    ['--rate: expected a number from 0.001 to 1000, found "1e2"', ['--rate', '1e2']],
    ['--speed: expected a number from 0.001 to 1000000, or max, found "fast"', ['--speed', 'fast']],
    ['--speed: expected a number from 0.001 to 1000000, or max, found "1000001"', ['--speed', '1000001']],
    ['--for: expected a duration such as 500ms, 60s, 5m, 2h or 1d, from 1ms to 10000h, found "60"', ['--for', '60']],
    ['--for: expected a duration such as 500ms, 60s, 5m, 2h or 1d, from 1ms to 10000h, found "0s"', ['--for', '0s']],
    ['--batch-rate: expected a number from 0.1 to 1000, found "0.05"', ['--batch-rate', '0.05']],
    ['--heartbeat: expected a whole number from 50 to 60000, found "49"', ['--heartbeat', '49']],
    [
      '--log-memory: expected a size from 64KB to 16GB, such as 512KB, 64MB or 1GB, found "63KB"',
      ['--log-memory', '63KB'],
    ],
    [
      '--log-memory: expected a size from 64KB to 16GB, such as 512KB, 64MB or 1GB, found "1000000"',
      ['--log-memory', '1000000'],
    ],
    [
      '--bar-memory: expected a size from 1MB to 16GB, such as 512KB, 64MB or 1GB, found "17GB"',
      ['--bar-memory', '17GB'],
    ],
    ['--keep: expected a duration such as 500ms, 60s, 5m, 2h or 1d, from 1ms to 10000h, found "1w"', ['--keep', '1w']],
    [
      '--for: expected a duration such as 500ms, 60s, 5m, 2h or 1d, from 1ms to 10000h, found "500d"',
      ['--for', '500d'],
    ],
    ['--log-level: expected one of debug, info, warn, error, fatal, silent, found "loud"', ['--log-level', 'loud']],
    ['--workers: expected a whole number from 1 to 64, found "0"', ['--workers', '0']],
    ['--dashboard: expected a value, found nothing', ['--dashboard', '']],
    ['--symbols: expected symbols separated by commas, found "AAPL,,MSFT"', ['--symbols', 'AAPL,,MSFT']],
    ['--symbols: expected symbols separated by commas, found nothing', ['--symbols', '']],
    ['--always-open: expected true or false, found "sometimes"', ['--always-open=sometimes']],
    ['--no-always-open: expected no value, found "true"', ['--no-always-open=true']],
    ['--date: can only be used with --replay', ['--date', '2013-10-08']],
    ['--seek: can only be used with --replay', ['--seek', '10:30']],
    ['--skip-bad-rows: can only be used with --replay', ['--skip-bad-rows']],
    [
      '--date: expected a day such as 2013-10-08, from 1970-01-01Z to 9999-12-31Z, found "8/10/13"',
      ['--replay', 'x', '--date', '8/10/13'],
    ],
    [
      '--date: expected a day such as 2013-10-08, from 1970-01-01Z to 9999-12-31Z, found "2013-02-30"',
      ['--replay', 'x', '--date', '2013-02-30'],
    ],
    ['--replay: expected a value, found nothing', ['--replay', '', '--date', '2013-10-08']],
    ['--seed: cannot be combined with --replay', [...REPLAY, '--seed', '7']],
    ['--rate: cannot be combined with --replay', [...REPLAY, '--rate', '2']],
    ['--start-at: cannot be combined with --replay', [...REPLAY, '--start-at', '2025-01-06']],
    [
      '--seek: expected a time in New York such as 2013-10-08T10:30, or 10:30 with --date, from 1970-01-01Z to 9999-12-31Z, found "10:30"',
      ['--replay', 'x', '--seek', '10:30'],
    ],
    [
      '--columns: expected pairs such as time=ts, separated by commas, with the keys time, symbol, price, size, bid, ask, bid_size, ask_size, found "when=ts"',
      ['--replay', 'x', '--columns', 'when=ts'],
    ],
    [
      '--start-at: expected a time in New York such as 2025-01-06T09:30, or one with its offset from UTC, from 1970-01-01Z to 9999-12-31Z, found "noon"',
      ['--start-at', 'noon'],
    ],
    [
      '--start-at: expected a time in New York such as 2025-01-06T09:30, or one with its offset from UTC, from 1970-01-01Z to 9999-12-31Z, found "1850-01-01"',
      ['--start-at', '1850-01-01'],
    ],
    ['--admin-port: requires --admin-token', ['--admin-port', '4500']],
    ['--config: expected a file that can be read (ENOENT), found "no/such.yaml"', ['--config', 'no/such.yaml']],
  ])('%s', (message, argv) => {
    expect(optionErrorOf(argv)).toBe(message);
  });

  it('does not reveal a secret', () => {
    expect(optionErrorOf(['--admin-token', 'hunter2'])).not.toContain('hunter2');
    expect(optionErrorOf(['--admin-token', ' '])).toBe('--admin-token: expected a value, found "something else"');
    expect(optionErrorOf(['--admin-token', ''])).toBe('--admin-token: expected a value, found nothing');
  });

  it.each<[string, readonly string[]]>([
    ['--color: expected an option listed by --help, found "--color"', ['--color', 'red']],
    ['--sped: expected an option listed by --help, found "--sped"; did you mean --speed?', ['--sped', '2']],
    ['-p: expected an option listed by --help, found "-p"', ['-p', '80']],
    ['options: expected tail, bars, inspect, proto or an option listed by --help, found "4400"', ['serve', '4400']],
    ['tail: the command must come before its options', ['--port', '80', 'tail', 'AAPL']],
    ['help: the command must come before its options', ['--port', '80', 'help']],
    ['--help: expected true or false, found "maybe"', ['--help=maybe']],
    ['help: expected one of serve, tail, bars, inspect, proto, found "tial"; did you mean tail?', ['help', 'tial']],
    ['help: expected one command, found "tail bars"', ['help', 'tail', 'bars']],
    ['--port: must be given only once, found "1" and "2"', ['--port', '1', '--port', '2']],
    ['--port: must be given only once, found "1" and "1"', ['--port=1', '--port', '1']],
    ['--no-always-open: contradicts --always-open', ['--always-open', '--no-always-open']],
    ['--admin-token: must be given only once', ['--admin-token', 'a', '--admin-token', 'b']],
    [
      'options: expected tail, bars, inspect, proto or an option listed by --help, found "tial"; did you mean tail?',
      ['tial', 'AAPL'],
    ],
    ['--port: expected a value, found nothing', ['--port']],
    ['--port: expected a value, found nothing', ['--port', '--host', 'x']],
    ['--port: expected a whole number from 0 to 65535, found "-1"', ['--port', '-1']],
    ['--no-port: expected an option listed by --help, found "--no-port"; did you mean --port?', ['--no-port']],
  ])('%s', (message, argv) => {
    expect(optionErrorOf(argv)).toBe(message);
  });
});

describe('help', () => {
  it.each([
    ['--help', { kind: 'print', text: HELP }],
    ['-h', { kind: 'print', text: HELP }],
    ['--version', { kind: 'version' }],
    ['-v', { kind: 'version' }],
    ['--list-scenarios', { kind: 'list-scenarios' }],
  ])('lets %s override other options', (flag, command) => {
    expect(parseCommand(['--port', 'wrong', flag], { PORT: 'wrong' })).toEqual(command);
  });

  it.each([
    ['--help', 'print'],
    ['--version', 'version'],
    ['--list-scenarios', 'list-scenarios'],
    ['--print-config', 'print'],
  ])('accepts a yes or no value for %s', (flag, kind) => {
    for (const yes of ['true', 'yes', '1']) expect(parseCommand([`${flag}=${yes}`], {}).kind).toBe(kind);
    for (const no of ['false', 'no', '0']) expect(parseCommand([`${flag}=${no}`], {}).kind).toBe('serve');
  });

  it.each([
    ['tail', TAIL_HELP],
    ['bars', BARS_HELP],
    ['inspect', INSPECT_HELP],
    ['proto', PROTO_HELP],
  ])('prints a separate page for %s', (command, text) => {
    expect(parseCommand([command, '--help'], {})).toEqual({ kind: 'print', text });
  });

  it.each(Object.entries(HELP_OF))(
    'prints the page of %s for help, -h and --help, and the version for -v and --version',
    (command, text) => {
      for (const argv of [
        ['help', command],
        [command, '-h'],
        [command, '--help'],
        [command, '-vh'],
      ])
        expect(parseCommand(argv, {})).toEqual({ kind: 'print', text });
      for (const flag of ['-v', '--version']) expect(parseCommand([command, flag], {})).toEqual({ kind: 'version' });
      expect(parseCommand(['help'], {})).toEqual({ kind: 'print', text: HELP });
    },
  );

  it('treats serve as the default command', () => {
    expect(parseCommand(['serve', '--port', '80'], {})).toEqual(parseCommand(['--port', '80'], {}));
  });

  it.each(Object.values(HELP_OF))('fits on a screen with 48 lines of 100 characters', (help) => {
    const lines = help.trimEnd().split('\n');
    expect(lines.length).toBeLessThanOrEqual(48);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  it('lists every option with its default', () => {
    for (const { flag, fallback } of TABLES.serve.values()) {
      const line = HELP.split('\n').find((l) => l.startsWith(`  --${flag} `));
      expect(line).toBeDefined();
      if (fallback !== undefined) expect(line).toContain(`(${fallback})`);
    }
  });

  it('shows valid examples', () => {
    const examples = HELP.split('\n').flatMap((line) => /^ {2}tapewire-feed (--.*)$/.exec(line)?.[1] ?? []);
    expect(examples).toHaveLength(2);
    for (const example of examples) expect(parseCommand(example.split(' '), {}).kind).toBe('serve');
  });
});

it('reads the file that --config or TAPEWIRE_CONFIG names', () => {
  const folder = makeFolder({ 'feed.yaml': 'port: 5001\n', 'other.json': '{ "port": 5002 }' });
  const [feed, other] = [`${folder}/feed.yaml`, `${folder}/other.json`];
  const parse = (argv: string[], environment = {}): unknown => parseCommand(argv, environment);
  expect(parse(['--config', feed])).toMatchObject({ options: { listen: { port: 5_001 } } });
  expect(parse([], { TAPEWIRE_CONFIG: other })).toMatchObject({ options: { listen: { port: 5_002 } } });
  expect(parse(['--config', feed], { TAPEWIRE_CONFIG: other })).toMatchObject({
    options: { listen: { port: 5_001 } },
  });
});
