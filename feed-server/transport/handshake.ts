// Checks which version of the protocol a client asks for when it connects.
import type { HandshakeRefusal } from '../../proto/events.ts';
import { CLOSE_CODES, PROTOCOL_VERSION } from '../../proto/messages.ts';

/** Most characters of a wrong version that its refusal shows. */
const MAX_SHOWN = 40;

/** The error to refuse a handshake with, undefined to accept it. `auth` is what the client sent: of any shape and depth. */
export function refuseHandshake(auth: Record<string, unknown>): (Error & { data: HandshakeRefusal }) | undefined {
  const { protocol } = auth;
  if (protocol === PROTOCOL_VERSION) return undefined;
  const error = new Error(`auth.protocol: expected ${PROTOCOL_VERSION}, found ${shown(protocol)}${advice(protocol)}`);
  const data: HandshakeRefusal = { code: CLOSE_CODES['unsupported-protocol'], supported: [PROTOCOL_VERSION] };
  return Object.assign(error, { data });
}

/** Names the older side. */
function advice(protocol: unknown): string {
  if (!Number.isInteger(protocol) || (protocol as number) < 1) return '';
  return `: update the ${(protocol as number) < PROTOCOL_VERSION ? 'client' : 'feed'}`;
}

/** Does not look into arrays and objects, which may be nested too deeply. */
function shown(value: unknown): string {
  if (value === undefined) return 'none';
  if (typeof value === 'string') return JSON.stringify(value.slice(0, MAX_SHOWN));
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return String(value);
  return Array.isArray(value) ? 'an array' : 'an object';
}
