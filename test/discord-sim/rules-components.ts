import { ComponentType } from 'discord.js';
import { z } from 'zod';
import { fault, text, withRules } from './form.ts';
import { button, COMPONENT_LIMITS, entitySelect, id, stringSelect } from './rules-controls.ts';
import { address } from './rules-embed.ts';

const media = z.object({ url: address(['http', 'https', 'attachment']) });

const row = withRules(
  z.object({
    ...id,
    type: z.literal(ComponentType.ActionRow),
    components: z
      .array(z.discriminatedUnion('type', [button, stringSelect, entitySelect]))
      .min(1)
      .max(COMPONENT_LIMITS.buttonsPerRow),
  }),
  [
    ({ components }) =>
      components.length > 1 && components.some(({ type }) => type !== ComponentType.Button)
        ? [
            fault(
              ['components'],
              'COMPONENT_LAYOUT_WIDTH_EXCEEDED',
              'The specified component exceeds the maximum width',
            ),
          ]
        : [],
  ],
);

/** A stretch of Markdown, in messages with Components V2 and in modals. */
export const textDisplay = z.object({
  ...id,
  type: z.literal(ComponentType.TextDisplay),
  content: text(COMPONENT_LIMITS.text, 1),
});

const described = { description: text(1024).nullish(), spoiler: z.boolean().nullish() };
const thumbnail = z.object({ ...id, ...described, type: z.literal(ComponentType.Thumbnail), media });

const section = z.object({
  ...id,
  type: z.literal(ComponentType.Section),
  components: z.array(textDisplay).min(1).max(COMPONENT_LIMITS.sectionTexts),
  accessory: z.discriminatedUnion('type', [button, thumbnail]),
});

const gallery = z.object({
  ...id,
  type: z.literal(ComponentType.MediaGallery),
  items: z
    .array(z.object({ ...described, media }))
    .min(1)
    .max(COMPONENT_LIMITS.galleryItems),
});

const file = z.object({
  ...id,
  type: z.literal(ComponentType.File),
  file: z.object({ url: address(['attachment']) }),
  spoiler: z.boolean().nullish(),
});

const separator = z.object({
  ...id,
  type: z.literal(ComponentType.Separator),
  divider: z.boolean().nullish(),
  spacing: z.int().min(1).max(2).nullish(),
});

const container = z.object({
  ...id,
  type: z.literal(ComponentType.Container),
  components: z
    .array(z.discriminatedUnion('type', [row, textDisplay, section, gallery, separator, file]))
    .min(1),
  accent_color: z.int().min(0).max(0xffffff).nullish(),
  spoiler: z.boolean().nullish(),
});

/** What may stand at the top of a message. */
export const componentSchema = z.discriminatedUnion('type', [
  row,
  textDisplay,
  section,
  gallery,
  separator,
  file,
  container,
]);

export type Component = z.infer<typeof componentSchema>;
