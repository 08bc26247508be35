import { createChip } from './chip.js';
import {
  firstProblem,
  interactionData,
  leavesOf,
  lineProblem,
  readLine,
  readOptions,
  searchLeaves,
} from './command-line.js';
import { byId } from './dom.js';
import { createLine } from './line.js';
import { createSuggestions } from './suggestions.js';

/**
 * The box at the bottom: slash commands with their options as fields, and a list of what fits above it.
 *
 * @import { Leaf } from './command-line.js'
 * @import { Filled, Option } from './option-values.js'
 * @import { Model } from './model.js'
 * @import { Chip } from './chip.js'
 */

/**
 * @param {{ model: Model, send: (leaf: Leaf, data: object) => Promise<void> }} collaborators
 */
export function createComposer({ model, send }) {
  const line = createLine();
  const { tail } = line;
  const problem = byId('problem');
  const suggestions = createSuggestions({
    model,
    dataFor: (focused) => (leaf === null ? {} : interactionData(leaf, fields(), guild(), focused)),
    onPicked: () => focusNext(),
  });
  const { list } = suggestions;

  /** The command whose options are being filled in. @type {Leaf | null} */
  let leaf = null;
  /** @type {Chip[]} */
  let chips = [];
  /** What was sent before, for the arrow up. @type {{ leaf: Leaf, values: Map<string, Filled> } | null} */
  let last = null;

  const guild = () => model.guildOf(model.channelId);
  const fields = () => new Map(chips.map((chip) => [chip.option.name, chip.filled]));
  const missing = () =>
    (leaf?.options ?? []).filter(({ name }) => !chips.some((chip) => chip.option.name === name));

  /** @param {string} text */
  function say(text) {
    problem.textContent = text;
  }

  function closePopup() {
    line.collapse();
    suggestions.close(tail);
  }

  function drawLine() {
    line.draw({ leaf, chips, channelName: model.channelOf(model.channelId)?.name ?? '' });
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
    return createChip(option, filled, {
      onInput: suggestions.suggestFor,
      onFocus: suggestions.suggestFor,
      onKey: chipKey,
    });
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
    suggestions.show(entries, { owner: tail, first: wanted === '' ? -1 : 0, head: [hint] });
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
    suggestions.showCommands(searchLeaves(leaves, tail.value.slice(1)), { owner: tail, choose: begin });
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
      if (!suggestions.isOpen || list.size === 0) return false;
      list.move(key === 'ArrowDown' ? 1 : -1);
      return true;
    }
    if (key === 'Escape') {
      if (!suggestions.isOpen && leaf === null && tail.value === '') return false;
      if (!suggestions.isOpen) reset();
      closePopup();
      return true;
    }
    return (key === 'Enter' || key === 'Tab') && suggestions.isOpen && list.hasActive && list.take();
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
    else if (key === 'Tab' && (shiftKey || !suggestions.isOpen || !list.hasActive)) {
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
  line.listen({ onLeave: closePopup, onClick: focusNext });
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
