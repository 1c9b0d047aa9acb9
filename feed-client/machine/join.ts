// How a range of the log joins the position a client has reached.
import type { Position } from '../../proto/messages.ts';

/** (after, through] of the log of `epoch`. */
export interface Range {
  readonly epoch: number;
  readonly after: number;
  readonly through: number;
}

/**
 * `news` begins exactly where the client is. `known` ends there or before. `gap` begins later: something is missing.
 * `overlap` begins earlier and ends later: merged rows cannot be cut, so it is asked for again like a gap.
 */
export type Joint = 'news' | 'known' | 'gap' | 'overlap' | 'other-epoch';

export function join(position: Position, { epoch, after, through }: Range): Joint {
  if (epoch !== position.epoch) return 'other-epoch';
  if (after === position.sequence) return 'news';
  if (after > position.sequence) return 'gap';
  return through > position.sequence ? 'overlap' : 'known';
}
