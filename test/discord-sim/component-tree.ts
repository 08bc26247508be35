import { isObject } from './form.ts';
import type { Component } from './rules-components.ts';

/** A component anywhere in a message, with where it stands. */
export interface PlacedComponent {
  readonly path: readonly PropertyKey[];
  readonly component: Readonly<Record<string, unknown>>;
}

/** All components of a message or modal, nested ones and accessories too, parents before their children. */
export function* walkComponents(
  components: readonly unknown[],
  path: readonly PropertyKey[] = ['components'],
): Generator<PlacedComponent> {
  for (const [index, component] of components.entries()) {
    if (isObject(component)) yield* walkOne(component, [...path, index]);
  }
}

/** The same components with Discord's numbering: those without an id get the next free one, in order. */
export function numberComponents(components: readonly Component[]): Component[] {
  const copies = structuredClone([...components]);
  const placed = [...walkComponents(copies)].map(({ component }) => component);
  const taken = new Set(placed.map(({ id }) => id).filter(Boolean));
  let next = 1;
  for (const component of placed) {
    if (component.id) continue;
    while (taken.has(next)) next += 1;
    Object.assign(component, { id: next });
    next += 1;
  }
  return copies;
}

function* walkOne(
  component: Record<string, unknown>,
  path: readonly PropertyKey[],
): Generator<PlacedComponent> {
  yield { path, component };
  const { components, accessory, component: inner } = component;
  if (Array.isArray(components)) yield* walkComponents(components, [...path, 'components']);
  if (isObject(accessory)) yield* walkOne(accessory, [...path, 'accessory']);
  if (isObject(inner)) yield* walkOne(inner, [...path, 'component']);
}
