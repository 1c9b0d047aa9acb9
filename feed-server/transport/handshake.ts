// Checks the protocol version that a client requests when it connects.
import type { HandshakeRefusal } from '../../proto/events.ts';
import { CLOSE_CODES, PROTOCOL_VERSION } from '../../proto/messages.ts';

/** The most characters of a wrong version that a refusal shows. */
const MAX_SHOWN_CHARACTERS = 40;

/** Returns an error to refuse the handshake, or undefined to accept it. `auth` comes from the client: it may have any shape and depth. */
export function checkHandshake(auth: Record<string, unknown>): (Error & { data: HandshakeRefusal }) | undefined {
  const { protocol } = auth;
  if (protocol === PROTOCOL_VERSION) return undefined;
  const error = new Error(
    `auth.protocol: expected ${PROTOCOL_VERSION}, found ${describeValue(protocol)}${versionHint(protocol)}`,
  );
  const data: HandshakeRefusal = { code: CLOSE_CODES['unsupported-protocol'], supported: [PROTOCOL_VERSION] };
  return Object.assign(error, { data });
}

/** Says which side to update, if the version shows it. */
function versionHint(protocol: unknown): string {
  if (!Number.isInteger(protocol) || (protocol as number) < 1) return '';
  return `: update the ${(protocol as number) < PROTOCOL_VERSION ? 'client' : 'feed'}`;
}

/** Does not descend into arrays and objects, which may be nested too deeply. */
function describeValue(value: unknown): string {
  if (value === undefined) return 'none';
  if (typeof value === 'string') return JSON.stringify(value.slice(0, MAX_SHOWN_CHARACTERS));
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return String(value);
  return Array.isArray(value) ? 'an array' : 'an object';
}
