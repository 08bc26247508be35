import {
  GatewayDispatchEvents as Event,
  GatewayIntentBits as Intent,
  GatewayOpcodes as Op,
} from 'discord.js';
import type { WebSocket } from 'ws';
import type { WorldEvent } from './world.ts';

/** How many events a session keeps for a resume. */
const REPLAY_LIMIT = 1000;

/** Which intent an event needs; those not named need none. https://discord.com/developers/docs/events/gateway#list-of-intents */
const INTENT_OF: Readonly<Record<string, { guild: number; direct: number }>> = Object.fromEntries([
  ...[
    Event.GuildCreate,
    Event.GuildUpdate,
    Event.GuildDelete,
    Event.GuildRoleCreate,
    Event.GuildRoleUpdate,
    Event.GuildRoleDelete,
    Event.ChannelCreate,
    Event.ChannelUpdate,
    Event.ChannelDelete,
    Event.ThreadCreate,
    Event.ThreadUpdate,
    Event.ThreadDelete,
  ].map((event) => [event, { guild: Intent.Guilds, direct: 0 }]),
  ...[Event.MessageCreate, Event.MessageUpdate, Event.MessageDelete].map((event) => [
    event,
    { guild: Intent.GuildMessages, direct: Intent.DirectMessages },
  ]),
]);

/** One identified client: it outlives its socket, so that it can be resumed. */
export interface Session {
  readonly id: string;
  readonly intents: number;
  readonly shard: readonly [index: number, count: number];
  socket: WebSocket | null;
  /** False after an invalid session that can't be resumed. */
  resumable: boolean;
  sequence: number;
  readonly replay: { readonly s: number; readonly t: string; readonly d: unknown }[];
}

/** Numbers an event and sends it, or keeps it for the resume where the socket is gone. */
export function dispatch(session: Session, t: string, d: unknown): void {
  session.sequence += 1;
  const packet = { s: session.sequence, t, d };
  session.replay.push(packet);
  if (session.replay.length > REPLAY_LIMIT) session.replay.shift();
  if (session.socket) send(session.socket, { op: Op.Dispatch, ...packet });
}

/** Sends again what a client has not seen. */
export function replayFrom(session: Session, sequence: number): void {
  for (const packet of session.replay) {
    if (packet.s > sequence && session.socket) send(session.socket, { op: Op.Dispatch, ...packet });
  }
}

/** Whether a session asked for an event and its shard is the one that gets it. */
export function isFor(session: Session, { t, guildId }: WorldEvent): boolean {
  const needed = INTENT_OF[t]?.[guildId === null ? 'direct' : 'guild'] ?? 0;
  if (needed !== 0 && (session.intents & needed) === 0) return false;
  const [index, count] = session.shard;
  return guildId === null ? index === 0 : Number((BigInt(guildId) >> 22n) % BigInt(count)) === index;
}

/** Sends one gateway packet as JSON. */
export function send(socket: WebSocket, packet: { op: number; d?: unknown; s?: number; t?: string }): void {
  if (socket.readyState === socket.OPEN) socket.send(JSON.stringify({ s: null, t: null, ...packet }));
}
