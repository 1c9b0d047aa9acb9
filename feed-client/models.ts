// What the feed client keeps current, and how an effect of the state machine changes it.
import type { QuoteBoard } from '../renderer/model/quote-board.ts';
import type { Tape } from '../renderer/model/tape.ts';
import type { Effect } from './machine/phases.ts';

export interface Models {
  readonly board: Pick<QuoteBoard, 'accept' | 'remove' | 'forgetIds' | 'applySnapshot' | 'applyBatch' | 'digest'>;
  readonly tape: Pick<
    Tape,
    'accept' | 'remove' | 'forgetIds' | 'markGap' | 'applyBatch' | 'firstSkipped' | 'fill' | 'giveUp'
  >;
}

type Change = Extract<Effect, { do: 'bind' | 'mark-gap' | 'forget' | 'apply-batch' | 'apply-snapshot' }>;

export function change({ board, tape }: Models, effect: Change): void {
  switch (effect.do) {
    case 'bind':
      if (effect.anew) {
        board.forgetIds();
        tape.forgetIds();
      }
      for (const { instrument, mode } of effect.accepted) (mode === 'board' ? board : tape).accept(instrument);
      return;
    case 'mark-gap':
      return tape.markGap(effect.symbol, effect.why);
    case 'forget': {
      const { symbol, mode } = effect.subscription;
      return (mode === 'board' ? board : tape).remove(symbol);
    }
    case 'apply-batch':
      board.applyBatch(effect.batch);
      return tape.applyBatch(effect.batch);
    case 'apply-snapshot':
      return board.applySnapshot(effect.snapshot);
  }
}
