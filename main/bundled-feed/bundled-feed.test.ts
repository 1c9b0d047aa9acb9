// The bundled feed under supervision: started, watched, restarted where it was, given up, ended; all in virtual time.
import { expect, test, vi } from 'vitest';
import { FakeClock } from '../../tests/support/time/fake-clock.ts';
import { BundledFeed, type FeedListener, type ProbeFeed } from './bundled-feed.ts';
import {
  COMPLAINT_LIMIT_MS,
  MOST_ATTEMPTS,
  MOST_UNANSWERED,
  PROBE_EVERY_MS,
  START_LIMIT_MS,
  STEADY_MS,
} from './supervision.ts';

/** Longer than any pause between two attempts. */
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
    /** Lets it be asked so often, and each answer come. */
    probed: async (times: number): Promise<void> => {
      for (let i = 0; i < times; i++) {
        clock.advance(PROBE_EVERY_MS);
        await Promise.resolve();
      }
    },
    ready: (port = 4400) => last().listener.onSaid(readyLine(port)),
  };
}

function readyLine(port: number): string {
  return `Tapewire feed ready on http://127.0.0.1:${port} · Simulated, seed 7 · market time 2025-01-06T14:30:00.000Z (speed 1)`;
}

test('starts on any port and learns which from the ready line', () => {
  const { feed, forks, last, ready, onReady } = supervised();
  feed.start();
  feed.start();
  expect(forks).toHaveLength(1);
  expect(last().port).toBe(0);
  last().listener.onSaid('something else');
  expect(onReady).not.toHaveBeenCalled();
  ready();
  expect(onReady).toHaveBeenCalledExactlyOnceWith('http://127.0.0.1:4400');
});

test('one that ends is started again on the same port', () => {
  const { feed, clock, forks, last, ready, onReady } = supervised();
  feed.start();
  ready();
  clock.advance(STEADY_MS);
  last().listener.onEnded(9);
  expect(forks).toHaveLength(1);
  clock.advance(1_000);
  expect(forks).toHaveLength(2);
  expect(last().port).toBe(4400);
  ready();
  expect(onReady).toHaveBeenCalledTimes(2);
  clock.advance(LONG_MS);
  expect(forks).toHaveLength(2);
});

test('pauses grow while starts fail in a row', () => {
  const { feed, clock, forks, last } = supervised();
  feed.start();
  const pauses: number[] = [];
  while (forks.length < MOST_ATTEMPTS) {
    const [before, since] = [forks.length, clock.now()];
    last().listener.onEnded(1);
    while (forks.length === before) clock.advance(100);
    pauses.push(clock.now() - since);
  }
  expect(pauses).toEqual([200, 400, 800]);
});

test('is given up after so many starts, with what it last complained of, and may be started anew', () => {
  const { feed, clock, forks, last, onFailed } = supervised();
  feed.start();
  for (let i = 0; i < MOST_ATTEMPTS; i++) {
    last().listener.onComplained(`complaint ${i}`);
    last().listener.onEnded(2);
    clock.advance(LONG_MS);
  }
  expect(onFailed).toHaveBeenCalledExactlyOnceWith(`complaint ${MOST_ATTEMPTS - 1}`);
  expect(forks).toHaveLength(MOST_ATTEMPTS);
  expect(clock.pending).toBe(0);
  feed.start();
  expect(forks).toHaveLength(MOST_ATTEMPTS + 1);
  expect(last().port).toBe(0);
});

test('one that breaks soon after each start is given up as well', () => {
  const { feed, clock, last, ready, onFailed } = supervised();
  feed.start();
  for (let i = 0; i < MOST_ATTEMPTS; i++) {
    expect(onFailed).not.toHaveBeenCalled();
    ready();
    last().listener.onEnded(1);
    clock.advance(LONG_MS);
  }
  expect(onFailed).toHaveBeenCalledOnce();
});

test('one that never says where it listens is ended, then started again', () => {
  const { feed, clock, forks, last } = supervised();
  feed.start();
  clock.advance(START_LIMIT_MS);
  expect(last().end).toHaveBeenCalledOnce();
  clock.advance(LONG_MS);
  expect(forks).toHaveLength(1);
  last().listener.onEnded(0);
  clock.advance(LONG_MS);
  expect(forks).toHaveLength(2);
});

test('one that complains before it is ready is not waited for as long', () => {
  const { feed, clock, last } = supervised();
  feed.start();
  last().listener.onComplained('port 4400 on 127.0.0.1 is taken');
  clock.advance(COMPLAINT_LIMIT_MS);
  expect(last().end).toHaveBeenCalledOnce();
});

test('a complaint of one that is ready is none of ours', () => {
  const { feed, clock, last, ready } = supervised();
  feed.start();
  ready();
  last().listener.onComplained('a client misbehaves');
  clock.advance(LONG_MS);
  expect(last().end).not.toHaveBeenCalled();
});

test('one that answers is left alone', async () => {
  const { feed, last, ready, probe, probed } = supervised();
  feed.start();
  ready();
  await probed(100);
  expect(probe).toHaveBeenCalledTimes(100);
  expect(probe).toHaveBeenCalledWith('http://127.0.0.1:4400');
  expect(last().kill).not.toHaveBeenCalled();
});

test('one that stops answering is killed, then started again on the same port', async () => {
  const { feed, clock, forks, last, ready, probe, probed, onHung, onReady } = supervised();
  feed.start();
  ready();
  await probed(20);
  probe.mockResolvedValue(false);
  await probed(MOST_UNANSWERED - 1);
  expect(last().kill).not.toHaveBeenCalled();
  await probed(1);
  expect(last().kill).toHaveBeenCalledOnce();
  expect(onHung).toHaveBeenCalledOnce();
  await probed(5);
  expect(forks).toHaveLength(1);
  last().listener.onEnded(9);
  clock.advance(1_000);
  expect(last().port).toBe(4400);
  ready();
  expect(onReady).toHaveBeenCalledTimes(2);
});

test('one that answers now and then is left alone', async () => {
  const { feed, last, ready, probe, probed } = supervised();
  feed.start();
  ready();
  for (let i = 0; i < 10; i++) {
    probe.mockResolvedValue(false);
    await probed(MOST_UNANSWERED - 1);
    probe.mockResolvedValue(true);
    await probed(1);
  }
  expect(last().kill).not.toHaveBeenCalled();
});

test('it is not asked again before its answer is there', async () => {
  const { feed, ready, probe, probed, last } = supervised();
  feed.start();
  ready();
  probe.mockReturnValue(new Promise(() => undefined));
  await probed(10);
  expect(probe).toHaveBeenCalledOnce();
  expect(last().kill).not.toHaveBeenCalled();
});

test('one that hangs soon after each start is given up', async () => {
  const { feed, clock, last, ready, probe, probed, onFailed } = supervised();
  probe.mockResolvedValue(false);
  feed.start();
  for (let i = 0; i < MOST_ATTEMPTS; i++) {
    expect(onFailed).not.toHaveBeenCalled();
    ready();
    await probed(MOST_UNANSWERED);
    last().listener.onEnded(9);
    clock.advance(1_000);
  }
  expect(onFailed).toHaveBeenCalledExactlyOnceWith('it stopped answering');
});

test('what one that was stopped did not answer is not held against the next', async () => {
  const { feed, clock, last, ready, probe } = supervised();
  const answers: ((answered: boolean) => void)[] = [];
  probe.mockImplementation(() => new Promise((resolve) => answers.push(resolve)));
  feed.start();
  ready();
  clock.advance(PROBE_EVERY_MS);
  feed.stop();
  feed.start();
  ready();
  for (let i = 0; i < MOST_UNANSWERED; i++) {
    answers[0]?.(false);
    await Promise.resolve();
  }
  expect(last().kill).not.toHaveBeenCalled();
});

test('one that is stopped stays stopped, and its end does not touch the next one', () => {
  const { feed, clock, forks, last, ready, onReady } = supervised();
  feed.start();
  ready();
  feed.stop();
  const stopped = last();
  expect(stopped.end).toHaveBeenCalledOnce();
  clock.advance(LONG_MS);
  expect(forks).toHaveLength(1);
  feed.start();
  stopped.listener.onEnded(0);
  stopped.listener.onSaid(readyLine(1));
  expect(onReady).toHaveBeenCalledOnce();
  expect(last().port).toBe(0);
  ready(4500);
  expect(onReady).toHaveBeenLastCalledWith('http://127.0.0.1:4500');
  expect(forks).toHaveLength(2);
});

test('stopped while it waits, it does not come back', () => {
  const { feed, clock, forks, last, ready } = supervised();
  feed.start();
  ready();
  last().listener.onEnded(1);
  feed.stop();
  clock.advance(LONG_MS);
  expect(forks).toHaveLength(1);
  expect(clock.pending).toBe(0);
});
