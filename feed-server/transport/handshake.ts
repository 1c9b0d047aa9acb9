// Who is let in.
import type { HandshakeRefusal } from '../../proto/events.ts';
import { CLOSE_CODES, PROTOCOL_VERSION } from '../../proto/messages.ts';

/** The error that refuses a handshake, undefined where it is fine. */
export function refuseHandshake(auth: Record<string, unknown>): (Error & { data: HandshakeRefusal }) | undefined {
  if (auth.protocol === PROTOCOL_VERSION) return undefined;
  const found = auth.protocol === undefined ? 'none' : JSON.stringify(auth.protocol);
  const error = new Error(`auth.protocol: expected ${PROTOCOL_VERSION}, found ${found}`);
  const data: HandshakeRefusal = { code: CLOSE_CODES['unsupported-protocol'], supported: [PROTOCOL_VERSION] };
  return Object.assign(error, { data });
}
