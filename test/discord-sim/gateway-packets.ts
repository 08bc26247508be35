import { GatewayCloseCodes as Close } from 'discord.js';
import type { RawData } from 'ws';
import { z } from 'zod';

/** https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes */
export const CLOSE_REASONS: Readonly<Record<number, string>> = {
  [Close.DecodeError]: 'Error while decoding payload.',
  [Close.AlreadyAuthenticated]: 'Already authenticated.',
  [Close.AuthenticationFailed]: 'Authentication failed.',
  [Close.InvalidShard]: 'Invalid shard.',
  [Close.DisallowedIntents]: 'Disallowed intent(s).',
  [Close.InvalidSeq]: 'Invalid sequence.',
  [Close.NotAuthenticated]: 'Not authenticated.',
  [Close.UnknownOpcode]: 'Unknown opcode.',
};

/** Why the gateway ends a connection. */
export class Closing extends Error {
  readonly code: Close;

  constructor(code: Close) {
    super(CLOSE_REASONS[code]);
    this.code = code;
  }
}

const packetSchema = z.object({ op: z.int(), d: z.unknown() });
/** The data of opcode 2. */
export const identifySchema = z.object({
  token: z.string(),
  intents: z.int(),
  properties: z.record(z.string(), z.unknown()),
  shard: z.tuple([z.int(), z.int().min(1)]).optional(),
});
/** The data of opcode 6. */
export const resumeSchema = z.object({ token: z.string(), session_id: z.string(), seq: z.int().nullable() });

/** Reads what a client sent. @throws Closing 4002 */
export function readPacket(raw: RawData): z.infer<typeof packetSchema> {
  try {
    return packetSchema.parse(JSON.parse(raw instanceof Buffer ? raw.toString() : ''));
  } catch {
    throw new Closing(Close.DecodeError);
  }
}

/** Reads a packet's data by its schema. @throws Closing 4002 */
export function readData<Schema extends z.ZodType>(schema: Schema, data: unknown): z.output<Schema> {
  const result = schema.safeParse(data);
  if (!result.success) throw new Closing(Close.DecodeError);
  return result.data;
}
