// LineOutput: full if the reader stops, and drained once it has read everything.
import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { lineOutput } from './line-output.ts';

/** A reader that takes one chunk on each call of `take`. */
class SlowReader extends Writable {
  text = '';
  #taken: () => void = () => undefined;

  override _write(chunk: Buffer, _: BufferEncoding, taken: () => void): void {
    this.text += chunk.toString();
    this.#taken = taken;
  }

  take(): void {
    this.#taken();
  }
}

describe('lineOutput', () => {
  it('writes lines, and is drained at once if nothing is buffered', async () => {
    const reader = new SlowReader();
    const output = lineOutput(reader);
    await output.drained();
    output.write('a');
    reader.take();
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
    reader.take();
    await new Promise(setImmediate);
    expect(drained).toBe(false);
    expect(output.full).toBe(false);
    reader.take();
    await waiting;
    expect(reader.writableLength).toBe(0);
  });
});
