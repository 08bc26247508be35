import type { InteractionType } from 'discord.js';
import type { Choice } from './rules-command.ts';
import type { Modal } from './rules-interaction.ts';
import type { Channel, Guild, Message, User } from './world-types.ts';

/** Milliseconds in which a bot must acknowledge, and in which it may edit and follow up. */
export const INTERACTION_DEADLINE_MS = 3000;
export const INTERACTION_TOKEN_MS = 15 * 60_000;

/** Something that a user did and that the bot is to answer. */
export interface InteractionRequest {
  readonly type: InteractionType;
  readonly user: User;
  readonly channel: Channel;
  readonly guild: Guild | undefined;
  /** Discord's interaction data. */
  readonly data: Readonly<Record<string, unknown>>;
  /** The message whose component was used, also where a modal came from it. */
  readonly message?: Message;
  /** Shown with the answer: the command with its subcommands. */
  readonly name?: string;
}

/** An interaction on its way, with what the bot has answered so far. */
export interface Interaction extends InteractionRequest {
  readonly id: string;
  readonly token: string;
  readonly createdAt: number;
  /** The callback's type, once there was one. */
  callbackType: number | null;
  ackMs: number;
  /** The message that `@original` means: the answer, or the one that carries the component. */
  original: Message | null;
  modal: Modal | null;
  choices: Choice[];
  readonly followups: Message[];
  readonly settle: { resolve(): void; reject(reason: Error): void };
  readonly settled: Promise<void>;
}
