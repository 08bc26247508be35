import { h } from './dom.js';

/**
 * One option of a command in the box: its name and a field that grows with what is typed.
 *
 * @import { Filled, Option, Value } from './option-values.js'
 *
 * @typedef {object} Chip
 * @property {Option} option
 * @property {HTMLLabelElement} element
 * @property {HTMLInputElement} input
 * @property {Filled} filled
 * @property {boolean} isEmpty
 * @property {boolean} caretAtStart
 * @property {boolean} caretAtEnd
 * @property {(choice: { label: string, value: Value }) => void} pick
 * @property {(isWrong: boolean) => void} markWrong
 */

/**
 * @param {Option} option
 * @param {Filled | undefined} filled
 * @param {{ onInput: (chip: Chip) => void, onFocus: (chip: Chip) => void, onKey: (event: KeyboardEvent, chip: Chip) => void }} listeners
 * @returns {Chip}
 */
export function createChip(option, filled, { onInput, onFocus, onKey }) {
  /** @type {{ label: string, value: Value } | undefined} */
  let picked = filled?.picked;
  const input = h('input', {
    type: 'text',
    role: 'combobox',
    autocomplete: 'off',
    spellcheck: 'false',
    'aria-label': `${option.name}: ${option.description}`,
    'aria-required': String(option.required ?? false),
    'aria-expanded': 'false',
    'aria-autocomplete': 'list',
    'aria-describedby': 'problem',
  });
  const element = h('label', { class: 'chip' }, h('span', { class: 'chip-name' }, option.name), input);

  function resize() {
    // For browsers without `field-sizing`.
    input.size = Math.max(1, input.value.length);
    element.classList.toggle('picked', picked !== undefined);
  }

  const chip = {
    option,
    element,
    input,
    /** @returns {Filled} */
    get filled() {
      return picked === undefined ? { text: input.value } : { text: input.value, picked };
    },
    get isEmpty() {
      return input.value.trim() === '';
    },
    get caretAtStart() {
      return input.selectionStart === 0 && input.selectionEnd === 0;
    },
    get caretAtEnd() {
      return input.selectionStart === input.value.length;
    },
    /** @param {{ label: string, value: Value }} choice */
    pick(choice) {
      picked = choice;
      input.value = choice.label;
      resize();
    },
    /** @param {boolean} isWrong */
    markWrong(isWrong) {
      element.classList.toggle('wrong', isWrong);
      input.setAttribute('aria-invalid', String(isWrong));
    },
  };

  input.value = filled?.picked?.label ?? filled?.text ?? '';
  input.addEventListener('input', () => {
    picked = undefined;
    chip.markWrong(false);
    resize();
    onInput(chip);
  });
  input.addEventListener('focus', () => onFocus(chip));
  input.addEventListener('keydown', (event) => onKey(event, chip));
  resize();
  return chip;
}
