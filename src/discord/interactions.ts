import {
  type AutocompleteInteraction,
  type ChatInputCommandInteraction,
  type Client,
  Events,
  type Interaction,
  type MessageComponentInteraction,
  MessageFlags,
  type ModalSubmitInteraction,
} from 'discord.js';
import type {
  AnywhereHandler,
  Command,
  ComponentHandler,
  FormHandler,
  InGuild,
} from '../../commands/index.ts';
import type { App } from '../app.ts';
import { FeedError, messageOf, QueryError, UserError } from '../errors.ts';
import { caret } from '../match/query/format.ts';
import type { Log } from '../ops/log.ts';
import type { Form, Reply } from './reply.ts';
import { escapeText, shorten } from './text.ts';

/** Discord gives up on an interaction after 3 s; an answer that takes longer than this is announced first. */
const deferAfterMs = 1_500;
const choicesShown = 25;
const contentLimit = 2_000;
/** Names and values of choices: Discord's limit. */
const choiceLimit = 100;

/** The answer to whatever a command threw; null for faults that are ours, which are logged. */
function answerTo(error: unknown): Reply | null {
  if (error instanceof QueryError) {
    const shown = error.query === '' ? '' : `\n\`\`\`\n${caret(error).replaceAll('`', "'")}\n\`\`\``;
    return { content: escapeText(error.message) + shown };
  }
  return error instanceof UserError || error instanceof FeedError ? { content: error.message } : null;
}

const apology: Reply = {
  content:
    'Something went wrong on our side; nothing was changed. Try again, and tell who runs Wirewatch if it stays.',
};

const tooLate: Reply = { content: 'That took too long: press the button again.' };

function payload(reply: Reply) {
  return {
    content: shorten(reply.content, contentLimit),
    components: [...(reply.components ?? [])],
    embeds: [...(reply.embeds ?? [])],
    files: [...(reply.files ?? [])],
    allowedMentions: { parse: [] },
  };
}

/** `name:argument`. */
function parseCustomId(customId: string): { name: string; argument: string } {
  const [name = '', ...rest] = customId.split(':');
  return { name, argument: rest.join(':') };
}

type Answerable = ChatInputCommandInteraction | MessageComponentInteraction | ModalSubmitInteraction;

/** Answers in time: at once where the work is done soon, else Discord shows "thinking" until it is. */
async function answer(interaction: Answerable, work: Promise<Reply | Form>): Promise<void> {
  const slow = Symbol('slow');
  const timer = Promise.withResolvers<typeof slow>();
  const timeout = setTimeout(() => timer.resolve(slow), deferAfterMs);
  const first = await Promise.race([work, timer.promise]);
  clearTimeout(timeout);
  if (first === slow) {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const late = await work;
    await interaction.editReply(payload('form' in late ? tooLate : late));
  } else if (typeof first !== 'object') {
    return;
  } else if ('form' in first) {
    if (!interaction.isModalSubmit()) await interaction.showModal(first.form);
  } else if (first.update === true && interaction.isMessageComponent()) {
    await interaction.update(payload(first));
  } else {
    await interaction.reply({ ...payload(first), flags: MessageFlags.Ephemeral });
  }
}

/** Gives each interaction to its command; the one boundary where what they throw is caught. */
export function routeInteractions(
  client: Client,
  {
    commands,
    components,
    forms,
    anywhere,
    app,
    log,
  }: {
    commands: readonly Command[];
    /** Buttons and menus that are no single command's. */
    components: Readonly<Record<string, ComponentHandler>>;
    forms: Readonly<Record<string, FormHandler>>;
    /** Buttons that work in direct messages too. */
    anywhere: Readonly<Record<string, AnywhereHandler>>;
    app: App;
    log: Log;
  },
): void {
  const byName = new Map(commands.map((command) => [command.data.name, command]));
  const handlers = new Map<string, ComponentHandler>([
    ...Object.entries(components),
    ...commands.flatMap((command) => Object.entries(command.components ?? {})),
  ]);

  const formHandlers = new Map(Object.entries(forms));

  /** Where it was asked, for the log. */
  const named = (interaction: Interaction, what: string) => ({ guild: interaction.guildId, what });

  function guarded<T>(interaction: Interaction, what: string, work: () => Promise<T>): Promise<T | Reply> {
    return work().catch((error: unknown) => {
      const reply = answerTo(error);
      if (reply === null) log.error('interaction-failed', { ...named(interaction, what), error });
      return reply ?? apology;
    });
  }

  async function suggest(interaction: InGuild<AutocompleteInteraction>): Promise<void> {
    const command = byName.get(interaction.commandName);
    const choices = (await command?.autocomplete?.(interaction, app)) ?? [];
    const fitting = choices.filter(({ value }) => String(value).length <= choiceLimit);
    await interaction.respond(
      fitting.slice(0, choicesShown).map(({ name, value }) => ({ name: shorten(name, choiceLimit), value })),
    );
  }

  function isInGuild<T extends Interaction>(interaction: T): interaction is InGuild<T> {
    return interaction.guildId !== null && interaction.channelId !== null;
  }

  async function press(interaction: MessageComponentInteraction & Interaction): Promise<void> {
    const { name, argument } = parseCustomId(interaction.customId);
    const handler = handlers.get(name);
    const gone: Reply = { content: 'This button belongs to an older version and does nothing any more.' };
    const work = (): Promise<Reply | Form> => {
      const general = Object.hasOwn(anywhere, name) ? anywhere[name] : undefined;
      if (general !== undefined) return general(interaction, argument, app);
      if (handler === undefined || !isInGuild(interaction)) return Promise.resolve(gone);
      return handler(interaction, argument, app);
    };
    await answer(interaction, guarded(interaction, name, work));
  }

  async function route(interaction: Interaction): Promise<void> {
    if (interaction.isMessageComponent()) {
      await press(interaction);
      return;
    }
    if (!isInGuild(interaction)) return;
    if (interaction.isAutocomplete()) {
      await suggest(interaction);
    } else if (interaction.isChatInputCommand()) {
      const command = byName.get(interaction.commandName);
      const unknown: Reply = {
        content: 'This command is no longer known; Discord will forget it within minutes.',
      };
      const work = command
        ? guarded(interaction, interaction.commandName, () => command.execute(interaction, app))
        : Promise.resolve(unknown);
      await answer(interaction, work);
    } else if (interaction.isModalSubmit()) {
      const { name, argument } = parseCustomId(interaction.customId);
      const handler = formHandlers.get(name);
      const gone: Reply = { content: 'This form belongs to an older version: open it again.' };
      const work = handler
        ? guarded(interaction, name, () => handler(interaction, argument, app))
        : Promise.resolve(gone);
      await answer(interaction, work);
    }
  }

  client.on(Events.InteractionCreate, (interaction) => {
    route(interaction).catch((error: unknown) => {
      log.error('interaction-unanswered', { guild: interaction.guildId, error: messageOf(error) });
    });
  });
}
