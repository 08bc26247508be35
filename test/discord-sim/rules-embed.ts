import { z } from 'zod';
import { characters, fault, text, trimmed, trimmedRequired, withRules } from './form.ts';
import type { FormFault } from './refusals.ts';

/** https://discord.com/developers/docs/resources/message#embed-object-embed-limits. */
export const EMBED_LIMITS = {
  embeds: 10,
  title: 256,
  description: 4096,
  fields: 25,
  fieldName: 256,
  fieldValue: 1024,
  footer: 2048,
  author: 256,
  url: 2048,
  /** Of all these texts together, over all embeds of a message. */
  total: 6000,
} as const;

/** An address with one of the schemes that Discord takes at this place. */
export function address(schemes: readonly string[], max: number = EMBED_LIMITS.url): z.ZodString {
  return withRules(text(max), [
    (value) => {
      const scheme = URL.parse(value)?.protocol.slice(0, -1);
      if (scheme === undefined) return [fault([], 'URL_TYPE_INVALID_URL', 'Not a well formed URL.')];
      if (schemes.includes(scheme)) return [];
      const allowed = schemes.map((name) => `'${name}'`).join(', ');
      return [
        fault(
          [],
          'URL_TYPE_INVALID_SCHEME',
          `Scheme "${scheme}" is not supported. Scheme must be one of (${allowed}).`,
        ),
      ];
    },
  ]);
}

const link = address(['http', 'https', 'discord']);
const picture = z.object({ url: address(['http', 'https', 'attachment']) });

const embedShape = z.object({
  title: trimmed(EMBED_LIMITS.title).nullish(),
  description: trimmed(EMBED_LIMITS.description).nullish(),
  url: link.nullish(),
  timestamp: z.iso.datetime({ offset: true }).nullish(),
  color: z.int().min(0).max(0xffffff).nullish(),
  footer: z
    .object({
      text: trimmedRequired(EMBED_LIMITS.footer),
      icon_url: address(['http', 'https', 'attachment']).nullish(),
    })
    .nullish(),
  image: picture.nullish(),
  thumbnail: picture.nullish(),
  author: z
    .object({
      name: trimmedRequired(EMBED_LIMITS.author),
      url: link.nullish(),
      icon_url: address(['http', 'https', 'attachment']).nullish(),
    })
    .nullish(),
  fields: z
    .array(
      z.object({
        name: trimmedRequired(EMBED_LIMITS.fieldName),
        value: trimmedRequired(EMBED_LIMITS.fieldValue),
        inline: z.boolean().nullish(),
      }),
    )
    .max(EMBED_LIMITS.fields)
    .nullish(),
});

export type Embed = z.infer<typeof embedShape>;

/** The embeds of a message, each within its limits and together within the total. */
export const embedsSchema = withRules(z.array(embedShape).max(EMBED_LIMITS.embeds), [
  (embeds) => embeds.flatMap(somethingToShow),
  (embeds) =>
    embeds.reduce((sum, embed) => sum + embedLength(embed), 0) > EMBED_LIMITS.total
      ? [fault([], 'MAX_EMBED_SIZE_EXCEEDED', `Embed size exceeds maximum size of ${EMBED_LIMITS.total}`)]
      : [],
]);

/** How many characters of an embed count towards the total. */
export function embedLength(embed: Embed): number {
  const texts = [embed.title, embed.description, embed.footer?.text, embed.author?.name];
  for (const field of embed.fields ?? []) texts.push(field.name, field.value);
  return texts.reduce((sum, part) => sum + characters(part ?? ''), 0);
}

function somethingToShow(embed: Embed, index: number): FormFault[] {
  const shown = [embed.image, embed.thumbnail, embed.footer, embed.author, embed.fields?.[0]];
  return embed.title || embed.description || shown.some(Boolean)
    ? []
    : [fault([index, 'description'], 'BASE_TYPE_REQUIRED', 'This field is required')];
}
