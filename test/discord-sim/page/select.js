import { h, icon } from './dom.js';
import { createListbox } from './listbox.js';
import { displayName } from './names.js';

/**
 * Select menus: of texts, or of the guild's users, roles and channels.
 *
 * @import { Guild } from './types.ts'
 * @import { Drawable, Surroundings } from './components.js'
 * @typedef {{ label: string, value: string, description?: string }} SelectOption
 */

/** @param {Guild | undefined} guild @returns {SelectOption[]} */
const users = (guild) =>
  (guild?.members ?? []).map(({ user }) => ({ label: `@${displayName(user)}`, value: user.id }));

/** @param {Guild | undefined} guild @returns {SelectOption[]} */
const roles = (guild) =>
  (guild?.roles ?? []).map(({ id, name }) => ({
    label: name.startsWith('@') ? name : `@${name}`,
    value: id,
  }));

/** @type {Record<number, (menu: Drawable, guild: Guild | undefined) => SelectOption[]>} */
const optionsByType = {
  3: (menu) => menu.options ?? [],
  5: (_menu, guild) => users(guild),
  6: (_menu, guild) => roles(guild),
  7: (_menu, guild) => [...users(guild), ...roles(guild)],
  8: (menu, guild) =>
    (guild?.channels ?? [])
      .filter(({ type }) => menu.channel_types?.includes(type) ?? true)
      .map(({ id, name }) => ({ label: `# ${name}`, value: id })),
};

/** @param {Drawable} menu @param {Pick<Surroundings, 'guild' | 'use'>} around */
export function drawSelect(menu, { guild, use }) {
  const options = optionsByType[menu.type]?.(menu, guild) ?? [];
  const minimum = menu.min_values ?? 1;
  const maximum = menu.max_values ?? 1;
  let chosen = new Set([
    ...options.filter((option) => /** @type {any} */ (option).default === true).map(({ value }) => value),
    ...(menu.default_values ?? []).map((/** @type {{ id: string }} */ { id }) => id),
  ]);
  const before = [...chosen].join();
  const list = createListbox(menu.placeholder ?? 'Options');
  const text = h('span', { class: 'select-text' });
  const trigger = h(
    'button',
    {
      type: 'button',
      class: 'select',
      'aria-haspopup': 'listbox',
      'aria-expanded': 'false',
      disabled: menu.disabled === true,
    },
    text,
    icon('down'),
  );
  const popup = h('div', { class: 'select-popup', hidden: true }, list.element);
  const drawn = h('div', { class: 'select-frame', dataset: { id: menu.custom_id } }, trigger, popup);

  function label() {
    const names = options.filter(({ value }) => chosen.has(value)).map((option) => option.label);
    text.textContent = names.length > 0 ? names.join(', ') : (menu.placeholder ?? 'Make a selection');
    text.classList.toggle('placeholder', names.length === 0);
  }

  /** @param {boolean} open */
  function toggle(open) {
    popup.hidden = !open;
    trigger.setAttribute('aria-expanded', String(open));
    if (open)
      showOptions(
        Math.max(
          0,
          options.findIndex(({ value }) => chosen.has(value)),
        ),
      );
    else if (maximum > 1) send();
  }

  function send() {
    if (chosen.size < minimum || [...chosen].join() === before) return;
    use({ custom_id: menu.custom_id, component_type: menu.type, values: [...chosen] }, trigger);
  }

  /** @param {number} first */
  function showOptions(first) {
    const entries = options.map(({ label: name, value, description }, index) => ({
      label: name,
      ...(description === undefined ? {} : { detail: description }),
      selected: chosen.has(value),
      choose: () => choose(value, index),
    }));
    list.show(entries, { owner: trigger, first });
  }

  /** @param {string} value @param {number} index */
  function choose(value, index) {
    if (maximum === 1) {
      chosen = new Set([value]);
      label();
      toggle(false);
      use({ custom_id: menu.custom_id, component_type: menu.type, values: [value] }, trigger);
      return;
    }
    if (!chosen.delete(value) && chosen.size < maximum) chosen.add(value);
    label();
    showOptions(index);
  }

  trigger.addEventListener('click', () => toggle(popup.hidden !== false));
  trigger.addEventListener('blur', () => toggle(false));
  trigger.addEventListener('keydown', (event) => {
    if (popup.hidden) {
      if (event.key === 'ArrowDown') toggle(true);
      else return;
    } else if (event.key === 'ArrowDown') list.move(1);
    else if (event.key === 'ArrowUp') list.move(-1);
    else if (event.key === 'Escape') toggle(false);
    else if (event.key === 'Enter' || event.key === ' ') list.take();
    else return;
    event.preventDefault();
  });
  label();
  return drawn;
}
