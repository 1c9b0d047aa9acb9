// Checks that a byte stream consists of TLS records (RFC 8446, section 5.1).

const HEADER_BYTES = 5;
/** Change of cipher, alert, handshake and application data. */
const [FIRST_TYPE, LAST_TYPE] = [20, 23];
const MAX_RECORD_BYTES = 2 ** 14 + 256;

/** The first bytes that are not a TLS record, as text; undefined if there are none. The last record may be incomplete. */
export function firstBytesOutsideTls(stream: Buffer): string | undefined {
  for (let at = 0; at + HEADER_BYTES <= stream.length;) {
    const type = stream.readUInt8(at);
    const length = stream.readUInt16BE(at + 3);
    const isRecord = type >= FIRST_TYPE && type <= LAST_TYPE && stream.readUInt8(at + 1) === 3;
    if (!isRecord || length > MAX_RECORD_BYTES) return stream.subarray(at, at + 40).toString('latin1');
    at += HEADER_BYTES + length;
  }
  return undefined;
}
