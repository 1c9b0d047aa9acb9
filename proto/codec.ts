// The whole codec. Decoding checks every field and throws CodecError.
export { decodeBatch } from './batch-decoder.ts';
export { encodeBatch } from './batch-encoder.ts';
export { CodecError, MAX_MESSAGE_BYTES, type CodecErrorCode } from './codec-error.ts';
export * from './event-codec.ts';
export * from './history-codec.ts';
export * from './reply-codec.ts';
export * from './request-codec.ts';
