import { InteractionResponseType as Answer, ComponentType } from 'discord.js';
import { z } from 'zod';
import { text } from './form.ts';
import { COMMAND_LIMITS, choiceSchema } from './rules-command.ts';
import { textDisplay } from './rules-components.ts';
import { COMPONENT_LIMITS, selectSchema } from './rules-controls.ts';
import { editSchema, messageSchema } from './rules-message.ts';

/** https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response-object-modal */
export const MODAL_LIMITS = {
  title: 45,
  components: 5,
  label: 45,
  labelDescription: 100,
  inputPlaceholder: 100,
  inputValue: 4000,
} as const;

const textInput = z.object({
  id: z.int().nullish(),
  type: z.literal(ComponentType.TextInput),
  custom_id: text(COMPONENT_LIMITS.customId, 1),
  style: z.int().min(1).max(2),
  label: text(MODAL_LIMITS.label, 1).nullish(),
  min_length: z.int().min(0).max(MODAL_LIMITS.inputValue).nullish(),
  max_length: z.int().min(1).max(MODAL_LIMITS.inputValue).nullish(),
  required: z.boolean().nullish(),
  value: text(MODAL_LIMITS.inputValue).nullish(),
  placeholder: text(MODAL_LIMITS.inputPlaceholder).nullish(),
});

const modalComponent = z.discriminatedUnion('type', [
  z.object({
    id: z.int().nullish(),
    type: z.literal(ComponentType.ActionRow),
    components: z.array(textInput).length(1),
  }),
  z.object({
    id: z.int().nullish(),
    type: z.literal(ComponentType.Label),
    label: text(MODAL_LIMITS.label, 1),
    description: text(MODAL_LIMITS.labelDescription).nullish(),
    component: z.discriminatedUnion('type', [textInput, selectSchema]),
  }),
  textDisplay,
]);

const modalSchema = z.object({
  custom_id: text(COMPONENT_LIMITS.customId, 1),
  title: text(MODAL_LIMITS.title, 1),
  components: z.array(modalComponent).min(1).max(MODAL_LIMITS.components),
});

export type Modal = z.infer<typeof modalSchema>;

/** The body of an interaction's callback; an update is measured against the message that it changes. */
export function callbackSchema(message: { readonly flags: number } = { flags: 0 }) {
  return z.discriminatedUnion('type', [
    z.object({ type: z.literal(Answer.ChannelMessageWithSource), data: messageSchema }),
    z.object({
      type: z.literal(Answer.DeferredChannelMessageWithSource),
      data: z.object({ flags: z.int().nullish() }).nullish(),
    }),
    z.object({ type: z.literal(Answer.DeferredMessageUpdate) }),
    z.object({ type: z.literal(Answer.UpdateMessage), data: editSchema(message).nullish() }),
    z.object({
      type: z.literal(Answer.ApplicationCommandAutocompleteResult),
      data: z.object({ choices: z.array(choiceSchema).max(COMMAND_LIMITS.choices) }),
    }),
    z.object({ type: z.literal(Answer.Modal), data: modalSchema }),
  ]);
}

export type Callback = z.infer<ReturnType<typeof callbackSchema>>;
