// Batches with one flipped bit, which still decode, but to another price.
import { CodecError, decodeBatch } from '../../../proto/codec.ts';
import type { Batch } from '../../../proto/messages.ts';
import type { CuttingProxy } from '../network/cutting-proxy.ts';

/**
 * Flips the first bit that makes a batch tell other sales, as `wrong` wants them, and all else as it was. Returns whether there
 * is one.
 */
export function flipOneBit(
  batch: Uint8Array,
  isWanted: (found: Batch['sales'], sent: Batch['sales']) => boolean,
): boolean {
  const { sales, ...rest } = decodeBatch(batch);
  const same = JSON.stringify(rest);
  for (let bit = 0; bit < batch.length * 8; bit++) {
    flip(batch, bit);
    const { sales: found, ...others } = decoded(batch) ?? {};
    if (found && JSON.stringify(others) === same && isWanted(found, sales)) return true;
    flip(batch, bit);
  }
  return false;
}

/** Changes one bit of what passes, once, so that a sale is at far more than it was: the day's high stays wrong for good. */
export function raiseOnePrice(proxy: Pick<CuttingProxy, 'mutate'>): Promise<void> {
  return new Promise((resolve) => {
    proxy.mutate((bytes) => {
      const raised = batchesIn(bytes).some((batch) =>
        flipOneBit(batch, (found, sent) => found.last.some((price, i) => price > 2 * (sent.last[i] as number))),
      );
      if (!raised) return;
      proxy.mutate(undefined);
      resolve();
    });
  });
}

/** The payloads of the events `batch` in what a server writes to a WebSocket, as far as they are in it as a whole. */
function batchesIn(bytes: Buffer): Buffer[] {
  const head = Buffer.from('451-["batch",{"_placeholder":true,"num":0}]');
  const found: Buffer[] = [];
  for (let at = bytes.indexOf(head); at >= 0; at = bytes.indexOf(head, at + 1)) {
    const frame = at + head.length;
    const short = bytes[frame + 1] ?? 127;
    if (bytes[frame] !== BINARY_FRAME || short === 127 || frame + 4 > bytes.length) continue;
    const [from, length] = short < 126 ? [frame + 2, short] : [frame + 4, bytes.readUInt16BE(frame + 2)];
    if (from + length <= bytes.length) found.push(bytes.subarray(from, from + length));
  }
  return found;
}

const BINARY_FRAME = 0x82;

function flip(bytes: Uint8Array, bit: number): void {
  (bytes[bit >> 3] as number) ^= 1 << (bit & 7);
}

function decoded(bytes: Uint8Array): Batch | undefined {
  try {
    return decodeBatch(bytes);
  } catch (error) {
    if (error instanceof CodecError) return undefined;
    throw error;
  }
}
