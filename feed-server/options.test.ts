// Options: what each takes, what it is where it is not given, and what is said where it is wrong.
import { describe, expect, it } from 'vitest';
import { HELP, OptionError, parseCommand, type Options } from './options.ts';

function optionsOf(...argv: string[]): Options {
  const command = parseCommand(argv, {});
  if (command.kind !== 'serve') throw new Error(`expected to serve, found ${command.kind}`);
  return command.options;
}

function complaintOf(argv: readonly string[], environment: Record<string, string> = {}): string {
  try {
    parseCommand(argv, environment);
  } catch (error) {
    if (error instanceof OptionError) return error.message;
    throw error;
  }
  throw new Error(`expected a complaint about ${argv.join(' ')}`);
}

const REPLAY = ['--replay', 'ticks', '--date', '2013-10-08'];

describe('options', () => {
  it('have defaults', () => {
    expect(optionsOf()).toEqual({
      port: 4400,
      host: '127.0.0.1',
      source: { kind: 'simulated', seed: 7, rate: 1, symbols: [] },
      speed: 1,
      batchRate: 20,
      heartbeatMs: 1_000,
      logTicks: 1_000_000,
      dashboard: undefined,
    });
  });

  it.each<[readonly string[], Partial<Options>]>([
    [['--port', '0'], { port: 0 }],
    [['--port=65535'], { port: 65_535 }],
    [['--host', '::1'], { host: '::1' }],
    [['--speed', '0.5'], { speed: 0.5 }],
    [['--speed', '1000000'], { speed: 1_000_000 }],
    [['--batch-rate', '0.1'], { batchRate: 0.1 }],
    [['--heartbeat', '50'], { heartbeatMs: 50 }],
    [['--log-ticks', '1000'], { logTicks: 1_000 }],
    [['--dashboard', 'dist/renderer'], { dashboard: 'dist/renderer' }],
    [['--seed', '0'], { source: { kind: 'simulated', seed: 0, rate: 1, symbols: [] } }],
    [['--seed', '4294967295'], { source: { kind: 'simulated', seed: 4_294_967_295, rate: 1, symbols: [] } }],
    [['--rate', '2.5'], { source: { kind: 'simulated', seed: 7, rate: 2.5, symbols: [] } }],
    [REPLAY, { source: { kind: 'replay', folder: 'ticks', date: '2013-10-08', symbols: [] } }],
  ])('takes %j', (argv, expected) => {
    expect(optionsOf(...argv)).toMatchObject(expected);
  });

  it('takes symbols in any case, with spaces, each once', () => {
    const symbols = ['AAPL', 'BRK.B', 'MSFT'];
    expect(optionsOf('--symbols', 'aapl, BRK.B,msft,AAPL').source.symbols).toEqual(symbols);
    expect(optionsOf(...REPLAY, '--symbols', 'aapl,BRK.B,MSFT').source.symbols).toEqual(symbols);
  });

  it('takes the last of two', () => {
    expect(optionsOf('--port', '1', '--port', '2').port).toBe(2);
  });
});

describe('an option that is wrong is named, with what was expected and what was found', () => {
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
    ['--speed: expected a number from 0.001 to 1000000, found "fast"', ['--speed', 'fast']],
    ['--speed: expected a number from 0.001 to 1000000, found "1000001"', ['--speed', '1000001']],
    ['--speed: expected a number from 0.001 to 1000000, found "NaN"', ['--speed', 'NaN']],
    ['--batch-rate: expected a number from 0.1 to 1000, found "0.05"', ['--batch-rate', '0.05']],
    ['--heartbeat: expected a whole number from 50 to 60000, found "49"', ['--heartbeat', '49']],
    ['--log-ticks: expected a whole number from 1000 to 100000000, found "999"', ['--log-ticks', '999']],
    ['--dashboard: expected a value, found nothing', ['--dashboard', '']],
    ['--symbols: expected symbols with commas between, found "AAPL,,MSFT"', ['--symbols', 'AAPL,,MSFT']],
    ['--symbols: expected symbols with commas between, found nothing', ['--symbols', '']],
    ['--date: expected to stand beside --replay, found "2013-10-08"', ['--date', '2013-10-08']],
    ['--date: expected a day such as 2013-10-08 beside --replay, found nothing', ['--replay', 'ticks']],
    [
      '--date: expected a day such as 2013-10-08 beside --replay, found "8/10/13"',
      ['--replay', 'x', '--date', '8/10/13'],
    ],
    ['--replay: expected a value, found nothing', ['--replay', '', '--date', '2013-10-08']],
    ['--seed: expected no --replay beside it, found "7"', [...REPLAY, '--seed', '7']],
    ['--rate: expected no --replay beside it, found "2"', [...REPLAY, '--rate', '2']],
  ])('%s', (message, argv) => {
    expect(complaintOf(argv)).toBe(message);
  });

  it.each<[string, readonly string[]]>([
    ['--colour: expected one of the options of --help, found "--colour"', ['--colour', 'red']],
    ['-p: expected one of the options of --help, found "-p"', ['-p', '80']],
    ['options: expected nothing but the options of --help, found "serve"', ['serve']],
    ['--port: expected a value, found nothing', ['--port']],
    ['--port: expected a value, found nothing', ['--port', '--host', 'x']],
    ['--port: expected a whole number from 0 to 65535, found "-1"', ['--port', '-1']],
    ['--help: expected no value, found "yes"', ['--help=yes']],
  ])('%s', (message, argv) => {
    expect(complaintOf(argv)).toBe(message);
  });
});

describe('PORT in the environment', () => {
  it.each([
    { argv: [], environment: { PORT: '8080' }, port: 8_080 },
    { argv: ['--port', '9'], environment: { PORT: '8080' }, port: 9 },
    { argv: ['--port', '9'], environment: { PORT: 'none of its business' }, port: 9 },
    { argv: [], environment: { HOST: 'elsewhere' }, port: 4_400 },
  ])('beside $argv: $environment', ({ argv, environment, port }) => {
    expect(parseCommand(argv, environment)).toMatchObject({ kind: 'serve', options: { port, host: '127.0.0.1' } });
  });

  it('is named where it is wrong', () => {
    expect(complaintOf([], { PORT: 'http' })).toBe('PORT: expected a whole number from 0 to 65535, found "http"');
  });
});

describe('help', () => {
  it.each([
    ['--help', 'help'],
    ['--version', 'version'],
  ])('%s asks for nothing else', (flag, kind) => {
    expect(parseCommand(['--port', 'wrong', flag], { PORT: 'wrong' })).toEqual({ kind });
  });

  it('fits a screen of 30 lines of 100 characters', () => {
    const lines = HELP.trimEnd().split('\n');
    expect(lines.length).toBeLessThanOrEqual(30);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  it('names every option, with the default that it has', () => {
    const defaults = optionsOf();
    expect(HELP).toContain(`(${defaults.port};`);
    expect(HELP).toMatch(new RegExp(`--heartbeat .*\\(${defaults.heartbeatMs}\\)`));
    expect(HELP).toMatch(new RegExp(`--batch-rate .*\\(${defaults.batchRate}\\)`));
    expect(HELP).toMatch(new RegExp(`--log-ticks .*\\(${defaults.logTicks}\\)`));
    const named = new Set(HELP.match(/--[a-z-]+/g));
    const valued = ['port', 'host', 'seed', 'rate', 'symbols', 'replay', 'date', 'speed'];
    const expected = [...valued, 'batch-rate', 'heartbeat', 'log-ticks', 'dashboard', 'help', 'version'];
    for (const option of expected) expect(named).toContain(`--${option}`);
  });

  it('has examples that are right', () => {
    const examples = HELP.split('\n').flatMap((line) => /^ {2}npm run feed -- (.*)$/.exec(line)?.[1] ?? []);
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) expect(parseCommand(example.split(' '), {}).kind).toBe('serve');
  });
});
