import { MessageFlags } from 'discord.js';
import { z } from 'zod';
import { fault, text, trimmed, withRules } from './form.ts';
import { componentSchema } from './rules-components.ts';
import { COMPONENT_LIMITS } from './rules-controls.ts';
import { embedsSchema } from './rules-embed.ts';
import { layoutFaults, usesComponentsV2 } from './rules-layout.ts';

/** https://discord.com/developers/docs/resources/message#create-message. */
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
  content: trimmed(MESSAGE_LIMITS.content).nullish(),
  embeds: embedsSchema.nullish(),
  components: z.array(componentSchema).max(COMPONENT_LIMITS.total).nullish(),
  allowed_mentions: allowedMentions.nullish(),
  flags: z.int().min(0).nullish(),
  tts: z.boolean().nullish(),
  nonce: z.union([text(MESSAGE_LIMITS.nonce), z.int()]).nullish(),
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
        description: text(1024).nullish(),
      }),
    )
    .max(MESSAGE_LIMITS.files)
    .nullish(),
});

/** The body of a message create, edit, interaction answer or followup, read and found within Discord's limits. */
export type MessageForm = z.infer<typeof messageShape>;

/** A message body as it stands alone: whether it is Components V2 is decided by its own flags. */
export const messageSchema = withRules(messageShape, [layoutFaults]);

/** The body of an edit: the flags that the message already has count too, and V2 can't be taken off again. */
export function editSchema(message: { readonly flags: number }): typeof messageShape {
  const before = usesComponentsV2(message);
  return withRules(messageShape, [
    (form) =>
      layoutFaults({ ...form, flags: (form.flags ?? 0) | (before ? MessageFlags.IsComponentsV2 : 0) }),
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
