/**
 * The options of slash commands and what may stand in them. Pure.
 *
 * @import { Choice, Guild } from './types.ts'
 *
 * @typedef {object} Option an option of a command, as Discord describes it
 * @property {string} name
 * @property {string} description
 * @property {number} type
 * @property {boolean} [required]
 * @property {boolean} [autocomplete]
 * @property {Choice[]} [choices]
 * @property {number[]} [channel_types]
 * @property {number} [min_value]
 * @property {number} [max_value]
 * @property {number} [min_length]
 * @property {number} [max_length]
 * @property {Option[]} [options] of a subcommand or a group
 *
 * @typedef {string | number | boolean} Value
 * @typedef {{ text: string, picked?: { label: string, value: Value } }} Filled what stands in an option's field
 */

/** Option types. https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-option-type */
export const OptionType = {
  Subcommand: 1,
  Group: 2,
  String: 3,
  Integer: 4,
  Boolean: 5,
  User: 6,
  Channel: 7,
  Role: 8,
  Mentionable: 9,
  Number: 10,
  Attachment: 11,
};

/**
 * What may be picked for an option without asking the bot, or null where any text will do.
 *
 * @param {Option} option
 * @param {Guild | undefined} guild
 * @returns {{ label: string, value: Value, detail?: string }[] | null}
 */
export function localChoices(option, guild) {
  const users = () =>
    (guild?.members ?? []).map(({ user }) => ({ label: `@${user.username}`, value: user.id }));
  const roles = () =>
    (guild?.roles ?? []).map(({ id, name }) => ({
      label: name.startsWith('@') ? name : `@${name}`,
      value: id,
    }));
  switch (option.type) {
    case OptionType.Boolean:
      return [
        { label: 'True', value: true },
        { label: 'False', value: false },
      ];
    case OptionType.User:
      return users();
    case OptionType.Role:
      return roles();
    case OptionType.Mentionable:
      return [...users(), ...roles()];
    case OptionType.Channel:
      return (guild?.channels ?? [])
        .filter(({ type }) => option.channel_types === undefined || option.channel_types.includes(type))
        .map(({ id, name, topic }) => ({ label: `#${name}`, value: id, detail: topic ?? '' }));
    default:
      return option.choices?.map(({ name, value }) => ({ label: name, value })) ?? null;
  }
}

/**
 * The value that a field holds, or what is wrong with it.
 *
 * @param {Option} option
 * @param {Filled} filled
 * @param {Guild | undefined} guild
 * @returns {{ value: Value } | { problem: string }}
 */
export function readValue(option, { text, picked }, guild) {
  if (picked !== undefined) return { value: picked.value };
  const choices = localChoices(option, guild);
  if (choices !== null) {
    const wanted = text.toLowerCase().replace(/^[@#]/, '');
    const found = choices.find(({ label }) => label.toLowerCase().replace(/^[@#]/, '') === wanted);
    return found === undefined
      ? { problem: `${option.name}: choose one from the list` }
      : { value: found.value };
  }
  if (option.type === OptionType.Integer || option.type === OptionType.Number) return numberOf(option, text);
  if (option.type === OptionType.Attachment) return { problem: `${option.name}: choose a file` };
  if (option.type !== OptionType.String)
    return { problem: `${option.name}: this page can't fill in an option of its type` };
  if (text.length > (option.max_length ?? 6000))
    return { problem: `${option.name}: at most ${option.max_length ?? 6000} characters` };
  if (text.length < (option.min_length ?? 0))
    return { problem: `${option.name}: at least ${option.min_length} characters` };
  return { value: text };
}

/**
 * @param {Option} option
 * @param {string} text
 * @returns {{ value: number } | { problem: string }}
 */
function numberOf({ name, type, min_value: min, max_value: max }, text) {
  const value = Number(text);
  const whole = type === OptionType.Integer;
  if (text === '' || !Number.isFinite(value) || (whole && !Number.isInteger(value))) {
    return { problem: `${name}: type a ${whole ? 'whole number' : 'number'}` };
  }
  if (min !== undefined && value < min) return { problem: `${name}: at least ${min}` };
  if (max !== undefined && value > max) return { problem: `${name}: at most ${max}` };
  return { value };
}
