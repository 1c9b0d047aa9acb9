// Flips one bit of a batch so that it still decodes, but to another price.
import { CodecError, decodeBatch } from '../../../proto/codec.ts';
import type { Batch } from '../../../proto/messages.ts';
import type { FaultyProxy } from '../network/faulty-proxy.ts';

/**
 * Flips the first bit that changes the sales in a way that `isWanted` accepts, and nothing else in the batch. Returns whether
 * there is such a bit.
 */
export function flipOneBit(
  batch: Uint8Array,
  isWanted: (changed: Batch['sales'], sent: Batch['sales']) => boolean,
): boolean {
  const { sales, ...rest } = decodeBatch(batch);
  const same = JSON.stringify(rest);
  for (let bit = 0; bit < batch.length * 8; bit++) {
    flip(batch, bit);
    const { sales: changed, ...others } = tryDecode(batch) ?? {};
    if (changed && JSON.stringify(others) === same && isWanted(changed, sales)) return true;
    flip(batch, bit);
  }
  return false;
}

/** Flips one bit on its way to the client, once, so that a price more than doubles: the day's high stays wrong. */
export function raiseOnePrice(proxy: Pick<FaultyProxy, 'mutate'>): Promise<void> {
  return new Promise((resolve) => {
    proxy.mutate((bytes) => {
      const raised = batchesIn(bytes).some((batch) =>
        flipOneBit(batch, (changed, sent) => changed.last.some((price, i) => price > 2 * (sent.last[i] as number))),
      );
      if (!raised) return;
      proxy.mutate(undefined);
      resolve();
    });
  });
}

/** The payloads of the complete `batch` events in bytes that a server writes to a WebSocket. */
function batchesIn(bytes: Buffer): Buffer[] {
  const head = Buffer.from('451-["batch",{"_placeholder":true,"num":0}]');
  const batches: Buffer[] = [];
  for (let at = bytes.indexOf(head); at >= 0; at = bytes.indexOf(head, at + 1)) {
    const frame = at + head.length;
    const short = bytes[frame + 1] ?? 127;
    if (bytes[frame] !== BINARY_FRAME || short === 127 || frame + 4 > bytes.length) continue;
    const [from, length] = short < 126 ? [frame + 2, short] : [frame + 4, bytes.readUInt16BE(frame + 2)];
    if (from + length <= bytes.length) batches.push(bytes.subarray(from, from + length));
  }
  return batches;
}

const BINARY_FRAME = 0x82;

function flip(bytes: Uint8Array, bit: number): void {
  (bytes[bit >> 3] as number) ^= 1 << (bit & 7);
}

function tryDecode(bytes: Uint8Array): Batch | undefined {
  try {
    return decodeBatch(bytes);
  } catch (error) {
    if (error instanceof CodecError) return undefined;
    throw error;
  }
}
