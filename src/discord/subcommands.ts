import type {
  ChatInputCommandInteraction,
  SlashCommandBuilder,
  SlashCommandSubcommandBuilder,
  SlashCommandSubcommandsOnlyBuilder,
} from 'discord.js';
import type { ComponentHandler, InGuild } from '../../commands/index.ts';
import type { App } from '../app.ts';
import { UserError } from '../errors.ts';
import type { Reply } from './reply.ts';

/** A command that somebody typed in a guild. */
export type Asked = InGuild<ChatInputCommandInteraction>;

/** One subcommand: a file of the folder that is called as its command. */
export interface Subcommand {
  /** What Discord is told of it; its name tells it from the others. */
  readonly data: SlashCommandSubcommandBuilder;
  readonly execute: (interaction: Asked, app: App) => Promise<Reply>;
  /** Buttons and menus of its answers, as in Command. */
  readonly components?: Readonly<Record<string, ComponentHandler>>;
}

/** What a command is that consists of subcommands, in their order. */
export function withSubcommands(command: SlashCommandBuilder, subcommands: readonly Subcommand[]) {
  let data: SlashCommandSubcommandsOnlyBuilder = command;
  for (const subcommand of subcommands) data = data.addSubcommand(subcommand.data);
  const components: Readonly<Record<string, ComponentHandler>> = Object.fromEntries(
    subcommands.flatMap((subcommand) => Object.entries(subcommand.components ?? {})),
  );
  return {
    data,
    async execute(interaction: Asked, app: App): Promise<Reply> {
      const name = interaction.options.getSubcommand();
      const subcommand = subcommands.find((one) => one.data.name === name);
      if (subcommand === undefined) throw new UserError(`/${data.name} ${name} is no longer known.`);
      return subcommand.execute(interaction, app);
    },
    components,
  };
}
