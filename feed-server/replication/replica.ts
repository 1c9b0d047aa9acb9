// A gateway's copy of the log. It receives the retained ticks, then the state of every symbol, then new ticks.
import type { SymbolState } from '../../proto/messages.ts';
import type { TickLog } from '../log/tick-log.ts';
import type { TickSink } from '../market/source.ts';
import { publishBlock } from './tick-block.ts';

type State =
  | { readonly kind: 'none' }
  /** Receiving retained ticks. It serves no clients yet. */
  | { readonly kind: 'catching-up'; readonly log: TickLog }
  | { readonly kind: 'current'; readonly sink: TickSink };

export class Replica {
  #state: State = { kind: 'none' };

  /** `log`: an empty log to fill. `after`: the sequence before its first tick. */
  begin(log: TickLog, after: number): void {
    log.startAfter(after);
    this.#state = { kind: 'catching-up', log };
  }

  /** Appends a block's ticks. Returns their number. */
  applyBlock(block: Uint8Array): number {
    const state = this.#state;
    if (state.kind === 'none') throw new Error('ticks: expected a log first, found none');
    return publishBlock(block, state.kind === 'current' ? state.sink : state.log);
  }

  /** Call this when the log is complete. `serve` gets it, and returns the sink for further ticks. */
  complete(states: readonly SymbolState[], serve: (log: TickLog) => TickSink): void {
    const state = this.#state;
    if (state.kind !== 'catching-up')
      throw new Error(`values: expected after a log and its ticks, found ${state.kind}`);
    // The retained ticks may begin in the middle of a day, so they do not add up to the day's state.
    state.log.last.restore(states);
    this.#state = { kind: 'current', sink: serve(state.log) };
  }
}
