import { ComponentType, MessageFlags } from 'discord.js';
import { walkComponents } from './component-tree.ts';
import { characters, fault } from './form.ts';
import type { FormFault } from './refusals.ts';
import { COMPONENT_LIMITS } from './rules-controls.ts';

/** What decides about a message's layout. */
export interface Layout {
  readonly flags?: number | null | undefined;
  readonly content?: string | null | undefined;
  readonly embeds?: readonly unknown[] | null | undefined;
  readonly components?: readonly { readonly type: number }[] | null | undefined;
}

/** Whether a message, or the body that makes it, uses Components V2. */
export function usesComponentsV2({ flags }: Pick<Layout, 'flags'>): boolean {
  return ((flags ?? 0) & MessageFlags.IsComponentsV2) !== 0;
}

/** What is wrong with the components of a message, and with what stands beside them. */
export function layoutFaults(layout: Layout): FormFault[] {
  const rules = usesComponentsV2(layout) ? [legacyFields, tooMany, tooLong] : [rowsOnly, tooManyRows];
  return [...rules, repeatedCustomIds].flatMap((rule) => rule(layout));
}

/**
 * Whether Discord fails on the text of a message with Components V2: it answers 500 where the text displays are
 * too many bytes, although they are within the limit of characters (Chinese, Japanese, Korean, emoji).
 */
export function exceedsTextBytes(components: readonly unknown[]): boolean {
  const bytes = textsOf(components).reduce(
    (sum, text) => sum + Buffer.byteLength(text) + COMPONENT_LIMITS.textDisplayBytes,
    0,
  );
  return bytes > COMPONENT_LIMITS.textBytes;
}

/** The contents of all text displays. */
export function textsOf(components: readonly unknown[]): string[] {
  return [...walkComponents(components)].flatMap(({ component: { type, content } }) =>
    type === ComponentType.TextDisplay && typeof content === 'string' ? [content] : [],
  );
}

function rowsOnly({ components }: Layout): FormFault[] {
  const message = `Value of field "type" must be one of (${ComponentType.ActionRow},).`;
  return (components ?? []).flatMap(({ type }, index) =>
    type === ComponentType.ActionRow
      ? []
      : [fault(['components', index, 'type'], 'UNION_TYPE_CHOICES', message)],
  );
}

function tooManyRows({ components }: Layout): FormFault[] {
  const message = `Must be ${COMPONENT_LIMITS.rows} or fewer in length.`;
  return (components ?? []).length > COMPONENT_LIMITS.rows
    ? [fault(['components'], 'BASE_TYPE_MAX_LENGTH', message)]
    : [];
}

function legacyFields(layout: Layout): FormFault[] {
  const code = 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2';
  return (['content', 'embeds'] as const)
    .filter((name) => (layout[name]?.length ?? 0) > 0)
    .map((name) =>
      fault([name], code, `The '${name}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`),
    );
}

function tooMany({ components }: Layout): FormFault[] {
  const message = `The maximum number of total components is ${COMPONENT_LIMITS.total}.`;
  return [...walkComponents(components ?? [])].length > COMPONENT_LIMITS.total
    ? [fault(['components'], 'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED', message)]
    : [];
}

function tooLong({ components }: Layout): FormFault[] {
  const message = `Components displayable text size exceeds maximum size of ${COMPONENT_LIMITS.text}`;
  const length = textsOf(components ?? []).reduce((sum, text) => sum + characters(text), 0);
  return length > COMPONENT_LIMITS.text
    ? [fault(['components'], 'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED', message)]
    : [];
}

function repeatedCustomIds({ components }: Layout): FormFault[] {
  const message = 'Component custom id cannot be duplicated';
  const seen = new Set<unknown>();
  return [...walkComponents(components ?? [])].flatMap(({ path, component: { custom_id: customId } }) => {
    const isRepeated = customId !== undefined && customId !== null && seen.has(customId);
    seen.add(customId);
    return isRepeated ? [fault([...path, 'custom_id'], 'COMPONENT_CUSTOM_ID_DUPLICATED', message)] : [];
  });
}
