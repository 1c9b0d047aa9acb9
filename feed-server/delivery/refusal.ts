// Refusals of requests.
import type { Mode, Refusal, RefusalKind } from '../../proto/messages.ts';

/** `about`: the subscription that is refused; left out where the whole request is. */
export function refusal(
  kind: RefusalKind,
  message: string,
  { symbol = '', mode }: { readonly symbol?: string; readonly mode?: Mode | undefined } = {},
): Refusal {
  return { kind, symbol, mode, message };
}
