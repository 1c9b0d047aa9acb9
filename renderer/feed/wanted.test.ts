// What is wanted, and how far each subscription has got.
import { describe, expect, it } from 'vitest';
import type { Mode, Refusal } from '../../proto/messages.ts';
import { makeAccepted, makeState } from '../../tests/support/builders.ts';
import { inStage, nameIn, namedIn, startOver, takeReply, takeSnapshot, unwant, want, type Wanted } from './wanted.ts';

function wantedOf(...subscriptions: string[]): Wanted {
  return subscriptions.reduce<Wanted>((wanted, text) => {
    const [mode, symbol = ''] = text.split(' ');
    return want(wanted, { symbol, mode: mode as Mode });
  }, new Map());
}

/** As "board S0: asked". */
function stages(wanted: Wanted): string[] {
  return [...wanted.values()].map((w) => `${w.mode} ${w.symbol}: ${w.stage}`);
}

function refusal(symbol: string, mode: Mode | undefined): Refusal {
  return { kind: 'unknown-symbol', symbol, mode, message: `no ${symbol}` };
}

describe('wanted', () => {
  it('keeps board and tape of a symbol apart, each once', () => {
    const wanted = wantedOf('board S0', 'tape S0', 'board S0');
    expect(stages(wanted)).toEqual(['board S0: new', 'tape S0: new']);
    expect(stages(unwant(wanted, { symbol: 'S0', mode: 'board' }))).toEqual(['tape S0: new']);
  });

  it('never changes what was handed out', () => {
    const before = wantedOf('board S0');
    const asked = nameIn(before, 1, 'new', 'asked');
    takeReply(asked, 1, { accepted: [makeAccepted(0)], refused: [] }, 'synced');
    unwant(before, { symbol: 'S0', mode: 'board' });
    expect(stages(before)).toEqual(['board S0: new']);
    expect(stages(asked)).toEqual(['board S0: asked']);
  });

  it('names in a request those of one stage', () => {
    const first = nameIn(wantedOf('board S0'), 1, 'new', 'asked');
    const second = nameIn(want(first, { symbol: 'S1', mode: 'board' }), 2, 'new', 'asked');
    expect([namedIn(second, 1, 'S0', 'board'), namedIn(second, 2, 'S0', 'board')]).toEqual([true, false]);
    expect([namedIn(second, 1, 'S1', 'board'), namedIn(second, 2, 'S1', 'board')]).toEqual([false, true]);
    expect(namedIn(second, 1, 'S0', 'tape')).toBe(false);
  });
});

describe('a reply', () => {
  const asked = nameIn(wantedOf('board S0', 'tape S0', 'board NOPE'), 3, 'new', 'asked');
  const accepted = [makeAccepted(0), makeAccepted(0, { mode: 'tape' })];

  it('gives ids, leaves boards to their snapshot, and makes tapes whole', () => {
    const after = takeReply(asked, 3, { accepted, refused: [refusal('NOPE', 'board')] }, 'asked');
    expect(stages(after)).toEqual(['board S0: asked', 'tape S0: synced', 'board NOPE: refused']);
    expect([...after.values()].map((w) => w.id)).toEqual([0, 0, undefined]);
    expect(inStage(after, 'refused')[0]?.why).toBe('no NOPE');
  });

  it('says nothing of what another request named since', () => {
    const again = nameIn(startOver(asked, ['asked']), 4, 'new', 'asked');
    const late = takeReply(again, 3, { accepted, refused: [refusal('NOPE', 'board')] }, 'synced');
    expect(late).toEqual(again);
  });

  it('says nothing of what is not wanted', () => {
    const reply = { accepted: [makeAccepted(9)], refused: [refusal('', undefined), refusal('X', 'tape')] };
    expect(takeReply(asked, 3, reply, 'synced')).toEqual(asked);
  });
});

describe('a snapshot', () => {
  const asked = nameIn(wantedOf('board S0', 'board S1', 'tape S2'), 1, 'new', 'asked');
  const accepted = takeReply(asked, 1, { accepted: [makeAccepted(0), makeAccepted(1)], refused: [] }, 'asked');
  const snapshot = (...ids: number[]) => ({
    at: { epoch: 1, sequence: 1 },
    states: ids.map((id) => makeState({ id })),
  });

  it('makes whole the boards it tells of, by id', () => {
    expect(stages(takeSnapshot(accepted, snapshot(1, 7)))).toEqual([
      'board S0: asked',
      'board S1: synced',
      'tape S2: asked',
    ]);
  });

  it('makes nothing whole that has not been accepted', () => {
    expect(takeSnapshot(asked, snapshot(0, 1, 2))).toEqual(asked);
  });

  it('that comes after starting over is not about it', () => {
    const again = nameIn(startOver(accepted, ['asked']), 2, 'new', 'asked');
    expect(takeSnapshot(again, snapshot(0, 1))).toEqual(again);
  });
});

it('starting over takes the stages named, and no others', () => {
  const asked = nameIn(wantedOf('board S0', 'tape S1', 'board NOPE'), 1, 'new', 'asked');
  const reply = { accepted: [makeAccepted(1, { mode: 'tape' })], refused: [refusal('NOPE', 'board')] };
  const mixed = takeReply(asked, 1, reply, 'asked');
  expect(stages(startOver(mixed, ['asked']))).toEqual(['board S0: new', 'tape S1: synced', 'board NOPE: refused']);
  expect(stages(startOver(mixed, ['asked', 'refused']))).toEqual([
    'board S0: new',
    'tape S1: synced',
    'board NOPE: new',
  ]);
});
