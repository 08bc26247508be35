import { ApplicationCommandType, ApplicationCommandOptionType as OptionType } from 'discord.js';
import { z } from 'zod';
import { characters, fault, pattern, text, withRules } from './form.ts';
import type { FormFault } from './refusals.ts';

/** https://discord.com/developers/docs/interactions/application-commands. */
export const COMMAND_LIMITS = {
  name: /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u,
  description: 100,
  options: 25,
  choices: 25,
  choiceText: 100,
  /** Names, descriptions and choice values of a command and everything in it. */
  total: 8000,
  perScope: 100,
} as const;

const chatName = withRules(pattern(COMMAND_LIMITS.name), [
  (name) =>
    name === name.toLowerCase()
      ? []
      : [fault([], 'APPLICATION_COMMAND_INVALID_NAME', 'Command name is invalid')],
]);
const description = text(COMMAND_LIMITS.description, 1);
const localizations = z.record(z.string(), z.string()).nullish();

/** One of the values that an option offers, or that autocomplete answers with. */
export const choiceSchema = z.object({
  name: text(COMMAND_LIMITS.choiceText, 1),
  name_localizations: localizations,
  value: z.union([text(COMMAND_LIMITS.choiceText), z.number()]),
});

export type Choice = z.infer<typeof choiceSchema>;

const naming = {
  name: chatName,
  name_localizations: localizations,
  description,
  description_localizations: localizations,
};

const valueShape = z.object({
  ...naming,
  type: z.literal([
    OptionType.String,
    OptionType.Integer,
    OptionType.Boolean,
    OptionType.User,
    OptionType.Channel,
    OptionType.Role,
    OptionType.Mentionable,
    OptionType.Number,
    OptionType.Attachment,
  ]),
  required: z.boolean().nullish(),
  choices: z.array(choiceSchema).max(COMMAND_LIMITS.choices).nullish(),
  channel_types: z.array(z.int()).nullish(),
  min_value: z.number().nullish(),
  max_value: z.number().nullish(),
  min_length: z.int().min(0).max(6000).nullish(),
  max_length: z.int().min(1).max(6000).nullish(),
  autocomplete: z.boolean().nullish(),
});

const valueOption = withRules(valueShape, [
  ({ autocomplete, choices }) =>
    autocomplete && (choices?.length ?? 0) > 0
      ? [
          fault(
            ['choices'],
            'APPLICATION_COMMAND_OPTIONS_CHOICES_AUTOCOMPLETE',
            'Choices and autocomplete are mutually exclusive',
          ),
        ]
      : [],
]);

const optionsOf = <Option extends z.ZodType<{ name: string; required?: boolean | null | undefined }>>(
  option: Option,
) => withRules(z.array(option).max(COMMAND_LIMITS.options), [repeatedNames, requiredFirst]).nullish();

const subcommand = z.object({
  ...naming,
  type: z.literal(OptionType.Subcommand),
  options: optionsOf(valueOption),
});
const group = z.object({
  ...naming,
  type: z.literal(OptionType.SubcommandGroup),
  options: optionsOf(subcommand),
});
const anyOption = z.discriminatedUnion('type', [subcommand, group, valueOption]);

const settings = {
  name_localizations: localizations,
  default_member_permissions: z.string().regex(/^\d+$/).nullish(),
  contexts: z.array(z.int().min(0).max(2)).nullish(),
  integration_types: z.array(z.int().min(0).max(1)).nullish(),
  dm_permission: z.boolean().nullish(),
  nsfw: z.boolean().nullish(),
};

const chatInput = z.object({
  ...settings,
  ...naming,
  type: z.literal(ApplicationCommandType.ChatInput).default(ApplicationCommandType.ChatInput),
  options: optionsOf(anyOption),
});

const contextMenu = z.object({
  ...settings,
  name: text(32, 1),
  type: z.union([z.literal(ApplicationCommandType.User), z.literal(ApplicationCommandType.Message)]),
});

const commandShape = z.discriminatedUnion('type', [chatInput, contextMenu]);

/** One command as a bot registers it. */
export const commandSchema = withRules(commandShape, [mixedOptions, total]);
export type CommandForm = z.infer<typeof commandShape>;
export type CommandOption = z.infer<typeof anyOption>;

/** All commands of one scope, as a bulk overwrite sends them. */
export const commandsSchema = withRules(z.array(commandSchema), [
  (commands) =>
    commands.length > COMMAND_LIMITS.perScope
      ? [
          fault(
            [],
            'APPLICATION_COMMANDS_MAX_EXCEEDED',
            `Maximum number of application commands reached (${COMMAND_LIMITS.perScope}).`,
          ),
        ]
      : [],
  (commands) =>
    commands.flatMap(({ name, type }, index) =>
      commands.findIndex((other) => other.name === name && other.type === type) < index
        ? [fault([index], 'APPLICATION_COMMANDS_DUPLICATE_NAME', 'Application command names must be unique')]
        : [],
    ),
]);

/** How many characters of a command count towards its total. */
export function commandLength(command: {
  name: string;
  description?: string;
  options?: readonly CommandOption[] | null | undefined;
}): number {
  const own = characters(command.name) + characters(command.description ?? '');
  return (command.options ?? []).reduce((sum, option) => {
    const choices = 'choices' in option ? (option.choices ?? []) : [];
    const values = choices.reduce(
      (length, { name, value }) => length + characters(name) + characters(String(value)),
      0,
    );
    return sum + values + commandLength({ ...option, options: 'options' in option ? option.options : [] });
  }, own);
}

function total(command: CommandForm): FormFault[] {
  return commandLength(command) > COMMAND_LIMITS.total
    ? [fault([], 'APPLICATION_COMMAND_TOO_LARGE', `Command exceeds maximum size (${COMMAND_LIMITS.total})`)]
    : [];
}

function mixedOptions(command: CommandForm): FormFault[] {
  const options = 'options' in command ? (command.options ?? []) : [];
  const nested = options.filter(({ type }) => type <= OptionType.SubcommandGroup);
  return nested.length > 0 && nested.length < options.length
    ? [
        fault(
          ['options'],
          'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
          'Sub-command and sub-command group option types are mutually exclusive to all other types',
        ),
      ]
    : [];
}

function repeatedNames(options: readonly { name: string }[]): FormFault[] {
  return options.flatMap(({ name }, index) =>
    options.findIndex((other) => other.name === name) < index
      ? [fault([index], 'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS', 'Option name already exists')]
      : [],
  );
}

function requiredFirst(options: readonly { required?: boolean | null | undefined }[]): FormFault[] {
  const firstOptional = options.findIndex(({ required }) => !required);
  return options.flatMap(({ required }, index) =>
    required && firstOptional !== -1 && index > firstOptional
      ? [
          fault(
            [index],
            'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
            'Required options must be placed before non-required options',
          ),
        ]
      : [],
  );
}
