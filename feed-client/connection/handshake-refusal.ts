// A refused handshake, as Socket.IO reports it: any server may answer at the address, with data of any shape.
import { CLOSE_CODES, type Close } from '../../proto/messages.ts';
import { shownText } from '../../proto/shown-text.ts';

/** The range of WebSocket close codes for applications, ours among them. */
const [MIN_CLOSE_CODE, MAX_CLOSE_CODE] = [4_000, 4_999];
/** A longer list of versions is not from a feed server. */
const MAX_VERSIONS = 20;

/**
 * Reads a feed server's refusal from the data of a failed handshake; undefined if `data` is not from a feed server. Keeps the
 * server's `message`, unless the versions of the protocol differ: then the client's own text says which side to update.
 * `protocol`: the version that the client requested.
 */
export function handshakeRefusal(data: unknown, message: string, protocol: number): Close | undefined {
  if (typeof data !== 'object' || data === null || !('code' in data)) return undefined;
  const { code } = data;
  if (typeof code !== 'number' || !Number.isInteger(code) || code < MIN_CLOSE_CODE || code > MAX_CLOSE_CODE)
    return undefined;
  const versions = code === CLOSE_CODES['unsupported-protocol'] ? versionsIn(data) : [];
  if (versions.length === 0 || versions.includes(protocol)) return { code, message: shownText(message) };
  const outdated = Math.max(...versions) < protocol ? 'feed' : 'client';
  const difference = `the feed speaks protocol ${versions.join(', ')}, this client ${protocol}`;
  return { code, message: `${difference}: update the ${outdated}` };
}

function versionsIn(data: object): readonly number[] {
  const supported = 'supported' in data ? data.supported : undefined;
  if (!Array.isArray(supported) || supported.length > MAX_VERSIONS) return [];
  const versions = supported as readonly unknown[];
  const isVersion = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) > 0;
  return versions.every(isVersion) ? versions : [];
}
