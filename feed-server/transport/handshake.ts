// Who is let in.
import type { HandshakeRefusal } from '../../proto/events.ts';
import { CLOSE_CODES, PROTOCOL_VERSION } from '../../proto/messages.ts';

/** Characters of a text that is no version which its refusal repeats. */
const MAX_SHOWN = 40;

/** The error that refuses a handshake, undefined where it is fine. `auth` is as a stranger sent it: of any shape and depth. */
export function refuseHandshake(auth: Record<string, unknown>): (Error & { data: HandshakeRefusal }) | undefined {
  const { protocol } = auth;
  if (protocol === PROTOCOL_VERSION) return undefined;
  const error = new Error(`auth.protocol: expected ${PROTOCOL_VERSION}, found ${shown(protocol)}`);
  const data: HandshakeRefusal = { code: CLOSE_CODES['unsupported-protocol'], supported: [PROTOCOL_VERSION] };
  return Object.assign(error, { data });
}

/** For a person. What is within arrays and objects is not looked at. */
function shown(value: unknown): string {
  if (value === undefined) return 'none';
  if (typeof value === 'string') return JSON.stringify(value.slice(0, MAX_SHOWN));
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return String(value);
  return Array.isArray(value) ? 'an array' : 'an object';
}
