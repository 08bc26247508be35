import { h } from './dom.js';

/**
 * A list to choose from that is driven by the keys of another element, as ARIA's combobox asks.
 * https://www.w3.org/WAI/ARIA/apg/patterns/combobox/
 *
 * @typedef {object} ListEntry
 * @property {string} label
 * @property {string} [detail]
 * @property {(string | Node)[]} [prefix] drawn before the label
 * @property {boolean} [selected]
 * @property {() => void} choose
 */

let lists = 0;

/** @param {string} label what is chosen, for screen readers */
export function createListbox(label) {
  const prefix = `list-${++lists}`;
  const element = h('ul', { class: 'listbox', role: 'listbox', id: prefix, 'aria-label': label });
  /** @type {ListEntry[]} */
  let entries = [];
  let active = -1;
  /** @type {HTMLElement | null} */
  let owner = null;

  /** @param {number} index */
  function highlight(index) {
    active = index;
    for (const [at, option] of [...element.children].entries())
      option.classList.toggle('active', at === index);
    const option = element.children[index];
    option?.scrollIntoView({ block: 'nearest' });
    if (option === undefined) owner?.removeAttribute('aria-activedescendant');
    else owner?.setAttribute('aria-activedescendant', option.id);
  }

  return {
    element,
    get size() {
      return entries.length;
    },
    get hasActive() {
      return active !== -1;
    },

    /**
     * Shows other entries; `first` is the one to highlight, -1 for none.
     *
     * @param {ListEntry[]} next
     * @param {{ owner: HTMLElement, first?: number }} options the owner keeps the focus
     */
    show(next, { owner: by, first = -1 }) {
      entries = next;
      owner = by;
      owner.setAttribute('aria-controls', prefix);
      element.replaceChildren(
        ...entries.map(({ label: name, detail, prefix: before = [], selected }, index) => {
          const option = h(
            'li',
            { role: 'option', id: `${prefix}-${index}`, 'aria-selected': String(selected ?? false) },
            h('span', { class: 'option-name' }, ...before, name),
            detail === undefined || detail === '' ? null : h('span', { class: 'option-detail' }, detail),
          );
          // The press must not take the focus away from the owner.
          option.addEventListener('mousedown', (event) => event.preventDefault());
          option.addEventListener('click', () => entries[index]?.choose());
          option.addEventListener('mousemove', () => {
            if (active !== index) highlight(index);
          });
          return option;
        }),
      );
      highlight(Math.min(first, entries.length - 1));
    },

    /** @param {1 | -1} step */
    move(step) {
      if (entries.length === 0) return;
      const from = active === -1 && step === -1 ? 0 : active;
      highlight((from + step + entries.length) % entries.length);
    },

    /** Takes the highlighted entry, or another. Tells whether there was one. @param {number} [index] */
    take(index = active) {
      const entry = entries[index];
      entry?.choose();
      return entry !== undefined;
    },
  };
}
