// A command that ends with an expected error prints its message; one that ends with a bug prints the stack.
import { expect, it } from 'vitest';
import { BadDateError } from '../market/new-york.ts';
import { EmptySelectionError } from '../market/instruments.ts';
import { OptionError } from '../options/option-error.ts';
import { RecordingError } from '../recordings/recording-error.ts';
import { ScenarioError } from '../scenarios/scenario-error.ts';
import { DashboardError } from '../transport/dashboard-files.ts';
import { ListenError } from '../transport/http.ts';
import { failureOf } from './failure.ts';
import { FeedError } from './feed-error.ts';

it.each<[Error, number]>([
  [new OptionError('--speed', 'a number', 'fast'), 2],
  [new ScenarioError('x.yaml:1', 'a fault', ''), 2],
  [new DashboardError('a folder', 'nothing'), 2],
  [new EmptySelectionError(['A'], ['Energy']), 2],
  [new RecordingError('no-date', 'expected a date'), 2],
  [new RecordingError('damaged-block', 'a damaged block'), 1],
  [new ListenError('EADDRINUSE', 'the port is taken', undefined), 1],
  [new BadDateError('soon'), 1],
  [new FeedError('lost', 'no connection'), 1],
])('prints only the message of %s, with exit code %i', (error, code) => {
  expect(failureOf(error)).toEqual({ text: error.message, code });
});

it.each<Error>([new TypeError('x is not a function'), new Error('plain'), new RangeError('far')])(
  '%s is a bug',
  (error) => {
    const { text, code } = failureOf(error);
    expect(code).toBe(1);
    expect(text).toBe(`a bug ended this command; please report it: ${error.stack}`);
  },
);

it('treats a thrown value that is not an Error as a bug', () => {
  expect(failureOf('oops').text).toBe("a bug ended this command; please report it: expected an Error, found 'oops'");
});
