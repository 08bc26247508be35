import {
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandOption,
  ApplicationCommandOptionType,
  PermissionFlagsBits,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord.js';
import type { Command } from '../../commands/index.ts';

const intro = `# Commands

Everything is done with slash commands. Discord suggests what exists while you type: watchlists, keywords, feeds.
Answers are seen by you alone. Who may use a command can be changed under Server Settings → Integrations → Wirewatch.

This page is made from the commands themselves: \`npx vitest run --project unit test/commands -u\` writes it anew.`;

const kinds: Readonly<Partial<Record<ApplicationCommandOptionType, string>>> = {
  [ApplicationCommandOptionType.String]: 'text',
  [ApplicationCommandOptionType.Integer]: 'whole number',
  [ApplicationCommandOptionType.Number]: 'number',
  [ApplicationCommandOptionType.Boolean]: 'True or False',
  [ApplicationCommandOptionType.User]: 'member',
  [ApplicationCommandOptionType.Channel]: 'channel',
  [ApplicationCommandOptionType.Role]: 'role',
  [ApplicationCommandOptionType.Attachment]: 'file',
};

type Json = RESTPostAPIChatInputApplicationCommandsJSONBody;

/** A cell of a Markdown table. */
const cell = (text: string): string => text.replaceAll('|', '\\|');

function kindOf(option: APIApplicationCommandBasicOption): string {
  const choices = 'choices' in option && option.choices !== undefined ? option.choices : [];
  if (choices.length > 0) return choices.map(({ name }) => `“${name}”`).join(', ');
  const suggested = 'autocomplete' in option && option.autocomplete === true ? ', suggested' : '';
  return (kinds[option.type] ?? 'value') + suggested;
}

function optionTable(options: readonly APIApplicationCommandBasicOption[]): string[] {
  if (options.length === 0) return [];
  return [
    '',
    '| option | what it is | value |',
    '|---|---|---|',
    ...options.map(
      (option) =>
        `| \`${option.name}\`${option.required ? ' (needed)' : ''} | ${cell(option.description)} | ${cell(kindOf(option))} |`,
    ),
  ];
}

function isBasic(option: APIApplicationCommandOption): option is APIApplicationCommandBasicOption {
  return (
    option.type !== ApplicationCommandOptionType.Subcommand &&
    option.type !== ApplicationCommandOptionType.SubcommandGroup
  );
}

/** The parts of a command that are typed, each under its whole name. */
function sections(name: string, options: readonly APIApplicationCommandOption[]): string[] {
  return options.flatMap((option) => {
    const path = `${name} ${option.name}`;
    if (option.type === ApplicationCommandOptionType.SubcommandGroup) {
      return sections(path, option.options ?? []);
    }
    if (option.type !== ApplicationCommandOptionType.Subcommand) return [];
    return ['', `### ${path}`, '', `${option.description}.`, ...optionTable(option.options ?? [])];
  });
}

function whoMay({ default_member_permissions: permissions }: Json): string {
  return permissions === undefined || permissions === null
    ? 'For everybody.'
    : permissions === String(PermissionFlagsBits.ManageGuild)
      ? 'For members with **Manage Server**.'
      : `For members with the permissions ${permissions}.`;
}

function commandSection(json: Json): string[] {
  const options = json.options ?? [];
  return [
    '',
    `## /${json.name}`,
    '',
    `${json.description}. ${whoMay(json)}`,
    ...optionTable(options.filter(isBasic)),
    ...sections(`/${json.name}`, options),
  ];
}

/** The page that describes the commands, as Markdown. */
export function commandsPage(commands: readonly Command[]): string {
  return `${[intro, ...commands.flatMap(({ data }) => commandSection(data.toJSON()))].join('\n')}\n`;
}
