// `--feed` and TAPEWIRE_FEED, among the other arguments of an Electron command line.
import { expect, test } from 'vitest';
import { feedFromOptions, OptionError } from './options.ts';

test.for<[string[], Record<string, string>, string | undefined]>([
  [[], {}, undefined],
  [['.'], {}, undefined],
  [['--no-sandbox', '.', '--feed', 'http://host:1'], {}, 'http://host:1'],
  [['--feed=https://host/ticker/', '--remote-debugging-port=0'], {}, 'https://host/ticker'],
  [['--feed', '127.0.0.1:4900'], {}, 'http://127.0.0.1:4900'],
  [['.'], { TAPEWIRE_FEED: 'http://host:2' }, 'http://host:2'],
  [['--feed', 'http://host:1'], { TAPEWIRE_FEED: 'nonsense' }, 'http://host:1'],
])('%j with %j gives %s', ([argv, environment, url]) => {
  expect(feedFromOptions(argv, environment)).toBe(url);
});

test.for<[string[], Record<string, string>, string]>([
  [['--feed'], {}, '--feed: expected an address such as http://127.0.0.1:4400, found nothing'],
  [['--feed='], {}, '--feed: expected an address such as http://127.0.0.1:4400, found nothing'],
  [['--feed', 'host'], {}, '--feed: expected an address such as http://127.0.0.1:4400, found "host"'],
  [['--feed', '--no-sandbox'], {}, 'expected an address'],
  [
    ['--feed', 'http://host?x'],
    {},
    '--feed: expected an address of a feed without a query ("?..."), found "http://host?x"',
  ],
  [[], { TAPEWIRE_FEED: '' }, 'TAPEWIRE_FEED: expected an address such as http://127.0.0.1:4400, found nothing'],
])('%j with %j is refused: %s', ([argv, environment, message]) => {
  const parse = (): string | undefined => feedFromOptions(argv, environment);
  expect(parse).toThrow(OptionError);
  expect(parse).toThrow(message);
});
