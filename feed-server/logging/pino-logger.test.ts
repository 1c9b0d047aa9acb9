// The logger's output, and the lines that it drops.
import { expect, it } from 'vitest';
import type { LogFields, LogSettings } from './logger.ts';
import { createLogger } from './pino-logger.ts';

const JSON_FROM_INFO: LogSettings = { level: 'info', format: 'json', colors: false };

/** A logger, and the stream it writes to. The test sets how many bytes wait in the stream. */
function setUp(settings: Partial<LogSettings> = {}, fields?: LogFields) {
  const stream = {
    writableLength: 0,
    text: '',
    write(line: string) {
      this.text += line;
    },
  };
  const logger = createLogger({ ...JSON_FROM_INFO, ...settings }, stream, fields);
  const lines = (): unknown[] =>
    stream.text
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as unknown);
  return { logger, stream, lines };
}

it('writes one JSON object per line, with the fields of the logger and of the line', () => {
  const { logger, lines } = setUp({}, { worker: 17 });
  logger.warn('connection closed', { connection: 'abc' });
  const time = expect.stringMatching(/^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string;
  expect(lines()).toEqual([{ level: 'warn', time, worker: 17, connection: 'abc', msg: 'connection closed' }]);
});

it('writes readable lines in the pretty format', () => {
  const { logger, stream } = setUp({ format: 'pretty' });
  logger.info('a worker serves again', { worker: 17 });
  expect(stream.text).toMatch(/^\d\d:\d\d:\d\d\.\d{3}Z INFO {2}a worker serves again worker=17\n$/);
});

it.each([
  ['debug', ['debug', 'info', 'warn', 'error', 'fatal']],
  ['error', ['error', 'fatal']],
  ['silent', []],
] as const)('at level %s writes %j', (level, writtenLevels) => {
  const { logger, lines } = setUp({ level });
  for (const method of ['debug', 'info', 'warn', 'error', 'fatal'] as const) logger[method]('x');
  expect(lines().map((line) => (line as { level: string }).level)).toEqual(writtenLevels);
});

it('writes only the name, message, code and stack of an error', () => {
  const { logger, lines } = setUp();
  const err = Object.assign(new RangeError('too deep'), { code: 'EDEEP', payload: 'secret' });
  logger.error('a request failed', { err });
  const stack = expect.stringMatching(/^RangeError: too deep\n {4}at /) as string;
  expect(lines()).toMatchObject([{ err: { name: 'RangeError', message: 'too deep', code: 'EDEEP', stack } }]);
  expect(JSON.stringify(lines())).not.toContain('secret');
});

it('drops lines while too many bytes wait, and logs how many', () => {
  const { logger, stream, lines } = setUp();
  stream.writableLength = 1024 * 1024 + 1;
  for (let i = 0; i < 3; i++) logger.info('unread');
  expect(lines()).toEqual([]);
  stream.writableLength = 0;
  logger.info('read');
  expect(lines()).toMatchObject([
    { level: 'warn', lines: 3, msg: expect.stringContaining('dropped') as string },
    { msg: 'read' },
  ]);
});
