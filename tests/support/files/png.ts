// Reads the size of a PNG. Layout: ISO/IEC 15948, 11.2.2.

const SIGNATURE = '89504e470d0a1a0a';

/** @throws if `png` is not a PNG */
export function sizeOfPng(png: Buffer): { readonly width: number; readonly height: number } {
  const signature = png.subarray(0, 8).toString('hex');
  if (signature !== SIGNATURE) throw new Error(`expected a PNG, found ${signature}`);
  return { width: png.readUInt32BE(16), height: png.readUInt32BE(20) };
}
