import { ComponentType, InteractionType } from 'discord.js';
import { walkComponents } from './component-tree.ts';
import type { Answer } from './interaction-answer.ts';
import type { InteractionDesk } from './interactions.ts';
import {
  commandData,
  leafOptions,
  type Place,
  resolvedData,
  resolvePlace,
  type SentOption,
  usableCommand,
  type Where,
} from './invocation.ts';
import { fillModal, type ModalValues } from './modal-values.ts';
import { type ChosenFile, type OptionValues, typeOptions } from './option-values.ts';
import type { Choice } from './rules-command.ts';
import type { World } from './world.ts';
import type { Command, Message } from './world-types.ts';

/** What is given for a command's options; files for those that take one. */
export type CommandValues = Readonly<Record<string, string | number | boolean | ChosenFile>>;

/** Acts as a person in front of Discord would. */
export type Driver = ReturnType<typeof createDriver>;

/** Makes the functions that use commands, components and modals. */
export function createDriver({
  world,
  interactions,
  keepFile,
}: {
  world: World;
  interactions: InteractionDesk;
  /** Keeps a file that was chosen for an option, and gives the option's value. */
  keepFile: (channelId: string, file: ChosenFile) => string;
}) {
  /** The values of options as they are sent, files by their ids. */
  function valuesOf(values: CommandValues, { channel }: Place): OptionValues {
    const sent = Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'object' ? keepFile(channel.id, value) : value,
    ]);
    return Object.fromEntries(sent);
  }

  function useComponent(
    message: Message,
    customId: string,
    where: Where,
    rest: (component: Readonly<Record<string, unknown>>, place: Place) => Record<string, unknown>,
  ): Promise<Answer> {
    const current =
      world.findMessage(message.channel_id, message.id) ?? interactions.ephemeralMessage(message.id);
    if (!current) throw new Error(`The message ${message.id} is gone.`);
    const component = [...walkComponents(current.components)].find(
      (placed) => placed.component.custom_id === customId,
    )?.component;
    if (!component) throw new Error(`The message has no component "${customId}".`);
    if (component.disabled === true) throw new Error(`The component "${customId}" is disabled.`);
    const place = resolvePlace(world, { channelId: message.channel_id, ...where });
    const data = {
      custom_id: customId,
      component_type: component.type,
      id: component.id,
      ...rest(component, place),
    };
    return interactions.answer(
      interactions.open({ type: InteractionType.MessageComponent, ...place, data, message: current }),
    );
  }

  return {
    /**
     * Uses a slash command, as `command('watch add', { query: 'SCO' })`, and waits for the final answer.
     * @throws Error where Discord's window would not send it (not registered, a missing option, no permission),
     * and 'The application did not respond' after three silent seconds.
     */
    async command(path: string, values: CommandValues = {}, where: Where = {}): Promise<Answer> {
      const { command, names, place } = locate(world, path, where);
      const leaves = typeOptions(leafOptions(command, names), valuesOf(values, place), place, world);
      const data = commandData(world, command, nest(names, leaves), place);
      return interactions.answer(
        interactions.open({
          type: InteractionType.ApplicationCommand,
          ...place,
          data,
          name: names.join(' '),
        }),
      );
    },

    /** Types into an option and waits for the suggestions. */
    async autocomplete(
      path: string,
      focused: { name: string; value: string },
      values: OptionValues = {},
      where: Where = {},
    ): Promise<Choice[]> {
      const { command, names, place } = locate(world, path, where);
      const definitions = leafOptions(command, names);
      const definition = definitions.find(({ name }) => name === focused.name);
      if (!definition) throw new Error(`There is no option "${focused.name}".`);
      if (!('autocomplete' in definition) || !definition.autocomplete)
        throw new Error(`The option "${focused.name}" has no autocomplete.`);
      const others = typeOptions(
        definitions.filter(({ name }) => name in values).map((option) => ({ ...option, required: false })),
        values,
        place,
        world,
      );
      const leaves: SentOption[] = [
        ...others,
        { name: focused.name, type: definition.type, value: focused.value, focused: true },
      ];
      const data = commandData(world, command, nest(names, leaves), place);
      const interaction = interactions.open({
        type: InteractionType.ApplicationCommandAutocomplete,
        ...place,
        data,
      });
      await interaction.settled;
      return interaction.choices;
    },

    /** Presses a button. */
    async click(message: Message, customId: string, where: Where = {}): Promise<Answer> {
      return useComponent(message, customId, where, () => ({}));
    },

    /** Chooses in a select menu: values of a string select, ids for the others. */
    async select(
      message: Message,
      customId: string,
      values: readonly string[],
      where: Where = {},
    ): Promise<Answer> {
      return useComponent(message, customId, where, (component, place) => {
        const options = component.options;
        const known = Array.isArray(options)
          ? options.map((option: { value?: unknown }) => option.value)
          : null;
        const unknown = known && values.find((value) => !known.includes(value));
        if (unknown) throw new Error(`The menu "${customId}" has no option "${unknown}".`);
        const sent = values.map((value) => ({
          name: value,
          type: OPTION_OF_SELECT[Number(component.type)] ?? 0,
          value,
        }));
        return { values, resolved: resolvedData(sent, place, world) };
      });
    },

    /** Fills in the modal that an answer showed, by the custom ids of its inputs, and sends it. */
    async submitModal(answer: Answer, values: ModalValues, where: Where = {}): Promise<Answer> {
      const { modal } = answer;
      const shownBy = interactions.findLast(({ id }) => id === answer.interactionId);
      if (!modal || !shownBy) throw new Error('The answer shows no modal.');
      const components = fillModal(modal, values);
      const place = resolvePlace(world, {
        guildId: shownBy.guild?.id,
        channelId: shownBy.channel.id,
        userId: shownBy.user.id,
        ...where,
      });
      return interactions.answer(
        interactions.open({
          type: InteractionType.ModalSubmit,
          ...place,
          data: { custom_id: modal.custom_id, components },
          ...(shownBy.message ? { message: shownBy.message } : {}),
        }),
      );
    },
  };
}

/** Which option type resolves the values of which select menu. */
const OPTION_OF_SELECT: Readonly<Record<number, number>> = {
  [ComponentType.UserSelect]: 6,
  [ComponentType.RoleSelect]: 8,
  [ComponentType.MentionableSelect]: 9,
  [ComponentType.ChannelSelect]: 7,
};

function locate(
  world: World,
  path: string,
  where: Where,
): { command: Command; names: string[]; place: Place } {
  const names = path.trim().replace(/^\//, '').split(/\s+/);
  const place = resolvePlace(world, where);
  return { command: usableCommand(world, names[0] ?? '', place), names, place };
}

/** Puts options inside the subcommand, and that inside its group. */
function nest(names: readonly string[], leaves: SentOption[]): SentOption[] {
  const [, ...subcommands] = names;
  return subcommands.reduceRight<SentOption[]>((options, name, index) => {
    const isGroup = index < subcommands.length - 1;
    return [{ name, type: isGroup ? 2 : 1, options }];
  }, leaves);
}
