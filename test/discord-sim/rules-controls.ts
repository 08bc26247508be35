import { ButtonStyle, ComponentType } from 'discord.js';
import { z } from 'zod';
import { fault, text, withRules } from './form.ts';
import type { FormFault } from './refusals.ts';
import { address } from './rules-embed.ts';

/** https://discord.com/developers/docs/components/reference */
export const COMPONENT_LIMITS = {
  customId: 100,
  rows: 5,
  buttonsPerRow: 5,
  buttonLabel: 80,
  linkUrl: 512,
  selectOptions: 25,
  optionText: 100,
  placeholder: 150,
  /** Components V2: all components of a message, nested ones counted. */
  total: 40,
  sectionTexts: 3,
  galleryItems: 10,
  /** Components V2: one text display, and all of a message together. */
  text: 4000,
  /**
   * Components V2: UTF-8 bytes of all text displays and 12 for each; Discord answers 500 beyond it.
   * https://github.com/discord/discord-api-docs/issues/8554
   */
  textBytes: 10_170,
  textDisplayBytes: 12,
} as const;

/** Discord numbers the components that come without an id. */
export const id = { id: z.int().min(0).nullish() };
const customId = text(COMPONENT_LIMITS.customId, 1);
const emoji = z.object({
  id: z.string().nullish(),
  name: z.string().nullish(),
  animated: z.boolean().nullish(),
});

/** A button with its label, emoji or link. */
export const button = withRules(
  z.object({
    ...id,
    type: z.literal(ComponentType.Button),
    style: z.int().min(1).max(6),
    label: text(COMPONENT_LIMITS.buttonLabel).nullish(),
    emoji: emoji.nullish(),
    custom_id: customId.nullish(),
    url: address(['http', 'https', 'discord'], COMPONENT_LIMITS.linkUrl).nullish(),
    sku_id: z.string().nullish(),
    disabled: z.boolean().nullish(),
  }),
  [
    ({ style, custom_id, url, label, emoji: picture }) => {
      const faults: FormFault[] = [];
      const isLink = style === ButtonStyle.Link;
      if (isLink && !url) faults.push(fault(['url'], 'BASE_TYPE_REQUIRED', 'This field is required'));
      if (isLink && custom_id)
        faults.push(
          fault(
            [],
            'BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE',
            'A custom id and url cannot both be specified',
          ),
        );
      if (!isLink && style !== ButtonStyle.Premium && !custom_id)
        faults.push(fault(['custom_id'], 'BASE_TYPE_REQUIRED', 'This field is required'));
      if (style !== ButtonStyle.Premium && !label && !picture)
        faults.push(fault([], 'BUTTON_COMPONENT_INVALID', 'A button needs a label or an emoji'));
      return faults;
    },
  ],
);

const selectFields = {
  ...id,
  custom_id: customId,
  placeholder: text(COMPONENT_LIMITS.placeholder).nullish(),
  min_values: z.int().min(0).max(COMPONENT_LIMITS.selectOptions).nullish(),
  max_values: z.int().min(1).max(COMPONENT_LIMITS.selectOptions).nullish(),
  disabled: z.boolean().nullish(),
  required: z.boolean().nullish(),
};

const optionText = text(COMPONENT_LIMITS.optionText, 1);
/** A menu of given texts. */
export const stringSelect = withRules(
  z.object({
    ...selectFields,
    type: z.literal(ComponentType.StringSelect),
    options: z
      .array(
        z.object({
          label: optionText,
          value: optionText,
          description: text(COMPONENT_LIMITS.optionText).nullish(),
          emoji: emoji.nullish(),
          default: z.boolean().nullish(),
        }),
      )
      .min(1)
      .max(COMPONENT_LIMITS.selectOptions),
  }),
  [
    ({ options }) =>
      options.flatMap(({ value }, index) =>
        options.findIndex((other) => other.value === value) < index
          ? [
              fault(
                ['options', index, 'value'],
                'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
                'The specified option value is already used',
              ),
            ]
          : [],
      ),
  ],
);

/** A menu of users, roles, both or channels. */
export const entitySelect = z.object({
  ...selectFields,
  type: z.union([
    z.literal(ComponentType.UserSelect),
    z.literal(ComponentType.RoleSelect),
    z.literal(ComponentType.MentionableSelect),
    z.literal(ComponentType.ChannelSelect),
  ]),
  channel_types: z.array(z.int()).nullish(),
  default_values: z
    .array(z.object({ id: z.string(), type: z.string() }))
    .max(25)
    .nullish(),
});

/** Any select menu. */
export const selectSchema = z.discriminatedUnion('type', [stringSelect, entitySelect]);
