// Supervision of the bundled feed: start, probes, restarts on the same port, giving up and shutdown, all in virtual
// time.
import { expect, test, vi } from 'vitest';
import { FakeClock } from '../../tests/support/time/fake-clock.ts';
import { BundledFeed, type FeedListener, type ProbeFeed } from './bundled-feed.ts';
import {
  STDERR_LIMIT_MS,
  MAX_ATTEMPTS,
  MAX_UNANSWERED,
  PROBE_EVERY_MS,
  START_LIMIT_MS,
  STABLE_AFTER_MS,
} from './supervision.ts';

/** Longer than any delay between two attempts. */
const LONG_MS = 10_000;

interface Fork {
  readonly port: number;
  readonly listener: FeedListener;
  readonly end: () => void;
  readonly kill: () => void;
}

function supervised() {
  const clock = new FakeClock();
  const forks: Fork[] = [];
  const onReady = vi.fn();
  const onHung = vi.fn();
  const onFailed = vi.fn();
  const probe = vi.fn<ProbeFeed>(() => Promise.resolve(true));
  const feed = new BundledFeed({
    clock,
    probe,
    onReady,
    onHung,
    onFailed,
    fork(port, listener) {
      const fork = { port, listener, end: vi.fn(), kill: vi.fn() };
      forks.push(fork);
      return fork;
    },
  });
  const last = (): Fork => forks.at(-1) as Fork;
  return {
    clock,
    forks,
    probe,
    onReady,
    onHung,
    onFailed,
    feed,
    last,
    /** Lets that many probes be sent and answered. */
    probed: async (times: number): Promise<void> => {
      for (let i = 0; i < times; i++) {
        clock.advance(PROBE_EVERY_MS);
        await Promise.resolve();
      }
    },
    ready: (port = 4400) => last().listener.onStdout(readyLine(port)),
  };
}

function readyLine(port: number): string {
  return `Tapewire feed ready on http://127.0.0.1:${port} · Simulated, seed 7 · market time 2025-01-06T14:30:00.000Z (speed 1)`;
}

test('starts on any free port and reads it from the ready line', () => {
  const { feed, forks, last, ready, onReady } = supervised();
  feed.start();
  feed.start();
  expect(forks).toHaveLength(1);
  expect(last().port).toBe(0);
  last().listener.onStdout('something else');
  expect(onReady).not.toHaveBeenCalled();
  ready();
  expect(onReady).toHaveBeenCalledExactlyOnceWith('http://127.0.0.1:4400');
});

test('restarts on the same port after an exit', () => {
  const { feed, clock, forks, last, ready, onReady } = supervised();
  feed.start();
  ready();
  clock.advance(STABLE_AFTER_MS);
  last().listener.onExit(9);
  expect(forks).toHaveLength(1);
  clock.advance(1_000);
  expect(forks).toHaveLength(2);
  expect(last().port).toBe(4400);
  ready();
  expect(onReady).toHaveBeenCalledTimes(2);
  clock.advance(LONG_MS);
  expect(forks).toHaveLength(2);
});

test('delays grow while consecutive starts fail', () => {
  const { feed, clock, forks, last } = supervised();
  feed.start();
  const pauses: number[] = [];
  while (forks.length < MAX_ATTEMPTS) {
    const [before, since] = [forks.length, clock.now()];
    last().listener.onExit(1);
    while (forks.length === before) clock.advance(100);
    pauses.push(clock.now() - since);
  }
  expect(pauses).toEqual([200, 400, 800]);
});

test('gives up after the maximum number of starts, with the last error output, and can be started again', () => {
  const { feed, clock, forks, last, onFailed } = supervised();
  feed.start();
  for (let i = 0; i < MAX_ATTEMPTS; i++) {
    last().listener.onStderr(`error ${i}`);
    last().listener.onExit(2);
    clock.advance(LONG_MS);
  }
  expect(onFailed).toHaveBeenCalledExactlyOnceWith(`error ${MAX_ATTEMPTS - 1}`);
  expect(forks).toHaveLength(MAX_ATTEMPTS);
  expect(clock.pending).toBe(0);
  feed.start();
  expect(forks).toHaveLength(MAX_ATTEMPTS + 1);
  expect(last().port).toBe(0);
});

test('gives up if the feed exits soon after every start', () => {
  const { feed, clock, last, ready, onFailed } = supervised();
  feed.start();
  for (let i = 0; i < MAX_ATTEMPTS; i++) {
    expect(onFailed).not.toHaveBeenCalled();
    ready();
    last().listener.onExit(1);
    clock.advance(LONG_MS);
  }
  expect(onFailed).toHaveBeenCalledOnce();
});

test('stops and restarts a feed that never prints its ready line', () => {
  const { feed, clock, forks, last } = supervised();
  feed.start();
  clock.advance(START_LIMIT_MS);
  expect(last().end).toHaveBeenCalledOnce();
  clock.advance(LONG_MS);
  expect(forks).toHaveLength(1);
  last().listener.onExit(0);
  clock.advance(LONG_MS);
  expect(forks).toHaveLength(2);
});

test('waits less long for a feed that writes errors before it is ready', () => {
  const { feed, clock, last } = supervised();
  feed.start();
  last().listener.onStderr('port 4400 on 127.0.0.1 is taken');
  clock.advance(STDERR_LIMIT_MS);
  expect(last().end).toHaveBeenCalledOnce();
});

test('ignores error output of a feed that is ready', () => {
  const { feed, clock, last, ready } = supervised();
  feed.start();
  ready();
  last().listener.onStderr('a client misbehaves');
  clock.advance(LONG_MS);
  expect(last().end).not.toHaveBeenCalled();
});

test('leaves a feed alone that answers its probes', async () => {
  const { feed, last, ready, probe, probed } = supervised();
  feed.start();
  ready();
  await probed(100);
  expect(probe).toHaveBeenCalledTimes(100);
  expect(probe).toHaveBeenCalledWith('http://127.0.0.1:4400');
  expect(last().kill).not.toHaveBeenCalled();
});

test('kills a feed that stops answering and restarts it on the same port', async () => {
  const { feed, clock, forks, last, ready, probe, probed, onHung, onReady } = supervised();
  feed.start();
  ready();
  await probed(20);
  probe.mockResolvedValue(false);
  await probed(MAX_UNANSWERED - 1);
  expect(last().kill).not.toHaveBeenCalled();
  await probed(1);
  expect(last().kill).toHaveBeenCalledOnce();
  expect(onHung).toHaveBeenCalledOnce();
  await probed(5);
  expect(forks).toHaveLength(1);
  last().listener.onExit(9);
  clock.advance(1_000);
  expect(last().port).toBe(4400);
  ready();
  expect(onReady).toHaveBeenCalledTimes(2);
});

test('leaves a feed alone that answers some of its probes', async () => {
  const { feed, last, ready, probe, probed } = supervised();
  feed.start();
  ready();
  for (let i = 0; i < 10; i++) {
    probe.mockResolvedValue(false);
    await probed(MAX_UNANSWERED - 1);
    probe.mockResolvedValue(true);
    await probed(1);
  }
  expect(last().kill).not.toHaveBeenCalled();
});

test('sends no probe before the previous one is answered', async () => {
  const { feed, ready, probe, probed, last } = supervised();
  feed.start();
  ready();
  probe.mockReturnValue(new Promise(() => undefined));
  await probed(10);
  expect(probe).toHaveBeenCalledOnce();
  expect(last().kill).not.toHaveBeenCalled();
});

test('gives up if the feed hangs soon after every start', async () => {
  const { feed, clock, last, ready, probe, probed, onFailed } = supervised();
  probe.mockResolvedValue(false);
  feed.start();
  for (let i = 0; i < MAX_ATTEMPTS; i++) {
    expect(onFailed).not.toHaveBeenCalled();
    ready();
    await probed(MAX_UNANSWERED);
    last().listener.onExit(9);
    clock.advance(1_000);
  }
  expect(onFailed).toHaveBeenCalledExactlyOnceWith('it stopped responding');
});

test('does not count a stopped feed\u2019s unanswered probes against the next one', async () => {
  const { feed, clock, last, ready, probe } = supervised();
  const answers: ((answered: boolean) => void)[] = [];
  probe.mockImplementation(() => new Promise((resolve) => answers.push(resolve)));
  feed.start();
  ready();
  clock.advance(PROBE_EVERY_MS);
  feed.stop();
  feed.start();
  ready();
  for (let i = 0; i < MAX_UNANSWERED; i++) {
    answers[0]?.(false);
    await Promise.resolve();
  }
  expect(last().kill).not.toHaveBeenCalled();
});

test('a stopped feed stays stopped, and its exit does not affect the next one', () => {
  const { feed, clock, forks, last, ready, onReady } = supervised();
  feed.start();
  ready();
  feed.stop();
  const stopped = last();
  expect(stopped.end).toHaveBeenCalledOnce();
  clock.advance(LONG_MS);
  expect(forks).toHaveLength(1);
  feed.start();
  stopped.listener.onExit(0);
  stopped.listener.onStdout(readyLine(1));
  expect(onReady).toHaveBeenCalledOnce();
  expect(last().port).toBe(0);
  ready(4500);
  expect(onReady).toHaveBeenLastCalledWith('http://127.0.0.1:4500');
  expect(forks).toHaveLength(2);
});

test('does not restart if it is stopped during a delay', () => {
  const { feed, clock, forks, last, ready } = supervised();
  feed.start();
  ready();
  last().listener.onExit(1);
  feed.stop();
  clock.advance(LONG_MS);
  expect(forks).toHaveLength(1);
  expect(clock.pending).toBe(0);
});
