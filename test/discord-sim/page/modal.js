import { h } from './dom.js';
import { drawMarkdown } from './draw-markdown.js';
import { drawSelect } from './select.js';

/**
 * A form that the bot asked for. https://discord.com/developers/docs/components/reference#text-input
 *
 * @import { Modal, Guild } from './types.ts'
 * @import { Names } from './draw-markdown.js'
 * @import { Drawable } from './components.js'
 * @typedef {{ element: HTMLElement, read: () => object }} Field
 */

/**
 * Shows a form until it is sent or dismissed.
 *
 * @param {Modal} modal
 * @param {{ names: Names, guild: Guild | undefined, send: (data: object) => Promise<void> }} around
 */
export function openModal(modal, { names, guild, send }) {
  const fields = modal.components.map((component) =>
    drawField(/** @type {Drawable} */ (component), { names, guild }),
  );
  const fault = h('p', { class: 'error-line', role: 'alert' });
  const submit = h('button', { type: 'submit', class: 'button primary' }, 'Submit');
  const form = h(
    'form',
    { method: 'dialog' },
    h('h2', {}, modal.title),
    ...fields.map(({ element }) => element),
    fault,
    h(
      'footer',
      {},
      h('button', { type: 'button', class: 'button plain', onclick: () => dialog.close() }, 'Cancel'),
      submit,
    ),
  );
  const dialog = h('dialog', { class: 'modal', 'aria-label': modal.title }, form);
  async function submitForm() {
    submit.disabled = true;
    try {
      await send({ custom_id: modal.custom_id, components: fields.map(({ read }) => read()) });
      dialog.close();
    } catch (error) {
      fault.textContent = error instanceof Error ? error.message : String(error);
      submit.disabled = false;
    }
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void submitForm();
  });
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

/**
 * @param {Drawable} component
 * @param {{ names: Names, guild: Guild | undefined }} around
 * @returns {Field}
 */
function drawField(component, around) {
  const { type } = component;
  if (type === 10) return { element: drawMarkdown(component.content, around.names), read: () => ({ type }) };
  if (type === 1) {
    const inner = component.components.map((/** @type {Drawable} */ one) =>
      drawInput(one, one.label, undefined, around),
    );
    return {
      element: h('div', {}, ...inner.map((/** @type {Field} */ { element }) => element)),
      read: () => ({ type, components: inner.map((/** @type {Field} */ { read }) => read()) }),
    };
  }
  const inner = drawInput(component.component, component.label, component.description, around);
  return { element: inner.element, read: () => ({ type, component: inner.read() }) };
}

/**
 * @param {Drawable} input
 * @param {string} label
 * @param {string | undefined} description
 * @param {{ guild: Guild | undefined }} around
 * @returns {Field}
 */
function drawInput(input, label, description, { guild }) {
  const isRequired = input.required ?? true;
  const name = h(
    'span',
    { class: 'field-name' },
    label,
    isRequired ? h('span', { class: 'required', title: 'required' }, ' *') : null,
  );
  const note = description === undefined ? null : h('span', { class: 'field-note' }, description);
  const { type, custom_id } = input;
  if (type !== 4) {
    /** @type {string[]} */
    let values = [];
    const menu = drawSelect(input, { guild, use: (used) => (values = used.values ?? []) });
    return {
      element: h('div', { class: 'field' }, name, note, menu),
      read: () => ({ type, custom_id, values }),
    };
  }
  const box = h(input.style === 2 ? 'textarea' : 'input', {
    required: isRequired,
    minlength: input.min_length,
    maxlength: input.max_length,
    placeholder: input.placeholder,
  });
  box.value = input.value ?? '';
  return {
    element: h('label', { class: 'field' }, name, note, box),
    read: () => ({ type, custom_id, value: box.value }),
  };
}
