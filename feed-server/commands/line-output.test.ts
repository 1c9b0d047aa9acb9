// LineOutput is full if the reader stops, and drained once the reader has read everything.
import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { lineOutput } from './line-output.ts';

/** Reads one chunk for each call of `readChunk`. */
class SlowReader extends Writable {
  text = '';
  #finishWrite: () => void = () => undefined;

  override _write(chunk: Buffer, _: BufferEncoding, finishWrite: () => void): void {
    this.text += chunk.toString();
    this.#finishWrite = finishWrite;
  }

  readChunk(): void {
    this.#finishWrite();
  }
}

describe('lineOutput', () => {
  it('writes lines, and is drained at once if nothing is buffered', async () => {
    const reader = new SlowReader();
    const output = lineOutput(reader);
    await output.drained();
    output.write('a');
    reader.readChunk();
    output.write('b');
    expect(reader.text).toBe('a\nb\n');
    expect(output.full).toBe(false);
  });

  it('is full above 1 MiB, until everything has been read', async () => {
    const reader = new SlowReader();
    const output = lineOutput(reader);
    output.write('x'.repeat(2 ** 20 - 1));
    expect(output.full).toBe(false);
    output.write('y');
    expect(output.full).toBe(true);
    let drained = false;
    const waiting = output.drained().then(() => (drained = true));
    reader.readChunk();
    await new Promise(setImmediate);
    expect(drained).toBe(false);
    expect(output.full).toBe(false);
    reader.readChunk();
    await waiting;
    expect(reader.writableLength).toBe(0);
  });
});
