// Lines to a stream: full where its reader does not come on, and drained once it has.
import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { lineOutput } from './line-output.ts';

/** A reader that takes a piece each time it is told to. */
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
  it('writes lines, and is drained at once where nothing waits', async () => {
    const reader = new SlowReader();
    const output = lineOutput(reader);
    await output.drained();
    output.write('a');
    reader.take();
    output.write('b');
    expect(reader.text).toBe('a\nb\n');
    expect(output.full).toBe(false);
  });

  it('is full beyond a mebibyte, until all of it has been read', async () => {
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
