import { OptionType, readValue } from './option-values.js';

/**
 * Slash commands as text: which there are, what was typed, what is wrong with it. Pure; composer.js draws it.
 *
 * @import { AppCommand, Guild } from './types.ts'
 * @import { Filled, Option } from './option-values.js'
 *
 * @typedef {object} Leaf a command that can be run: /help, or /watch add
 * @property {AppCommand} command
 * @property {string[]} path
 * @property {string} name the path in one text
 * @property {string} description
 * @property {Option[]} options
 *
 * @typedef {{ description: string, options?: Option[] }} Branch a command, a group or a subcommand
 */

/**
 * Every slash command and subcommand that can be run, by name.
 *
 * @param {readonly AppCommand[]} commands
 * @returns {Leaf[]}
 */
export function leavesOf(commands) {
  const slash = commands.filter(({ type }) => type === 1);
  return slash
    .flatMap((command) => descend(command, [command.name], /** @type {Branch} */ (command)))
    .toSorted((a, b) => a.name.localeCompare(b.name));
}

/**
 * @param {AppCommand} command
 * @param {string[]} path
 * @param {Branch} node
 * @returns {Leaf[]}
 */
function descend(command, path, { description, options = [] }) {
  const inner = options.filter(({ type }) => type <= OptionType.Group);
  if (inner.length > 0) return inner.flatMap((option) => descend(command, [...path, option.name], option));
  return [{ command, path, name: path.join(' '), description, options }];
}

/**
 * Commands that fit what was typed after the slash: those that begin with it, then those that have it anywhere.
 *
 * @param {readonly Leaf[]} leaves
 * @param {string} typed
 */
export function searchLeaves(leaves, typed) {
  const wanted = typed.toLowerCase().trim().replace(/\s+/g, ' ');
  const begins = leaves.filter(({ name }) => name.startsWith(wanted));
  const contains = leaves.filter((leaf) => !begins.includes(leaf) && leaf.name.includes(wanted));
  return [...begins, ...contains];
}

/**
 * The command that a line names completely, with what follows it. A space must end the name.
 *
 * @param {readonly Leaf[]} leaves
 * @param {string} line such as `/watch add keyword:SCO`
 */
export function readLine(leaves, line) {
  const text = line.trimStart().replace(/^\/\s*/, '/');
  const leaf = leaves
    .filter(({ name }) => text.toLowerCase().startsWith(`/${name} `))
    .toSorted((a, b) => b.name.length - a.name.length)[0];
  return leaf === undefined ? null : { leaf, rest: text.slice(leaf.name.length + 2) };
}

/**
 * Splits `keyword:Kim Jong Un watchlist:main`; text before the first name belongs to the first option.
 *
 * @param {Leaf} leaf
 * @param {string} rest
 * @returns {Map<string, string>}
 */
export function readOptions({ options }, rest) {
  /** @type {Map<string, string>} */
  const values = new Map();
  let name = options[0]?.name;
  for (const word of rest.split(/(?<=\s)/)) {
    const named = options.find((option) => word.toLowerCase().startsWith(`${option.name}:`));
    if (named !== undefined) name = named.name;
    if (name === undefined) continue;
    const text = named === undefined ? word : word.slice(named.name.length + 1);
    values.set(name, (values.get(name) ?? '') + text);
  }
  const filled = [...values].map(([key, text]) => /** @type {[string, string]} */ ([key, text.trim()]));
  return new Map(
    filled.filter(
      ([key, text]) =>
        text !== '' || options.some((option) => option.name === key && rest.includes(`${key}:`)),
    ),
  );
}

/**
 * What keeps a command from being sent, and where.
 *
 * @param {Leaf} leaf
 * @param {ReadonlyMap<string, Filled>} fields
 * @param {Guild | undefined} guild
 * @returns {{ option: string, problem: string } | null}
 */
export function firstProblem({ options }, fields, guild) {
  for (const option of options) {
    const filled = fields.get(option.name);
    const isEmpty = filled === undefined || (filled.text.trim() === '' && filled.picked === undefined);
    if (isEmpty) {
      if (option.required !== true) continue;
      return { option: option.name, problem: `${option.name} is missing: ${option.description}` };
    }
    const read = readValue(option, filled, guild);
    if ('problem' in read) return { option: option.name, problem: read.problem };
  }
  return null;
}

/**
 * Interaction data as Discord sends it. With `focused`, for autocomplete: that option is sent as it was typed so far.
 *
 * @param {Leaf} leaf
 * @param {ReadonlyMap<string, Filled>} fields
 * @param {Guild | undefined} guild
 * @param {string} [focused]
 */
export function interactionData({ command, path, options }, fields, guild, focused) {
  const sent = options.flatMap((option) => {
    const filled = fields.get(option.name);
    if (option.name === focused)
      return [{ name: option.name, type: option.type, value: filled?.text ?? '', focused: true }];
    if (filled === undefined || (filled.text.trim() === '' && filled.picked === undefined)) return [];
    const read = readValue(option, { ...filled, text: filled.text.trim() }, guild);
    return 'value' in read ? [{ name: option.name, type: option.type, value: read.value }] : [];
  });
  const inner = path.slice(1).toReversed();
  const nested = inner.reduce(
    (/** @type {object[]} */ within, name, depth) => [
      { name, type: depth === 0 ? OptionType.Subcommand : OptionType.Group, options: within },
    ],
    sent,
  );
  return { id: command.id, name: command.name, type: 1, options: nested };
}

/**
 * What to say about a line that names no command.
 *
 * @param {readonly Leaf[]} leaves
 * @param {string} line
 */
export function lineProblem(leaves, line) {
  const text = line.trim();
  if (text === '') return null;
  if (!text.startsWith('/')) return 'Only slash commands can be sent here: type / to see them.';
  const name = text.slice(1).trim();
  if (name === '') return 'Choose a command from the list.';
  const below = leaves.filter((leaf) => leaf.name.startsWith(`${name} `));
  if (below.length > 0)
    return `/${name} needs one more word: ${below.map(({ path }) => path.at(-1)).join(', ')}.`;
  return `There is no command /${name}: type / to see those that exist.`;
}
