// A refused handshake, as Socket.IO reports it: any server may answer at the address, with data of any shape.
import { CLOSE_CODES, type Close } from '../../proto/messages.ts';
import { shownText } from '../../proto/shown-text.ts';

/** The range of WebSocket close codes for applications, ours among them. */
const [MIN_CODE, MAX_CODE] = [4_000, 4_999];
/** More versions than any server speaks. */
const MAX_VERSIONS = 20;

/**
 * The refusal of a feed server, undefined if `data` is not of one. `message` is the server's text; where the versions of the
 * protocol differ, the client's own text says which side to update. `protocol`: the version that the client asked for.
 */
export function handshakeRefusal(data: unknown, message: string, protocol: number): Close | undefined {
  if (typeof data !== 'object' || data === null || !('code' in data)) return undefined;
  const { code } = data;
  if (typeof code !== 'number' || !Number.isInteger(code) || code < MIN_CODE || code > MAX_CODE) return undefined;
  const versions = code === CLOSE_CODES['unsupported-protocol'] ? versionsIn(data) : [];
  if (versions.length === 0 || versions.includes(protocol)) return { code, message: shownText(message) };
  const older = Math.max(...versions) < protocol ? 'feed' : 'client';
  const spoken = `the feed speaks protocol ${versions.join(', ')}, this client ${protocol}`;
  return { code, message: `${spoken}: update the ${older}` };
}

function versionsIn(data: object): readonly number[] {
  const supported = 'supported' in data ? data.supported : undefined;
  if (!Array.isArray(supported) || supported.length > MAX_VERSIONS) return [];
  const versions = supported as readonly unknown[];
  const isVersion = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) > 0;
  return versions.every(isVersion) ? versions : [];
}
