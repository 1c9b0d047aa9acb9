// Flags, environment and file together: precedence, errors about each, and --print-config.
import { describe, expect, it } from 'vitest';
import { printConfig, readConfig } from './config-file.ts';
import { readEnvironment, unknownVariables, variableOf } from './environment.ts';
import { readFlags } from './flags.ts';
import type { FoundOptions } from './option.ts';
import { findSettings, unusedSettings, serveOptions, type ServeOptions } from './serve-options.ts';
import { TABLES } from './settings.ts';

const TABLE = TABLES.serve;

interface Places {
  readonly flags?: string;
  readonly environment?: Record<string, string>;
  readonly file?: string;
}

function foundIn({ flags = '', environment = {}, file = '' }: Places): FoundOptions {
  const argv = flags.split(' ').filter((arg) => arg !== '');
  const variables = readEnvironment(environment, TABLE);
  return findSettings(readFlags(argv, TABLE).flags, variables, readConfig(file, 'feed.yaml', TABLE));
}

const optionsOf = (places: Places): ServeOptions => serveOptions(foundIn(places));

describe('options from flags, the environment and a file', () => {
  it.each<[Places, number | 'max']>([
    [{}, 1],
    [{ file: 'speed: 2' }, 2],
    [{ file: 'speed: 2', environment: { TAPEWIRE_SPEED: '3' } }, 3],
    [{ file: 'speed: 2', environment: { TAPEWIRE_SPEED: '3' }, flags: '--speed 4' }, 4],
    [{ file: 'speed: 2', flags: '--speed max' }, 'max'],
    [{ file: 'speed: 2', environment: { TAPEWIRE_SPEED: '' } }, 2],
    [{ file: 'speed: nonsense', environment: { TAPEWIRE_SPEED: 'too' }, flags: '--speed 4' }, 4],
    [{ file: 'speed:' }, 1],
  ])('prefer a flag to the environment, and the environment to a file: %j', (places, speed) => {
    expect(optionsOf(places).market.speed).toBe(speed);
  });

  it.each<[Record<string, string>, number]>([
    [{ PORT: '8080' }, 8_080],
    [{ TAPEWIRE_PORT: '8081' }, 8_081],
    [{ PORT: '8080', TAPEWIRE_PORT: '8081' }, 8_081],
    [{ HOST: 'elsewhere' }, 4_400],
  ])('read the port from PORT too: %j', (environment, port) => {
    expect(optionsOf({ environment })).toMatchObject({ listen: { port, host: '127.0.0.1' } });
  });

  it('can be given everywhere in their scope', () => {
    const texts: Record<string, string> = {
      port: '1',
      host: 'h',
      'base-path': '/ticker',
      dashboard: 'd',
      seed: '2',
      symbols: 'A,B',
      sectors: 'Energy',
      rate: '3',
      'start-at': '2025-01-06',
      'always-open': 'true',
      speed: '4',
      for: '5s',
      record: 'r',
      replay: 'p',
      date: '2013-10-08',
      seek: '10:30',
      columns: 'time=ts',
      'skip-bad-rows': 'true',
      'exit-at-end': 'true',
      keep: '5m',
      'log-memory': '9MB',
      'bar-memory': '9MB',
      'batch-rate': '7',
      heartbeat: '80',
      'slow-limit': '9s',
      workers: '3',
      scenario: 's',
      fault: 'drop',
      'admin-port': '6',
      'admin-token': 't',
      'log-level': 'warn',
      'log-format': 'json',
    };
    const flags = [...TABLE.values()].flatMap(({ flag, scope }) => (scope === undefined ? [flag] : []));
    expect(Object.keys(texts)).toEqual(flags);
    const given = Object.entries(texts);
    const values = (places: Places): unknown[] => {
      const found = foundIn(places);
      return flags.map((flag) => TABLE.get(flag)?.kind.read(found.get(flag)?.texts ?? []));
    };
    const fromFlags = values({ flags: given.map(([flag, text]) => `--${flag}=${text}`).join(' ') });
    const environment = Object.fromEntries(given.map(([flag, text]) => [variableOf(flag), text]));
    expect(values({ environment })).toEqual(fromFlags);
    expect(values({ file: given.map(([flag, text]) => `${flag}: ${text}`).join('\n') })).toEqual(fromFlags);
    expect(fromFlags).not.toContain(undefined);
  });

  it.each([
    ['/', ''],
    ['ticker', '/ticker'],
    ['/ticker', '/ticker'],
    ['/ticker/', '/ticker'],
    ['a/b.c/', '/a/b.c'],
  ])('read the base path %s as "%s"', (written, basePath) => {
    expect(optionsOf({ flags: `--base-path ${written}` }).listen.basePath).toBe(basePath);
  });

  it.each(['//', '//ticker', 'a//b', '/a/../b', '/.', '/a?b', '/a#b', '/a%20b', '/a b', '/börse', 'http://host/x'])(
    'refuse the base path %s',
    (written) => {
      expect(() => optionsOf({ environment: { TAPEWIRE_BASE_PATH: written } })).toThrow('TAPEWIRE_BASE_PATH: expected');
    },
  );

  it('accept YAML lists in a file, and one fault per line in the environment', () => {
    expect(optionsOf({ file: 'symbols: [AAPL, kPEPE]' }).source.symbols).toEqual(['AAPL', 'kPEPE']);
    expect(optionsOf({ file: 'fault: [drop at=1s, stall at=2s for=1s]' }).faults.texts).toHaveLength(2);
    expect(
      optionsOf({ environment: { TAPEWIRE_FAULT: 'drop at=1s\nstall at=2s for=1s\n' } }).faults.texts,
    ).toHaveLength(2);
  });

  it('keep symbols and texts in a file as spelled, even if YAML would read another value', () => {
    expect(optionsOf({ file: 'symbols: [TRUE, NO, 0700, 1e3]' }).source.symbols).toEqual(['TRUE', 'NO', '0700', '1e3']);
    expect(optionsOf({ file: 'record: 007\nadmin-port: 1\nadmin-token: 0123' })).toMatchObject({
      market: { record: '007' },
      admin: { token: '0123' },
    });
  });

  it('accept JSON as YAML', () => {
    expect(optionsOf({ file: '{ "speed": 2, "always-open": false }' })).toMatchObject({
      market: { speed: 2, alwaysOpen: false },
    });
  });

  it("ignore a file's settings of the simulated market if a flag names a replay", () => {
    const places = { file: 'seed: 5\nrate: 2', flags: '--replay ticks' };
    expect(optionsOf(places).source).toMatchObject({ kind: 'replay', path: 'ticks' });
  });
});

describe('an error names the option as the user wrote it', () => {
  it.each<[string, Places]>([
    [
      'TAPEWIRE_BATCH_RATE: expected a number from 0.1 to 1000, found "fast"',
      { environment: { TAPEWIRE_BATCH_RATE: 'fast' } },
    ],
    [
      'TAPEWIRE_BASE_PATH: expected a path such as /ticker, of letters, digits, "-", "_", "." and "~", found "https://host/ticker"',
      { environment: { TAPEWIRE_BASE_PATH: 'https://host/ticker' } },
    ],
    ['PORT: expected a whole number from 0 to 65535, found "http"', { environment: { PORT: 'http' } }],
    ['TAPEWIRE_SEED: cannot be combined with --replay', { environment: { TAPEWIRE_SEED: '5', TAPEWIRE_REPLAY: 'x' } }],
    ['--seed: cannot be combined with --replay', { flags: '--seed 5', file: 'replay: x' }],
    ['feed.yaml, speed: expected a number from 0.001 to 1000000, or max, found "fast"', { file: 'speed: fast' }],
    ['feed.yaml, date: can only be used with --replay', { file: 'date: 2013-10-08' }],
    ['feed.yaml, sped: expected an option listed by --help, found "sped"; did you mean speed?', { file: 'sped: 2' }],
    [
      'feed.yaml, Symbol: expected an option listed by --help, found "Symbol"; did you mean symbols?',
      { file: 'Symbol: A' },
    ],
    ['feed.yaml, config: expected an option listed by --help, found "config"', { file: 'config: other.yaml' }],
    ['feed.yaml, speed: expected a number from 0.001 to 1000000, or max, found "[2]"', { file: 'speed: [2]' }],
    [
      'feed.yaml, symbols: expected symbols separated by commas, or a list, found "{"a":1}"',
      { file: 'symbols: [{ a: 1 }]' },
    ],
    ['feed.yaml: expected a map of options such as "speed: 60", found "["speed"]"', { file: '- speed' }],
    ['feed.yaml: expected a map of options such as "speed: 60", found "fast"', { file: 'fast' }],
  ])('%s', (message, places) => {
    expect(() => optionsOf(places)).toThrow(message);
  });

  it('names the line and key of an option that a file sets twice', () => {
    expect(() => optionsOf({ file: 'symbols: [A]\nspeed: 2\nsymbols: [B]' })).toThrow(
      'feed.yaml, line 3: expected every option only once, found "symbols"',
    );
    expect(() => optionsOf({ file: '{ "speed": 2, "speed": 3 }' })).toThrow(
      'feed.yaml, line 1: expected every option only once, found "speed"',
    );
  });

  it.each([
    ['symbols: &a [A]\nsectors: *a', 2, 'an alias'],
    [`${'? '.repeat(200)}a`, 1, 'a key that is a list or a map'],
    ['symbols: [[[[[]]]]]', 1, 'lists or maps nested too deeply'],
  ])('names the file and line of %j, which could take forever to expand', (file, line, found) => {
    const expected = 'options with plain values or lists of them';
    expect(() => optionsOf({ file })).toThrow(`feed.yaml, line ${line}: expected ${expected}, found "${found}"`);
  });

  it('refuses a file that is nested too deeply', () => {
    const message = 'feed.yaml, line 1: invalid YAML: lists or maps nested too deeply';
    expect(() => optionsOf({ file: '['.repeat(5_000) })).toThrow(message);
  });

  it.each(['__proto__', 'constructor', 'toString'])('does not treat %s as an option', (name) => {
    const message = `feed.yaml, ${name}: expected an option listed by --help, found "${name}"`;
    expect(() => optionsOf({ file: `${name}: 1` })).toThrow(message);
    expect(() => optionsOf({ flags: `--${name}` })).toThrow(`--${name}: expected an option listed by --help`);
  });

  it('names the line if a file is not valid YAML', () => {
    const message = 'feed.yaml, line 2: invalid YAML: a missing colon, comma, space, dash or closing quote';
    expect(() => optionsOf({ file: 'port: 1\nspeed: "2' })).toThrow(message);
  });
});

describe('the printed configuration', () => {
  const print = (places: Places): string => {
    const found = foundIn(places);
    return printConfig(TABLE, found, unusedSettings(found));
  };

  it('shows the value and the source of each option', () => {
    const printed = print({
      file: 'rate: 2\nsymbols: [AAPL, MSFT]',
      environment: { PORT: '5000' },
      flags: '--speed max --for 60s --bar-memory 1500KB',
    });
    const lines = printed.split('\n');
    for (const line of [
      'rate: 2 # feed.yaml, rate',
      'symbols: [AAPL, MSFT] # feed.yaml, symbols',
      'port: 5000 # PORT',
      'speed: max # --speed',
      'for: 1m # --for',
      'keep: 1d # default',
      'slow-limit: 30s # default',
      'log-memory: 32MB # default',
      'bar-memory: 1500KB # --bar-memory',
      'seed: 7 # default',
      '# record: not set',
    ])
      expect(lines).toContain(line);
    expect(printed).not.toContain('seek');
  });

  it.each<Places>([
    {},
    { flags: '--speed 0.25 --symbols BRK.B,T --start-at 2025-01-06T09:30 --no-always-open --fault drop --for 2h' },
    { flags: '--base-path /ticker' },
    { flags: '--replay ticks --date 2013-10-08 --seek 10:30 --skip-bad-rows --columns time=a,price=b' },
    { environment: { TAPEWIRE_RECORD: 'a: "b" # c', TAPEWIRE_HOST: 'true' } },
  ])('is a configuration file with the same effect: %j', (places) => {
    expect(optionsOf({ file: print(places) })).toEqual(optionsOf(places));
  });

  it('does not reveal a secret', () => {
    const printed = print({ flags: '--admin-port 1 --admin-token hunter2' });
    expect(printed).toContain('# admin-token: not shown, from --admin-token');
    expect(printed).not.toContain('hunter2');
  });
});

describe('an unknown TAPEWIRE_ variable', () => {
  it.each([
    ['TAPEWIRE_SPED', 'TAPEWIRE_SPED: ignored; no such variable; did you mean TAPEWIRE_SPEED?'],
    ['TAPEWIRE_SYMBOL', 'TAPEWIRE_SYMBOL: ignored; no such variable; did you mean TAPEWIRE_SYMBOLS?'],
    ['tapewire_seed', 'tapewire_seed: ignored; no such variable; did you mean TAPEWIRE_SEED?'],
    ['TAPEWIRE_', 'TAPEWIRE_: ignored; no such variable'],
    ['TAPEWIRE_PRINT_CONFIG', 'TAPEWIRE_PRINT_CONFIG: ignored; --print-config is only available as a flag'],
    ['TAPEWIRE_EVERY', 'TAPEWIRE_EVERY: ignored; --every is only available as a flag'],
  ])('causes a warning: %s', (variable, line) => {
    expect(unknownVariables({ [variable]: '1', TAPEWIRE_SEED: '1' })).toEqual([line]);
  });

  it('causes no warning if the feed, the desktop app or a script reads it', () => {
    const flags = [...TABLE.values()].flatMap(({ flag, scope }) => (scope === 'flag' ? [] : [flag]));
    const others = [
      'TAPEWIRE_URL',
      'TAPEWIRE_FEED',
      'TAPEWIRE_CHROMIUM',
      'TAPEWIRE_DATA',
      'PORT',
      'HOME',
      'MY_TAPEWIRE_X',
    ];
    const variables = [...flags.map(variableOf), ...others];
    expect(variables).toContain('TAPEWIRE_ADMIN_TOKEN');
    expect(unknownVariables(Object.fromEntries(variables.map((name) => [name, 'x'])))).toEqual([]);
  });
});
