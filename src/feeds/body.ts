import { promisify } from 'node:util';
import { brotliDecompress, constants, gunzip, inflate, inflateRaw } from 'node:zlib';
import { FeedError } from '../errors.ts';

type Decompress = (bytes: Uint8Array, maxBytes: number) => Promise<Uint8Array>;

/** A stream that was cut short still gives what it holds; the parser decides what that is worth. */
const lenient = { finishFlush: constants.Z_SYNC_FLUSH };
const gunzipAsync = promisify(gunzip);
const inflateAsync = promisify(inflate);
const inflateRawAsync = promisify(inflateRaw);
const brotliAsync = promisify(brotliDecompress);

const decodeGzip: Decompress = (bytes, maxOutputLength) =>
  gunzipAsync(bytes, { ...lenient, maxOutputLength });

/** "deflate" means the zlib format (RFC 9110, section 8.4.1.2), but some servers send it without its header. */
const decodeDeflate: Decompress = (bytes, maxOutputLength) =>
  ((bytes[0] ?? 0) & 0x0f) === 8
    ? inflateAsync(bytes, { ...lenient, maxOutputLength })
    : inflateRawAsync(bytes, { ...lenient, maxOutputLength });

const decompressors: Readonly<Record<string, Decompress>> = {
  gzip: decodeGzip,
  'x-gzip': decodeGzip,
  deflate: decodeDeflate,
  br: (bytes, maxOutputLength) =>
    brotliAsync(bytes, { finishFlush: constants.BROTLI_OPERATION_FLUSH, maxOutputLength }),
  identity: async (bytes) => bytes,
};

/** What is asked for; exactly what can be undone here. */
export const acceptEncoding = 'gzip, deflate, br';

/** More encodings on top of each other than any server has a reason for. */
const mostEncodings = 3;

const megabytes = (bytes: number): string => `${Math.round(bytes / 1e5) / 10} MB`;

/** The error for a body over the limit. */
export function tooLarge(place: string, maxBytes: number): FeedError {
  return new FeedError(
    'too-large',
    `${place} is larger than ${megabytes(maxBytes)}, the most that is read: use a shorter feed of the site.`,
  );
}

/** All bytes of a stream. Throws FeedError 'too-large' as soon as there are more than `maxBytes`. */
export async function collect(
  stream: AsyncIterable<Uint8Array>,
  maxBytes: number,
  place: string,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.byteLength;
    if (size > maxBytes) throw tooLarge(place, maxBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

/**
 * Undoes a Content-Encoding; what comes out is bounded as well. Throws FeedError 'too-large', or 'malformed' where
 * the bytes are not what the header says.
 */
export async function decompress(
  bytes: Uint8Array,
  contentEncoding: string,
  maxBytes: number,
  place: string,
): Promise<Uint8Array> {
  const encodings = contentEncoding
    .toLowerCase()
    .split(',')
    .map((encoding) => encoding.trim())
    .filter((encoding) => encoding !== '');
  // Files that were stored compressed are often served without saying so (RFC 1952, section 2.3.1).
  if (encodings.length === 0 && bytes[0] === 0x1f && bytes[1] === 0x8b) encodings.push('gzip');
  const steps = encodings.map((encoding) => decompressors[encoding]);
  if (steps.length > mostEncodings || steps.includes(undefined)) {
    throw new FeedError(
      'malformed',
      `${place} is compressed as "${contentEncoding.slice(0, 40)}", which was not asked for; its owner must mend it.`,
    );
  }
  let output = bytes;
  for (const step of steps.toReversed()) {
    // A server that says gzip and sends nothing means an empty body.
    if (step === undefined || output.byteLength === 0) continue;
    try {
      output = await step(output, maxBytes);
    } catch (error) {
      if (error instanceof RangeError) throw tooLarge(place, maxBytes);
      throw new FeedError(
        'malformed',
        `${place} is not compressed as its server says (${contentEncoding.slice(0, 40)}); it will be tried again.`,
        { cause: error },
      );
    }
  }
  return output;
}
