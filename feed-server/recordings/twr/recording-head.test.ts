// Decoding the head of a recording file.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeHead } from '../../../tests/support/recordings/recording-files.ts';
import { makeFolder } from '../../../tests/support/files/temporary-folder.ts';
import { openRecording } from '../open-recording.ts';
import { encodeFrame, encodeHead, encodeSignature } from './recording-format.ts';
import { decodeHead } from './recording-head.ts';

const VALID_HEAD = JSON.parse(encodeHead(makeHead()).toString()) as { instruments: object[] };

function withInstrument(changes: object): object {
  return {
    ...VALID_HEAD,
    instruments: [{ ...VALID_HEAD.instruments[0], ...changes }, ...VALID_HEAD.instruments.slice(1)],
  };
}

describe('decodeHead', () => {
  it('returns what was encoded', () => {
    const head = makeHead({ source: 'Zürich 🐂' });
    expect(decodeHead(encodeHead(head))).toEqual(head);
  });

  it.each([
    ['a head', null],
    ['a source', { ...VALID_HEAD, source: 7 }],
    ['a start time', { ...VALID_HEAD, startTime: 1.5 }],
    ['a start time', { ...VALID_HEAD, startTime: -1 }],
    ['a start time', { ...VALID_HEAD, startTime: Date.UTC(10_000, 0) }],
    ['instruments', { ...VALID_HEAD, instruments: {} }],
    [
      'at most 65536 instruments',
      { ...VALID_HEAD, instruments: Array<object | undefined>(65_537).fill(VALID_HEAD.instruments[0]) },
    ],
    ['an instrument', { ...VALID_HEAD, instruments: [7] }],
    ['a symbol', withInstrument({ symbol: undefined })],
    ['a symbol of 1 to 32 printable characters (no space at either end)', withInstrument({ symbol: '' })],
    ['a symbol of 1 to 32 printable characters (no space at either end)', withInstrument({ symbol: '😀'.repeat(33) })],
    ['decimals from 0 to 8', withInstrument({ decimals: 9 })],
    ['every symbol only once', withInstrument({ symbol: 'S1' })],
    ['3 references', { ...VALID_HEAD, references: [] }],
    ['a reference', { ...VALID_HEAD, references: [2 ** 52, null, null] }],
  ])('refuses a head without %s', (expected, head) => {
    expect(() => decodeHead(Buffer.from(JSON.stringify(head)))).toThrow(`expected ${expected}, found`);
  });

  it.each([
    ['text', Buffer.from('hello')],
    ['other bytes', Buffer.from([0xff, 0xfe])],
  ])('refuses %s', (_, bytes) => {
    expect(() => decodeHead(bytes)).toThrow('expected a head in JSON, found');
  });

  it('names the file of a damaged head', async () => {
    const file = path.join(makeFolder(), 'day.twr');
    writeFileSync(file, Buffer.concat([encodeSignature(), encodeFrame(0x48, Buffer.from('{}'))]));
    await expect(openRecording(file)).rejects.toMatchObject({
      code: 'damaged-head',
      message: `${file}: at its beginning expected instruments, found nothing`,
    });
    writeFileSync(file, Buffer.concat([encodeSignature(), encodeFrame(0x42, Buffer.from('{}'))]));
    await expect(openRecording(file)).rejects.toThrow(
      `${file}: at its beginning expected a head, found something else`,
    );
  });
});
