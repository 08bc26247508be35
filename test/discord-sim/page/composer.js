import { interact } from './api.js';
import { createChip } from './chip.js';
import {
  firstProblem,
  interactionData,
  leavesOf,
  lineProblem,
  localChoices,
  readLine,
  readOptions,
  searchLeaves,
} from './command-line.js';
import { byId, h, icon } from './dom.js';
import { createListbox } from './listbox.js';

/**
 * The box at the bottom: slash commands with their options as fields, and a list of what fits above it.
 *
 * @import { Leaf, Option, Filled } from './command-line.js'
 * @import { ListEntry } from './listbox.js'
 * @import { Model } from './model.js'
 * @import { Chip } from './chip.js'
 */

/** Milliseconds of silence after which the bot is asked for choices. */
const AUTOCOMPLETE_PAUSE_MS = 150;

/**
 * @param {{ model: Model, send: (leaf: Leaf, data: object) => Promise<void> }} collaborators
 */
export function createComposer({ model, send }) {
  const line = byId('line');
  const popup = byId('popup');
  const popupHead = byId('popup-head');
  const problem = byId('problem');
  const list = createListbox('Suggestions');
  popup.append(list.element);

  /** The command whose options are being filled in. @type {Leaf | null} */
  let leaf = null;
  /** @type {Chip[]} */
  let chips = [];
  /** What was sent before, for the arrow up. @type {{ leaf: Leaf, values: Map<string, Filled> } | null} */
  let last = null;
  let asked = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let pause;

  const guild = () => model.guildOf(model.channelId);
  const fields = () => new Map(chips.map((chip) => [chip.option.name, chip.filled]));
  const missing = () =>
    (leaf?.options ?? []).filter(({ name }) => !chips.some((chip) => chip.option.name === name));

  /** The field for a command's name, and after the options the one for more of them. */
  const tail = h('input', {
    class: 'tail',
    type: 'text',
    role: 'combobox',
    autocomplete: 'off',
    spellcheck: 'false',
    'aria-autocomplete': 'list',
    'aria-expanded': 'false',
    'aria-describedby': 'problem',
  });

  /** @param {string} text @param {boolean} [isHint] */
  function say(text, isHint = false) {
    problem.textContent = text;
    problem.classList.toggle('hint', isHint);
  }

  /** @param {ListEntry[]} entries @param {{ owner: HTMLElement, first?: number, head?: (string | Node)[] }} options */
  function showPopup(entries, { owner, first = -1, head = [] }) {
    list.show(entries, { owner, first });
    popupHead.replaceChildren(...head);
    popup.hidden = entries.length === 0 && head.length === 0;
    owner.setAttribute('aria-expanded', String(entries.length > 0));
  }

  function closePopup() {
    popup.hidden = true;
    for (const field of line.querySelectorAll('[aria-expanded]'))
      field.setAttribute('aria-expanded', 'false');
    list.show([], { owner: tail });
  }

  function drawLine() {
    const name = leaf === null ? null : h('span', { class: 'command-name' }, `/${leaf.name}`);
    line.replaceChildren(...(name === null ? [] : [name]), ...chips.map(({ element }) => element), tail);
    tail.placeholder =
      leaf === null
        ? `Message #${model.channelOf(model.channelId)?.name ?? ''}: type / for the commands`
        : '';
    tail.setAttribute(
      'aria-label',
      leaf === null ? 'Slash command' : `More options of /${leaf.name}; Enter sends it`,
    );
    line.classList.toggle('has-command', leaf !== null);
  }

  function reset() {
    leaf = null;
    chips = [];
    tail.value = '';
    say('');
    drawLine();
    closePopup();
  }

  /** @param {Leaf} chosen @param {Map<string, Filled>} [values] */
  function begin(chosen, values = new Map()) {
    leaf = chosen;
    tail.value = '';
    const used = chosen.options.filter(({ name, required }) => required === true || values.has(name));
    chips = used.map((option) => addChip(option, values.get(option.name)));
    say('');
    drawLine();
    focusNext();
  }

  /** @param {Option} option @param {Filled} [filled] */
  function addChip(option, filled) {
    return createChip(option, filled, { onInput: suggest, onFocus: suggest, onKey: chipKey });
  }

  /** The next field that needs something, or the end of the line. */
  function focusNext() {
    const empty = chips.find((chip) => chip.isEmpty);
    (empty?.input ?? tail).focus();
    if (empty === undefined) suggestTail();
  }

  /** @param {Option} option */
  function openOption(option) {
    const chip = addChip(option);
    chips = [...chips, chip];
    tail.value = '';
    drawLine();
    chip.input.focus();
  }

  /** @param {Chip} chip */
  function suggest(chip) {
    const { option, filled } = chip;
    const head = [
      h('strong', {}, option.name),
      ` ${option.description}`,
      ...(option.required === true ? [] : [h('em', {}, ' optional')]),
    ];
    const local = localChoices(option, guild());
    clearTimeout(pause);
    asked += 1;
    if (local !== null) showChoices(chip, filter(local, filled), head, true);
    else if (option.autocomplete === true) {
      showPopup([], {
        owner: chip.input,
        head: [...head, h('span', { class: 'loading' }, ' Loading options…')],
      });
      pause = setTimeout(() => void ask(chip, asked, head), AUTOCOMPLETE_PAUSE_MS);
    } else showPopup([], { owner: chip.input, head });
  }

  /**
   * @param {Chip} chip
   * @param {{ label: string, value: import('./command-line.js').Value, detail?: string }[]} choices
   * @param {(string | Node)[]} head
   * @param {boolean} must whether one of them has to be taken
   */
  function showChoices(chip, choices, head, must) {
    const entries = choices.map(({ label, value, detail }) => ({
      label,
      ...(detail === undefined ? {} : { detail }),
      choose: () => {
        chip.pick({ label, value });
        focusNext();
      },
    }));
    const typed = chip.filled.text.toLowerCase();
    const fits = must || (choices[0]?.label.toLowerCase().startsWith(typed) ?? false);
    const note =
      entries.length === 0
        ? [
            h(
              'span',
              { class: 'loading' },
              must ? ' Nothing fits' : ' No options match; what you typed is sent',
            ),
          ]
        : [];
    showPopup(entries, { owner: chip.input, first: fits ? 0 : -1, head: [...head, ...note] });
  }

  /** @param {{ label: string, value: import('./command-line.js').Value }[]} choices @param {Filled} filled */
  function filter(choices, { text, picked }) {
    const wanted = picked === undefined ? text.toLowerCase().replace(/^[@#]/, '') : '';
    return choices.filter(({ label }) => label.toLowerCase().includes(wanted));
  }

  /** Asks the bot. @param {Chip} chip @param {number} question @param {(string | Node)[]} head */
  async function ask(chip, question, head) {
    if (leaf === null) return;
    const data = interactionData(leaf, fields(), guild(), chip.option.name);
    const place = { guildId: guild()?.id ?? '', channelId: model.channelId, userId: model.userId };
    try {
      const { choices = [] } = await interact({ kind: 'autocomplete', ...place, data });
      if (question === asked)
        showChoices(
          chip,
          choices.map(({ name, value }) => ({ label: name, value })),
          head,
          false,
        );
    } catch {
      if (question === asked)
        showPopup([], {
          owner: chip.input,
          head: [...head, h('span', { class: 'loading' }, ' Loading options failed')],
        });
    }
  }

  function suggestTail() {
    if (leaf === null) return suggestCommands();
    const wanted = tail.value.trim().toLowerCase().replace(/:$/, '');
    const left = missing().filter(({ name }) => name.startsWith(wanted));
    const entries = left.map((option) => ({
      label: option.name,
      detail: option.description,
      choose: () => openOption(option),
    }));
    const hint = missing().length === 0 ? 'Enter sends it' : 'Enter sends it · Tab adds an option';
    showPopup(entries, { owner: tail, first: wanted === '' ? -1 : 0, head: [hint] });
    const named = leaf.options.find(({ name }) => tail.value.toLowerCase() === `${name}:`);
    if (named !== undefined && left.includes(named)) openOption(named);
  }

  function suggestCommands() {
    const leaves = leavesOf(model.world.commands);
    const read = readLine(leaves, tail.value);
    if (read !== null) {
      const typed = readOptions(read.leaf, read.rest);
      begin(read.leaf, new Map([...typed].map(([name, text]) => [name, { text }])));
      return;
    }
    if (!tail.value.startsWith('/')) return closePopup();
    const found = searchLeaves(leaves, tail.value.slice(1));
    const entries = found.map((one) => ({
      label: `/${one.name}`,
      detail: one.description,
      prefix: [icon('wire')],
      choose: () => begin(one),
    }));
    const head =
      model.world.commands.length === 0
        ? ['The bot has not registered its commands yet.']
        : [model.world.me.username];
    showPopup(entries, { owner: tail, first: 0, head: entries.length === 0 ? [] : head });
  }

  async function submit() {
    if (leaf === null) {
      say(lineProblem(leavesOf(model.world.commands), tail.value) ?? '');
      return;
    }
    const wrong =
      tail.value.trim() === ''
        ? firstProblem(leaf, fields(), guild())
        : { option: '', problem: `/${leaf.name} has no option "${tail.value.trim()}".` };
    for (const chip of chips) chip.markWrong(chip.option.name === wrong?.option);
    if (wrong !== null) {
      say(wrong.problem);
      chips.find(({ option }) => option.name === wrong.option)?.input.focus();
      return;
    }
    const sent = leaf;
    const data = interactionData(sent, fields(), guild());
    last = { leaf: sent, values: fields() };
    reset();
    tail.focus();
    try {
      await send(sent, data);
    } catch (error) {
      say(error instanceof Error ? error.message : String(error));
    }
  }

  /** Keys that mean the same in every field. Tells whether the key was one. @param {KeyboardEvent} event */
  function listKey({ key }) {
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      if (popup.hidden || list.size === 0) return false;
      list.move(key === 'ArrowDown' ? 1 : -1);
      return true;
    }
    if (key === 'Escape') {
      if (popup.hidden && leaf === null && tail.value === '') return false;
      if (popup.hidden) reset();
      closePopup();
      return true;
    }
    return (key === 'Enter' || key === 'Tab') && !popup.hidden && list.hasActive && list.take();
  }

  /** @param {KeyboardEvent} event @param {Chip} chip */
  function chipKey(event, chip) {
    const { key, shiftKey } = event;
    const at = chips.indexOf(chip);
    if (key === 'Tab' && shiftKey) {
      if (at === 0) return;
      chips[at - 1]?.input.focus();
    } else if (listKey(event)) {
      // The list has taken it.
    } else if (key === 'Enter') void submit();
    else if (key === 'Tab' || (key === 'ArrowRight' && chip.caretAtEnd))
      (chips[at + 1]?.input ?? tail).focus();
    else if (key === 'ArrowLeft' && chip.caretAtStart && at > 0) chips[at - 1]?.input.focus();
    else if (key === 'Backspace' && chip.isEmpty) removeChip(chip, at);
    else return;
    event.preventDefault();
  }

  /** @param {Chip} chip @param {number} at */
  function removeChip(chip, at) {
    if (chip.option.required === true && chips.every((one) => one.option.required !== true || one.isEmpty)) {
      const name = leaf?.name ?? '';
      reset();
      tail.value = `/${name}`;
      tail.focus();
      suggestCommands();
      return;
    }
    if (chip.option.required !== true) chips = chips.filter((one) => one !== chip);
    drawLine();
    (chips[Math.max(0, at - 1)]?.input ?? tail).focus();
  }

  /** @param {KeyboardEvent} event */
  function tailKey(event) {
    const { key, shiftKey } = event;
    const isEmpty = tail.value === '';
    if (key === 'Tab' && !shiftKey && leaf !== null && !list.hasActive && missing().length > 0) list.take(0);
    else if (key === 'Tab' && (shiftKey || popup.hidden || !list.hasActive)) {
      const before = chips.at(-1);
      if (!shiftKey || before === undefined) return;
      before.input.focus();
    } else if (leaf === null && isEmpty && key === 'ArrowUp' && last !== null) begin(last.leaf, last.values);
    else if (listKey(event)) {
      // The list has taken it.
    } else if (key === 'Enter') void submit();
    else if (isEmpty && leaf !== null && (key === 'Backspace' || key === 'ArrowLeft')) {
      const before = chips.at(-1);
      if (before !== undefined) before.input.focus();
      else if (key === 'Backspace') reset();
    } else return;
    event.preventDefault();
  }

  tail.addEventListener('input', () => {
    say('');
    suggestTail();
  });
  tail.addEventListener('focus', suggestTail);
  tail.addEventListener('keydown', tailKey);
  line.addEventListener('focusout', ({ relatedTarget }) => {
    if (!(relatedTarget instanceof Node && line.contains(relatedTarget))) closePopup();
  });
  line.addEventListener('mousedown', (event) => {
    if (event.target !== line) return;
    event.preventDefault();
    focusNext();
  });
  byId('slash').addEventListener('click', () => {
    if (leaf !== null) reset();
    tail.value = '/';
    tail.focus();
    suggestCommands();
  });
  byId('send').addEventListener('click', () => void submit());
  model.on('channel', reset);
  reset();

  return { focus: () => tail.focus() };
}
