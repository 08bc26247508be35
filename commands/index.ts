import { readdir } from 'node:fs/promises';
import type {
  ApplicationCommandOptionChoiceData,
  AutocompleteInteraction,
  ChatInputCommandInteraction,
  MessageComponentInteraction,
  ModalSubmitInteraction,
  SharedSlashCommand,
} from 'discord.js';
import { z } from 'zod';
import type { App } from '../src/app.ts';
import type { Form, Reply } from '../src/discord/reply.ts';

/** An interaction that a person started inside a guild. */
export type InGuild<T> = T & { readonly guildId: string; readonly channelId: string };

/** A person who typed a command, used a button or menu or sent a form inside a guild. */
export type Asking = InGuild<
  ChatInputCommandInteraction | MessageComponentInteraction | ModalSubmitInteraction
>;

/** One slash command: a file of this folder whose default export satisfies this. */
export interface Command {
  /** What Discord is told of the command. */
  readonly data: SharedSlashCommand;
  /** The answer. UserError, QueryError and FeedError become the answer too; the router defers when it takes long. */
  readonly execute: (interaction: InGuild<ChatInputCommandInteraction>, app: App) => Promise<Reply>;
  /** Choices for the option that is being typed; the router keeps the first 25. */
  readonly autocomplete?: (
    interaction: InGuild<AutocompleteInteraction>,
    app: App,
  ) => Promise<readonly ApplicationCommandOptionChoiceData[]> | readonly ApplicationCommandOptionChoiceData[];
  /** Buttons and menus of this command's answers, by the part of their custom id before the first colon. */
  readonly components?: Readonly<Record<string, ComponentHandler>>;
}

/** Answers a button or menu; `argument` is the custom id after its first colon. */
export type ComponentHandler = (
  interaction: InGuild<MessageComponentInteraction>,
  argument: string,
  app: App,
) => Promise<Reply | Form>;

/** Answers a form that was sent; `argument` is the custom id after its first colon. */
export type FormHandler = (
  interaction: InGuild<ModalSubmitInteraction>,
  argument: string,
  app: App,
) => Promise<Reply>;

/** Answers a button that may also stand in a direct message: its argument names the guild. */
export type AnywhereHandler = (
  interaction: MessageComponentInteraction,
  argument: string,
  app: App,
) => Promise<Reply>;

const commandModule = z.object({
  default: z.custom<Command>(
    (value) =>
      typeof value === 'object' &&
      value !== null &&
      'data' in value &&
      'execute' in value &&
      typeof value.execute === 'function',
  ),
});

/** Every command of this folder, by file name's order. Throws where a file's default export is no command. */
export async function loadCommands(): Promise<readonly Command[]> {
  const own = import.meta.url;
  const files = (await readdir(new URL('.', own))).filter(
    (name) => /\.(ts|js)$/.test(name) && !name.endsWith('.d.ts') && !own.endsWith(`/${name}`),
  );
  return Promise.all(
    files.toSorted().map(async (name) => {
      const loaded = commandModule.safeParse(await import(new URL(name, own).href));
      if (loaded.success) return loaded.data.default;
      throw new TypeError(`commands/${name} must export a default that satisfies Command`);
    }),
  );
}
