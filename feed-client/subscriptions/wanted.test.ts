// What is wanted, and how far each subscription has got.
import { describe, expect, it } from 'vitest';
import type { Mode, Refusal, Snapshot } from '../../proto/messages.ts';
import { makeAccepted, makeState } from '../../tests/support/builders.ts';
import {
  inStage,
  nameNew,
  nameResumable,
  namedIn,
  resumable,
  startOver,
  takeReply,
  takeResumed,
  takeSnapshot,
  unwant,
  want,
  type Wanted,
} from './wanted.ts';

function wantedOf(...subscriptions: string[]): Wanted {
  return subscriptions.reduce<Wanted>((wanted, text) => {
    const [mode, symbol = '', intervalMs = '0'] = text.split(' ');
    return want(wanted, { symbol, mode: mode as Mode, intervalMs: Number(intervalMs) });
  }, new Map());
}

/** As "board S0: asked". */
function stages(wanted: Wanted): string[] {
  return [...wanted.values()].map((w) => `${w.mode} ${w.symbol}: ${w.stage}`);
}

function refusal(symbol: string, mode: Mode | undefined): Refusal {
  return { kind: 'unknown-symbol', symbol, mode, message: `no ${symbol}` };
}

function snapshot(intervalMs: number, ...ids: number[]): Snapshot {
  return { intervalMs, at: { epoch: 1, sequence: 1 }, states: ids.map((id) => makeState({ id })) };
}

describe('wanted', () => {
  it('keeps board and tape of a symbol apart, each once', () => {
    const wanted = wantedOf('board S0', 'tape S0', 'board S0');
    expect(stages(wanted)).toEqual(['board S0: new', 'tape S0: new']);
    expect(stages(unwant(wanted, { symbol: 'S0', mode: 'board' }))).toEqual(['tape S0: new']);
  });

  it('never changes what was handed out', () => {
    const before = wantedOf('board S0');
    const asked = nameNew(before, 1);
    takeReply(asked, 1, { accepted: [makeAccepted(0)], refused: [] });
    unwant(before, { symbol: 'S0', mode: 'board' });
    expect(stages(before)).toEqual(['board S0: new']);
    expect(stages(asked)).toEqual(['board S0: asked']);
  });

  it('names in a request those that are new', () => {
    const first = nameNew(wantedOf('board S0'), 1);
    const second = nameNew(want(first, { symbol: 'S1', mode: 'board' }), 2);
    expect([namedIn(second, 1, 'S0', 'board'), namedIn(second, 2, 'S0', 'board')]).toEqual([true, false]);
    expect([namedIn(second, 1, 'S1', 'board'), namedIn(second, 2, 'S1', 'board')]).toEqual([false, true]);
    expect(namedIn(second, 1, 'S0', 'tape')).toBe(false);
  });
});

describe('a reply', () => {
  const asked = nameNew(wantedOf('board S0', 'tape S0', 'board NOPE'), 3);
  const accepted = [makeAccepted(0), makeAccepted(0, { mode: 'tape' })];

  it('gives ids, leaves boards to their snapshot, and makes tapes whole', () => {
    const after = takeReply(asked, 3, { accepted, refused: [refusal('NOPE', 'board')] });
    expect(stages(after)).toEqual(['board S0: granted', 'tape S0: synced', 'board NOPE: refused']);
    expect([...after.values()].map((w) => w.id)).toEqual([0, 0, undefined]);
    expect(inStage(after, 'refused')[0]?.why).toBe('no NOPE');
  });

  it('says nothing of what another request named since', () => {
    const again = nameNew(startOver(asked, ['asked']), 4);
    expect(takeReply(again, 3, { accepted, refused: [refusal('NOPE', 'board')] })).toEqual(again);
  });

  it('says nothing of what is not wanted', () => {
    const reply = { accepted: [makeAccepted(9)], refused: [refusal('', undefined), refusal('X', 'tape')] };
    expect(takeReply(asked, 3, reply)).toEqual(asked);
  });

  it('that refuses another interval leaves what is subscribed as it was', () => {
    const synced = takeSnapshot(takeReply(asked, 3, { accepted, refused: [] }), snapshot(0, 0));
    const moving = nameNew(want(synced, { symbol: 'S0', mode: 'board', intervalMs: 500 }), 4);
    const after = takeReply(moving, 4, { accepted: [], refused: [refusal('S0', 'board')] });
    expect(after.get('board S0')).toMatchObject({ stage: 'synced', lane: 0, intervalMs: 0 });
  });
});

describe('a snapshot', () => {
  const asked = nameNew(wantedOf('board S0 250', 'board S1 250', 'tape S2'), 1);
  const granted = takeReply(asked, 1, { accepted: [makeAccepted(0), makeAccepted(1)], refused: [] });

  it('makes whole the boards it tells of, by id, on its lane', () => {
    const after = takeSnapshot(granted, snapshot(250, 1, 7));
    expect(stages(after)).toEqual(['board S0: granted', 'board S1: synced', 'tape S2: asked']);
    expect(resumable(after)).toEqual([{ symbol: 'S1', mode: 'board', intervalMs: 250 }]);
  });

  it('makes nothing whole that has not been accepted', () => {
    expect(takeSnapshot(asked, snapshot(250, 0, 1, 2))).toEqual(asked);
  });

  it('that comes after starting over is not about it', () => {
    const again = nameNew(startOver(granted, ['granted']), 2);
    expect(takeSnapshot(again, snapshot(250, 0, 1))).toEqual(again);
  });

  it('that was on its way when another interval was asked for says where it is until then', () => {
    const moving = nameNew(want(granted, { symbol: 'S0', mode: 'board', intervalMs: 500 }), 2);
    const after = takeSnapshot(moving, snapshot(250, 0));
    expect(after.get('board S0')).toMatchObject({ stage: 'asked', lane: 250, intervalMs: 500 });
  });
});

describe('a resume', () => {
  const asked = nameNew(wantedOf('board S0 250', 'tape S1', 'board S2'), 1);
  const accepted = [makeAccepted(0), makeAccepted(1, { mode: 'tape' }), makeAccepted(2)];
  const synced = takeSnapshot(takeReply(asked, 1, { accepted, refused: [] }), snapshot(250, 0));
  const moved = want(synced, { symbol: 'S0', mode: 'board', intervalMs: 500 });

  it('names what is known, where it is, and leaves the rest and every move for after it', () => {
    expect(resumable(moved)).toEqual([
      { symbol: 'S0', mode: 'board', intervalMs: 250 },
      { symbol: 'S1', mode: 'tape', intervalMs: 0 },
    ]);
    const named = nameResumable(moved, 2);
    expect(stages(named)).toEqual(['board S0: new', 'tape S1: synced', 'board S2: new']);
    expect(stages(takeResumed(named, 2, { accepted: accepted.slice(0, 2), refused: [] }, false))).toEqual(
      stages(named),
    );
  });

  it('that is reset, or about another log, leaves boards to their snapshot', () => {
    const named = nameResumable(synced, 2);
    const reset = [makeAccepted(0, { receipt: { kind: 'reset', reason: 'too-old' } })];
    for (const [receipts, anew] of [
      [reset, false],
      [accepted.slice(0, 1), true],
    ] as const) {
      const after = takeResumed(named, 2, { accepted: receipts, refused: [] }, anew);
      expect(after.get('board S0')).toMatchObject({ stage: 'granted', lane: undefined });
    }
  });

  it('that refuses a symbol ends what was known of it', () => {
    const after = takeResumed(nameResumable(synced, 2), 2, { accepted: [], refused: [refusal('S0', 'board')] }, true);
    expect(after.get('board S0')).toMatchObject({ stage: 'refused', lane: undefined, why: 'no S0' });
  });
});

it('starting over takes the stages named, and no others', () => {
  const asked = nameNew(wantedOf('board S0', 'tape S1', 'board NOPE'), 1);
  const reply = { accepted: [makeAccepted(1, { mode: 'tape' })], refused: [refusal('NOPE', 'board')] };
  const mixed = takeReply(asked, 1, reply);
  expect(stages(startOver(mixed, ['asked']))).toEqual(['board S0: new', 'tape S1: synced', 'board NOPE: refused']);
  expect(stages(startOver(mixed, ['asked', 'refused']))).toEqual([
    'board S0: new',
    'tape S1: synced',
    'board NOPE: new',
  ]);
});
