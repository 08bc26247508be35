import type {
  APIApplicationCommand,
  APIInteractionResponse,
  APIMessage,
  APIMessageComponent,
  APIModalInteractionResponseCallbackData,
  APIRole,
  APIUser,
} from 'discord.js';

/** The shapes of the simulator's viewer API, for the page's type check; the browser never loads this file. */

export type Message = APIMessage;
export type User = APIUser;
export type Role = APIRole;
export type Component = APIMessageComponent;
export type AppCommand = APIApplicationCommand;
export type Modal = APIModalInteractionResponseCallbackData;

export interface Channel {
  readonly id: string;
  readonly name: string | null;
  readonly type: number;
  readonly topic?: string | null;
  readonly parent_id?: string | null;
}

export interface Guild {
  readonly id: string;
  readonly name: string;
  readonly icon: string | null;
  readonly roles: readonly Role[];
  readonly members: readonly {
    readonly user: User;
    readonly nick?: string | null;
    readonly roles: readonly string[];
  }[];
  readonly channels: readonly Channel[];
}

/** GET /sim/state */
export interface World {
  readonly me: User;
  readonly users: readonly User[];
  readonly guilds: readonly Guild[];
  readonly commands: readonly AppCommand[];
  readonly messages: Readonly<Record<string, readonly Message[]>>;
  readonly registered: boolean;
}

/** An answer that only the person who asked may see. */
export interface InteractionAnswer {
  readonly interactionId: string;
  readonly userId: string;
  readonly channelId: string;
  readonly type: APIInteractionResponse['type'];
  readonly message?: Message;
  readonly modal?: Modal;
}

/** One line of GET /sim/events. */
export type SimEvent =
  | { readonly type: 'MESSAGE_CREATE' | 'MESSAGE_UPDATE'; readonly data: Message }
  | { readonly type: 'MESSAGE_DELETE'; readonly data: { readonly id: string; readonly channel_id: string } }
  | { readonly type: 'COMMANDS'; readonly data: unknown }
  | { readonly type: 'INTERACTION_ANSWER'; readonly data: InteractionAnswer };

/** POST /sim/interactions */
export interface InteractionRequest {
  readonly kind: 'command' | 'autocomplete' | 'component' | 'modal';
  readonly guildId: string;
  readonly channelId: string;
  readonly userId?: string;
  readonly data: unknown;
}

export interface Choice {
  readonly name: string;
  readonly value: string | number;
}

export interface InteractionAccepted {
  readonly interactionId: string;
  readonly choices?: readonly Choice[];
}
