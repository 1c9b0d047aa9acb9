// `--feed` and TAPEWIRE_FEED among everything else that stands on an Electron command line.
import { expect, test } from 'vitest';
import { feedGiven, OptionError } from './options.ts';

test.for<[string[], Record<string, string>, string | undefined]>([
  [[], {}, undefined],
  [['.'], {}, undefined],
  [['--no-sandbox', '.', '--feed', 'http://host:1'], {}, 'http://host:1'],
  [['--feed=https://host/x', '--remote-debugging-port=0'], {}, 'https://host'],
  [['.'], { TAPEWIRE_FEED: 'http://host:2' }, 'http://host:2'],
  [['--feed', 'http://host:1'], { TAPEWIRE_FEED: 'nonsense' }, 'http://host:1'],
])('%j with %j gives %s', ([argv, environment, url]) => {
  expect(feedGiven(argv, environment)).toBe(url);
});

test.for<[string[], Record<string, string>, string]>([
  [['--feed'], {}, '--feed: expected an address such as http://127.0.0.1:4400, by name or IPv4 number, found nothing'],
  [['--feed='], {}, '--feed: expected an address such as http://127.0.0.1:4400, by name or IPv4 number, found nothing'],
  [
    ['--feed', 'host'],
    {},
    '--feed: expected an address such as http://127.0.0.1:4400, by name or IPv4 number, found "host"',
  ],
  [['--feed', '--no-sandbox'], {}, 'expected an address'],
  [
    [],
    { TAPEWIRE_FEED: '' },
    'TAPEWIRE_FEED: expected an address such as http://127.0.0.1:4400, by name or IPv4 number, found nothing',
  ],
])('%j with %j is refused: %s', ([argv, environment, message]) => {
  const given = (): string | undefined => feedGiven(argv, environment);
  expect(given).toThrow(OptionError);
  expect(given).toThrow(message);
});
