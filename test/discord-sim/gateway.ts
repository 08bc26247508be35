import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import { GatewayCloseCodes as Close, GatewayIntentBits as Intent, GatewayOpcodes as Op } from 'discord.js';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import {
  CLOSE_REASONS,
  Closing,
  identifySchema,
  readData,
  readPacket,
  resumeSchema,
} from './gateway-packets.ts';
import { dispatch, isFor, replayFrom, type Session, send } from './gateway-session.ts';
import { guildCreateObject } from './guild-view.ts';
import type { World, WorldEvent } from './world.ts';

/** Intents that must be allowed in Discord's developer portal first. */
const PRIVILEGED = Intent.GuildMembers | Intent.GuildPresences | Intent.MessageContent;

export interface GatewayOptions {
  readonly world: World;
  readonly server: Server;
  readonly token: string;
  readonly heartbeatIntervalMs: number;
  readonly allowPrivilegedIntents: boolean;
  /** `ws://…`, without a query. */
  readonly url: () => string;
}

/** The gateway as tests drive it. */
export interface Gateway {
  /** How many clients are connected and identified. */
  connected(): number;
  /** Closes every socket with a code; without one it is cut as a lost network cuts it. Sessions can be resumed. */
  drop(code?: number): void;
  /** Opcode 9: the session is over; `resumable` says whether the client may resume it all the same. */
  invalidSession(resumable: boolean): void;
  /** Opcode 7: asks the clients to reconnect and resume. */
  reconnect(): void;
  /** While paused, heartbeats get no answer: clients take the connection for dead after the second one. */
  pauseHeartbeatAck(paused: boolean): void;
  /** How many times a client has identified and resumed. */
  readonly counts: { identify: number; resume: number };
  close(): void;
}

/** Serves the gateway on an HTTP server. https://discord.com/developers/docs/events/gateway */
export function createGateway(options: GatewayOptions): Gateway {
  const { world } = options;
  const sockets = new WebSocketServer({ server: options.server });
  const sessions = new Map<string, Session>();
  const counts = { identify: 0, resume: 0 };
  let acknowledges = true;

  const sessionOf = (socket: WebSocket) =>
    [...sessions.values()].find((session) => session.socket === socket);
  const open = () => [...sessions.values()].filter(({ socket }) => socket !== null);

  const isHeard = ({ t, guildId }: WorldEvent) =>
    guildId === null || t === 'GUILD_DELETE' || world.ownGuilds().some(({ id }) => id === guildId);
  const broadcast = (event: WorldEvent) => {
    if (!isHeard(event)) return;
    for (const session of sessions.values()) if (isFor(session, event)) dispatch(session, event.t, event.d);
  };
  world.events.on('event', broadcast);

  function identify(socket: WebSocket, data: unknown): void {
    const { token, intents, shard = [0, 1] } = readData(identifySchema, data);
    if (sessionOf(socket)) throw new Closing(Close.AlreadyAuthenticated);
    if (token !== options.token) throw new Closing(Close.AuthenticationFailed);
    if (shard[0] >= shard[1]) throw new Closing(Close.InvalidShard);
    if ((intents & PRIVILEGED) !== 0 && !options.allowPrivilegedIntents) {
      throw new Closing(Close.DisallowedIntents);
    }

    counts.identify += 1;
    const id = randomBytes(16).toString('hex');
    const session: Session = { id, intents, shard, socket, resumable: true, sequence: 0, replay: [] };
    sessions.set(id, session);
    const guilds = world
      .ownGuilds()
      .filter((guild) => isFor(session, { t: 'READY', d: null, guildId: guild.id }));
    dispatch(session, 'READY', {
      v: 10,
      user: world.bot,
      guilds: guilds.map((guild) => ({ id: guild.id, unavailable: true })),
      session_id: id,
      resume_gateway_url: options.url(),
      shard,
      application: { id: world.bot.id, flags: 0 },
    });
    for (const guild of guilds) {
      const event = { t: 'GUILD_CREATE', d: guildCreateObject(guild, world.bot.id), guildId: guild.id };
      if (isFor(session, event)) dispatch(session, event.t, event.d);
    }
  }

  function resume(socket: WebSocket, data: unknown): void {
    const { token, session_id: id, seq } = readData(resumeSchema, data);
    if (token !== options.token) throw new Closing(Close.AuthenticationFailed);
    const session = sessions.get(id);
    if (!session?.resumable) {
      send(socket, { op: Op.InvalidSession, d: false });
      return;
    }
    if ((seq ?? 0) > session.sequence) throw new Closing(Close.InvalidSeq);

    counts.resume += 1;
    session.socket = socket;
    replayFrom(session, seq ?? 0);
    dispatch(session, 'RESUMED', { _trace: [] });
  }

  function receive(socket: WebSocket, raw: RawData): void {
    const packet = readPacket(raw);
    switch (packet.op) {
      case Op.Heartbeat:
        if (acknowledges) send(socket, { op: Op.HeartbeatAck });
        return;
      case Op.Identify:
        identify(socket, packet.d);
        return;
      case Op.Resume:
        resume(socket, packet.d);
        return;
      // Neither presence nor voice changes anything that anybody can see here.
      case Op.PresenceUpdate:
      case Op.VoiceStateUpdate:
        if (!sessionOf(socket)) throw new Closing(Close.NotAuthenticated);
        return;
      default:
        throw new Closing(Close.UnknownOpcode);
    }
  }

  sockets.on('connection', (socket) => {
    send(socket, { op: Op.Hello, d: { heartbeat_interval: options.heartbeatIntervalMs } });
    socket.on('message', (raw) => {
      try {
        receive(socket, raw);
      } catch (error) {
        const code = error instanceof Closing ? error.code : Close.UnknownError;
        socket.close(code, CLOSE_REASONS[code]);
      }
    });
    socket.on('close', () => {
      const session = sessionOf(socket);
      if (session) session.socket = null;
    });
  });

  return {
    counts,
    connected: () => open().length,
    drop(code) {
      for (const { socket } of open()) {
        if (code === undefined) socket?.terminate();
        else socket?.close(code);
      }
    },
    invalidSession(resumable) {
      for (const session of open()) {
        session.resumable = resumable;
        if (session.socket) send(session.socket, { op: Op.InvalidSession, d: resumable });
      }
    },
    reconnect() {
      for (const { socket } of open()) if (socket) send(socket, { op: Op.Reconnect });
    },
    pauseHeartbeatAck(paused) {
      acknowledges = !paused;
    },
    close() {
      world.events.off('event', broadcast);
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
    },
  };
}
