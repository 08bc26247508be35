import { ComponentType, MessageFlags } from 'discord.js';
import { z } from 'zod';
import { walkComponents } from './component-tree.ts';
import { fault, withRules } from './form.ts';
import type { FormFault } from './refusals.ts';
import { COMPONENT_LIMITS, componentSchema } from './rules-components.ts';
import { embedsSchema } from './rules-embed.ts';

/** https://discord.com/developers/docs/resources/message#create-message; characters as UTF-16 counts them. */
export const MESSAGE_LIMITS = { content: 2000, nonce: 25, files: 10, fileBytes: 10 * 1024 * 1024 } as const;

const ids = z.array(z.string()).max(100).nullish();

const allowedMentions = withRules(
  z.object({
    parse: z.array(z.enum(['roles', 'users', 'everyone'])).nullish(),
    roles: ids,
    users: ids,
    replied_user: z.boolean().nullish(),
  }),
  [
    (mentions) =>
      (['roles', 'users'] as const)
        .filter((kind) => mentions.parse?.includes(kind) && (mentions[kind]?.length ?? 0) > 0)
        .map((kind) =>
          fault(
            ['parse'],
            'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
            `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`,
          ),
        ),
  ],
);

const messageShape = z.object({
  content: z.string().trim().max(MESSAGE_LIMITS.content).nullish(),
  embeds: embedsSchema.nullish(),
  components: z.array(componentSchema).max(COMPONENT_LIMITS.total).nullish(),
  allowed_mentions: allowedMentions.nullish(),
  flags: z.int().min(0).nullish(),
  tts: z.boolean().nullish(),
  nonce: z.union([z.string().max(MESSAGE_LIMITS.nonce), z.int()]).nullish(),
  enforce_nonce: z.boolean().nullish(),
  message_reference: z
    .object({
      message_id: z.string(),
      channel_id: z.string().nullish(),
      fail_if_not_exists: z.boolean().nullish(),
    })
    .nullish(),
  attachments: z
    .array(
      z.object({
        id: z.union([z.string(), z.int()]),
        filename: z.string().nullish(),
        description: z.string().max(1024).nullish(),
      }),
    )
    .max(MESSAGE_LIMITS.files)
    .nullish(),
});

/** The body of a message create, edit, interaction answer or followup, read and found within Discord's limits. */
export type MessageForm = z.infer<typeof messageShape>;

/** Whether a message (or the body that makes it) uses Components V2. */
export function usesComponentsV2(message: { readonly flags?: number | null | undefined }): boolean {
  return ((message.flags ?? 0) & MessageFlags.IsComponentsV2) !== 0;
}

/** A message body as it stands alone: whether it says V2 is decided by its own flags. */
export const messageSchema = withRules(messageShape, [layoutFaults, customIdFaults]);

/** The body of an edit: the flags that the message already has count too, and V2 can't be taken off again. */
export function editSchema(message: { readonly flags: number }): typeof messageShape {
  const before = usesComponentsV2(message);
  return withRules(messageShape, [
    (form) =>
      layoutFaults({ ...form, flags: (form.flags ?? 0) | (before ? MessageFlags.IsComponentsV2 : 0) }),
    customIdFaults,
    ({ flags }) =>
      before && flags !== null && flags !== undefined && !usesComponentsV2({ flags })
        ? [
            fault(
              ['flags'],
              'MESSAGE_CANNOT_REMOVE_COMPONENTS_V2_FLAG',
              'The IS_COMPONENTS_V2 flag cannot be removed.',
            ),
          ]
        : [],
  ]);
}

function layoutFaults(form: MessageForm): FormFault[] {
  return usesComponentsV2(form) ? v2Faults(form) : classicFaults(form);
}

function classicFaults({ components }: MessageForm): FormFault[] {
  const list = components ?? [];
  const faults = list.flatMap(({ type }, index) =>
    type === ComponentType.ActionRow
      ? []
      : [
          fault(
            ['components', index, 'type'],
            'UNION_TYPE_CHOICES',
            'Value of field "type" must be one of (1,).',
          ),
        ],
  );
  return list.length > COMPONENT_LIMITS.rows
    ? [
        ...faults,
        fault(['components'], 'BASE_TYPE_MAX_LENGTH', `Must be ${COMPONENT_LIMITS.rows} or fewer in length.`),
      ]
    : faults;
}

function v2Faults(form: MessageForm): FormFault[] {
  const legacy = (['content', 'embeds'] as const)
    .filter((name) => (form[name]?.length ?? 0) > 0)
    .map((name) =>
      fault(
        [name],
        'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
        `The '${name}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`,
      ),
    );
  const placed = [...walkComponents(form.components ?? [])];
  const characters = placed.reduce(
    (sum, { component }) =>
      sum + (component.type === ComponentType.TextDisplay ? String(component.content).length : 0),
    0,
  );
  if (placed.length > COMPONENT_LIMITS.total)
    legacy.push(
      fault(
        ['components'],
        'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED',
        `The maximum number of total components is ${COMPONENT_LIMITS.total}.`,
      ),
    );
  if (characters > COMPONENT_LIMITS.text)
    legacy.push(
      fault(
        ['components'],
        'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
        `Total displayable text size exceeds maximum size of ${COMPONENT_LIMITS.text}`,
      ),
    );
  return legacy;
}

function customIdFaults({ components }: MessageForm): FormFault[] {
  const seen = new Set<unknown>();
  return [...walkComponents(components ?? [])].flatMap(({ path, component: { custom_id: customId } }) => {
    if (typeof customId !== 'string') return [];
    const repeated = seen.has(customId);
    seen.add(customId);
    return repeated
      ? [
          fault(
            [...path, 'custom_id'],
            'COMPONENT_CUSTOM_ID_DUPLICATED',
            'Component custom id cannot be duplicated',
          ),
        ]
      : [];
  });
}
