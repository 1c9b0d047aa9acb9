// Makes refusals of requests.
import type { Mode, Refusal, RefusalKind } from '../../proto/messages.ts';

/** The last argument names the refused subscription. Without it, the whole request is refused. */
export function refusal(
  kind: RefusalKind,
  message: string,
  { symbol = '', mode }: { readonly symbol?: string; readonly mode?: Mode | undefined } = {},
): Refusal {
  return { kind, symbol, mode, message };
}
