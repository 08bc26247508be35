import type { Modal } from './rules-interaction.ts';

/** What is filled into a modal: text, or the values of a select menu, by custom id. */
export type ModalValues = Readonly<Record<string, string | readonly string[]>>;

/**
 * The components of a modal's submission: each as it was shown, inputs with what was filled in.
 * @throws Error where a required field is empty.
 */
export function fillModal({ components }: Modal, values: ModalValues): Record<string, unknown>[] {
  return components.map((component) => filledComponent(component, values));
}

function filledComponent(
  component: Modal['components'][number],
  values: ModalValues,
): Record<string, unknown> {
  const { type } = component;
  if ('components' in component)
    return { type, components: component.components.map((input) => filled(input, values)) };
  return 'component' in component ? { type, component: filled(component.component, values) } : { type };
}

function filled(
  input: { type: number; custom_id: string; required?: boolean | null | undefined; value?: unknown },
  values: ModalValues,
): Record<string, unknown> {
  const value = values[input.custom_id];
  if (value === undefined && input.required !== false && input.value === undefined)
    throw new Error(`The field "${input.custom_id}" is required.`);
  const { type, custom_id } = input;
  return typeof value === 'object'
    ? { type, custom_id, values: value }
    : { type, custom_id, value: value ?? input.value ?? '' };
}
