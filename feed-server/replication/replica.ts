// A gateway's copy of the log: the ticks that are kept first, then what is known of every symbol, then tick by tick.
import type { SymbolState } from '../../proto/messages.ts';
import type { TickLog } from '../log/tick-log.ts';
import type { TickSink } from '../market/source.ts';
import { publishBlock } from './tick-block.ts';

type State =
  | { readonly kind: 'none' }
  /** What comes is the past: nobody is served from it yet. */
  | { readonly kind: 'catching-up'; readonly log: TickLog }
  | { readonly kind: 'current'; readonly sink: TickSink };

export class Replica {
  #state: State = { kind: 'none' };

  /** `log`: empty, as it is to be filled. */
  begin(log: TickLog, after: number): void {
    log.startAfter(after);
    this.#state = { kind: 'catching-up', log };
  }

  /** Returns how many ticks there were. */
  take(block: Uint8Array): number {
    const state = this.#state;
    if (state.kind === 'none') throw new Error('ticks: expected a log first, found none');
    return publishBlock(block, state.kind === 'current' ? state.sink : state.log);
  }

  /** The log is complete. `serve`: takes it, and returns what its further ticks go into. */
  complete(states: readonly SymbolState[], serve: (log: TickLog) => TickSink): void {
    const state = this.#state;
    if (state.kind !== 'catching-up')
      throw new Error(`values: expected after a log and its ticks, found ${state.kind}`);
    // Ticks that are kept may begin in the middle of a day: what they add up to is not what is known.
    state.log.last.restore(states);
    this.#state = { kind: 'current', sink: serve(state.log) };
  }
}
