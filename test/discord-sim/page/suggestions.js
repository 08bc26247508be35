import { interact, sendFile } from './api.js';
import { byId, h, icon } from './dom.js';
import { createListbox } from './listbox.js';
import { localChoices, OptionType } from './option-values.js';

/**
 * The list above the box: what fits the field that is being filled in.
 *
 * @import { Chip } from './chip.js'
 * @import { Leaf } from './command-line.js'
 * @import { ListEntry } from './listbox.js'
 * @import { Model } from './model.js'
 * @import { Filled, Value } from './option-values.js'
 * @typedef {{ label: string, value: Value, detail?: string }} Suggestion
 */

/** Milliseconds of silence after which the bot is asked for choices. */
const PAUSE_MS = 150;

/**
 * @param {object} collaborators
 * @param {Model} collaborators.model
 * @param {(focused: string) => object} collaborators.dataFor the interaction's data while an option is being typed
 * @param {() => void} collaborators.onPicked
 */
export function createSuggestions({ model, dataFor, onPicked }) {
  const popup = byId('popup');
  const popupHead = byId('popup-head');
  const list = createListbox('Suggestions');
  popup.append(list.element);
  /** Counts the questions to the bot: only the answer to the last one is shown. */
  let asked = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let pause;

  /** @param {ListEntry[]} entries @param {{ owner: HTMLElement, first?: number, head?: (string | Node)[] }} options */
  function show(entries, { owner, first = -1, head = [] }) {
    list.show(entries, { owner, first });
    popupHead.replaceChildren(...head);
    popup.hidden = entries.length === 0 && head.length === 0;
    owner.setAttribute('aria-expanded', String(entries.length > 0));
  }

  /** @param {Chip} chip @param {Suggestion[]} choices @param {boolean} must whether one of them has to be taken */
  function showChoices(chip, choices, must) {
    const entries = choices.map(({ label, value, detail = '' }) => ({
      label,
      detail,
      choose: () => {
        chip.pick({ label, value });
        onPicked();
      },
    }));
    const typed = chip.filled.text.toLowerCase();
    const fits = must || (choices[0]?.label.toLowerCase().startsWith(typed) ?? false);
    const nothing = must ? 'Nothing fits' : 'No options match; what you typed is sent';
    const head = headOf(chip, entries.length === 0 ? nothing : null);
    show(entries, { owner: chip.input, first: fits ? 0 : -1, head });
  }

  /** Asks the bot. @param {Chip} chip @param {number} question */
  async function ask(chip, question) {
    const place = {
      guildId: model.guildOf(model.channelId)?.id ?? '',
      channelId: model.channelId,
      userId: model.userId,
    };
    try {
      const data = dataFor(chip.option.name);
      const { choices = [] } = await interact({ kind: 'autocomplete', ...place, data });
      const suggestions = choices.map(({ name, value }) => ({ label: name, value }));
      if (question === asked) showChoices(chip, suggestions, false);
    } catch {
      if (question === asked) show([], { owner: chip.input, head: headOf(chip, 'Loading options failed') });
    }
  }

  /** Offers to choose a file. @param {Chip} chip */
  function offerFile(chip) {
    const { channelId } = model;
    const field = h('input', { type: 'file' });
    /** @param {File} file */
    const keep = async (file) => {
      chip.pick({ label: file.name, value: await sendFile(channelId, file) });
      onPicked();
    };
    field.addEventListener('change', () => {
      const file = field.files?.[0];
      if (file !== undefined) void keep(file);
    });
    const label = chip.isEmpty ? 'Choose a file…' : 'Choose another file…';
    show([{ label, detail: '', choose: () => field.click() }], {
      owner: chip.input,
      first: chip.isEmpty ? 0 : -1,
      head: headOf(chip, null),
    });
  }

  return {
    list,
    get isOpen() {
      return !popup.hidden;
    },
    show,

    /** @param {HTMLElement} owner */
    close(owner) {
      asked += 1;
      clearTimeout(pause);
      popup.hidden = true;
      list.show([], { owner });
    },

    /** @param {Leaf[]} leaves @param {{ owner: HTMLElement, choose: (leaf: Leaf) => void }} options */
    showCommands(leaves, { owner, choose }) {
      const entries = leaves.map((leaf) => ({
        label: `/${leaf.name}`,
        detail: leaf.description,
        prefix: [icon('wire')],
        choose: () => choose(leaf),
      }));
      const { commands, me } = model.world;
      const title = commands.length === 0 ? 'The bot has not registered its commands yet.' : me.username;
      show(entries, { owner, first: 0, head: entries.length === 0 && commands.length > 0 ? [] : [title] });
    },

    /** Shows what fits an option's field. @param {Chip} chip */
    suggestFor(chip) {
      const local = localChoices(chip.option, model.guildOf(model.channelId));
      const isAsked = local === null && chip.option.autocomplete === true;
      clearTimeout(pause);
      asked += 1;
      if (chip.option.type === OptionType.Attachment) return offerFile(chip);
      if (local !== null) return showChoices(chip, fitting(local, chip.filled), true);
      show([], { owner: chip.input, head: headOf(chip, isAsked ? 'Loading options…' : null) });
      if (isAsked) pause = setTimeout(() => void ask(chip, asked), PAUSE_MS);
    },
  };
}

/** @param {Chip} chip @param {string | null} note */
function headOf({ option }, note) {
  return [
    h('strong', {}, option.name),
    ` ${option.description}`,
    ...(option.required === true ? [] : [h('em', {}, ' optional')]),
    ...(note === null ? [] : [h('span', { class: 'loading' }, ` ${note}`)]),
  ];
}

/** @param {Suggestion[]} choices @param {Filled} filled */
function fitting(choices, { text, picked }) {
  const wanted = picked === undefined ? text.toLowerCase().replace(/^[@#]/, '') : '';
  return choices.filter(({ label }) => label.toLowerCase().includes(wanted));
}
