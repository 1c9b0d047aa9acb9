import { expect, test } from 'vitest';
import { NatsParser } from './nats-client.ts';

const STREAM = 'INFO {"a":1}\r\nPONG\r\nMSG S001 1 5\r\nhello\r\nMSG S002 2 4\r\nM\r\n!\r\nPING\r\n';
const EXPECTED = ['line INFO {"a":1}', 'line PONG', 'hello', 'M\r\n!', 'line PING'];

function parse(chunks: readonly string[]): string[] {
  const parsed: string[] = [];
  const parser = new NatsParser(
    (bytes, from, to) => parsed.push(bytes.toString('latin1', from, to)),
    (line) => parsed.push(`line ${line}`),
  );
  for (const chunk of chunks) parser.push(Buffer.from(chunk, 'latin1'));
  return parsed;
}

test('parses messages and lines, wherever the stream is split', () => {
  expect(parse([STREAM])).toEqual(EXPECTED);
  for (let at = 1; at < STREAM.length; at++) expect(parse([STREAM.slice(0, at), STREAM.slice(at)])).toEqual(EXPECTED);
  expect(parse(Array.from(STREAM))).toEqual(EXPECTED);
});
