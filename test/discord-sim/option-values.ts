import { ApplicationCommandOptionType as OptionType } from 'discord.js';
import { characters } from './form.ts';
import type { Place, SentOption } from './invocation.ts';
import type { CommandOption } from './rules-command.ts';
import type { World } from './world.ts';

export type OptionValues = Readonly<Record<string, string | number | boolean>>;

/** A file that a person chooses for an option. */
export interface ChosenFile {
  readonly filename: string;
  readonly content: string | Uint8Array;
  readonly contentType?: string;
}

/**
 * Turns what a person typed into the options of an interaction, and refuses what Discord's window would not send.
 * Channels, roles and users may be given by id or by name.
 * @throws Error that names the option.
 */
export function typeOptions(
  definitions: readonly CommandOption[],
  values: OptionValues,
  place: Place,
  world: World,
): SentOption[] {
  for (const name of Object.keys(values)) {
    if (!definitions.some((definition) => definition.name === name))
      throw new Error(`There is no option "${name}".`);
  }
  return definitions.flatMap((definition) => {
    const value = values[definition.name];
    if (value !== undefined)
      return [
        { name: definition.name, type: definition.type, value: typed(definition, value, place, world) },
      ];
    if ('required' in definition && definition.required)
      throw new Error(`The option "${definition.name}" is required.`);
    return [];
  });
}

/** The checks of `typeOptions` on options that are typed already, as the page sends them. @throws Error */
export function checkOptions(
  definitions: readonly CommandOption[],
  options: readonly SentOption[],
  place: Place,
  world: World,
): void {
  const values = options.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value] as const]));
  typeOptions(definitions, Object.fromEntries(values), place, world);
}

function typed(
  option: CommandOption,
  value: string | number | boolean,
  { guild }: Place,
  world: World,
): string | number | boolean {
  const wrong = (what: string) =>
    new Error(`The option "${option.name}" ${what}, not ${JSON.stringify(value)}.`);
  const named = (list: readonly { id: string; name: string | null }[], what: string) => {
    const found = list.find(({ id, name }) => id === value || name === value || `#${name}` === value);
    if (!found) throw wrong(`takes ${what}`);
    return found.id;
  };
  switch (option.type) {
    case OptionType.String:
      if (typeof value !== 'string') throw wrong('takes text');
      return chosen(option, within(option, value, wrong), wrong);
    case OptionType.Integer:
    case OptionType.Number:
      if (typeof value !== 'number' || (option.type === OptionType.Integer && !Number.isSafeInteger(value)))
        throw wrong('takes a number');
      return chosen(option, within(option, value, wrong), wrong);
    case OptionType.Boolean:
      if (typeof value !== 'boolean') throw wrong('takes true or false');
      return value;
    case OptionType.Channel: {
      const kinds = 'channel_types' in option ? option.channel_types : undefined;
      const all = guild ? [...guild.channels, ...guild.threads] : [];
      return named(
        kinds ? all.filter(({ type }) => kinds.includes(type)) : all,
        'a channel of the allowed kinds',
      );
    }
    case OptionType.Role:
      return named(guild?.roles ?? [], 'a role');
    case OptionType.User:
      return named(
        world.users.map(({ id, username }) => ({ id, name: username })),
        'a user',
      );
    case OptionType.Mentionable:
      return named(
        [...(guild?.roles ?? []), ...world.users.map(({ id, username }) => ({ id, name: username }))],
        'a role or user',
      );
    case OptionType.Attachment:
      if (typeof value !== 'string' || !world.attachments.has(value)) throw wrong('takes a file');
      return value;
    case OptionType.Subcommand:
    case OptionType.SubcommandGroup:
      throw wrong('is of a type that can not be typed here');
  }
}

/** Discord's window keeps text between its lengths and numbers between their bounds. */
function within<Value extends string | number>(
  option: CommandOption,
  value: Value,
  wrong: (what: string) => Error,
): Value {
  if (!('min_value' in option || 'max_value' in option || 'min_length' in option || 'max_length' in option))
    return value;
  const isText = typeof value === 'string';
  const size = isText ? characters(value) : Number(value);
  const min = (isText ? option.min_length : option.min_value) ?? Number.NEGATIVE_INFINITY;
  const max = (isText ? option.max_length : option.max_value) ?? Number.POSITIVE_INFINITY;
  if (size < min || size > max) throw wrong(`takes between ${min} and ${max}`);
  return value;
}

function chosen<Value extends string | number>(
  option: CommandOption,
  value: Value,
  wrong: (what: string) => Error,
): Value {
  const choices = 'choices' in option ? (option.choices ?? []) : [];
  if (choices.length > 0 && !choices.some((choice) => choice.value === value))
    throw wrong('takes one of its choices');
  return value;
}
