import { byId, h } from './dom.js';

/**
 * The line in the box: a command's name, its options' fields, and the field at the end.
 *
 * @import { Chip } from './chip.js'
 * @import { Leaf } from './command-line.js'
 */

export function createLine() {
  const line = byId('line');
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

  return {
    tail,

    /** @param {{ leaf: Leaf | null, chips: readonly Chip[], channelName: string }} content */
    draw({ leaf, chips, channelName }) {
      const name = leaf === null ? [] : [h('span', { class: 'command-name' }, `/${leaf.name}`)];
      line.replaceChildren(...name, ...chips.map(({ element }) => element), tail);
      tail.placeholder = leaf === null ? `Message #${channelName}: type / for the commands` : '';
      const label = leaf === null ? 'Slash command' : `More options of /${leaf.name}; Enter sends it`;
      tail.setAttribute('aria-label', label);
    },

    /** Tells every field that no list belongs to it any more. */
    collapse() {
      for (const field of line.querySelectorAll('[aria-expanded]')) {
        field.setAttribute('aria-expanded', 'false');
      }
    },

    /** @param {{ onLeave: () => void, onClick: () => void }} listeners a click beside the fields, not on one */
    listen({ onLeave, onClick }) {
      line.addEventListener('focusout', ({ relatedTarget }) => {
        if (!(relatedTarget instanceof Node && line.contains(relatedTarget))) onLeave();
      });
      line.addEventListener('mousedown', (event) => {
        if (event.target !== line) return;
        event.preventDefault();
        onClick();
      });
    },
  };
}
