import { expect, test } from 'vitest';
import { NatsParser } from './nats-client.ts';

const STREAM = 'INFO {"a":1}\r\nPONG\r\nMSG S001 1 5\r\nhello\r\nMSG S002 2 4\r\nM\r\n!\r\nPING\r\n';
const HEARD = ['line INFO {"a":1}', 'line PONG', 'hello', 'M\r\n!', 'line PING'];

function hear(chunks: readonly string[]): string[] {
  const heard: string[] = [];
  const parser = new NatsParser(
    (bytes, from, to) => heard.push(bytes.toString('latin1', from, to)),
    (line) => heard.push(`line ${line}`),
  );
  for (const chunk of chunks) parser.push(Buffer.from(chunk, 'latin1'));
  return heard;
}

test('messages and lines come out, wherever the stream is cut', () => {
  expect(hear([STREAM])).toEqual(HEARD);
  for (let at = 1; at < STREAM.length; at++) expect(hear([STREAM.slice(0, at), STREAM.slice(at)])).toEqual(HEARD);
  expect(hear(Array.from(STREAM))).toEqual(HEARD);
});
