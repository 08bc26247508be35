import { InteractionResponseType as Answer, ComponentType } from 'discord.js';
import { z } from 'zod';
import { COMMAND_LIMITS, choiceSchema } from './rules-command.ts';
import { COMPONENT_LIMITS, selectSchema, textDisplay } from './rules-components.ts';
import { messageSchema } from './rules-message.ts';

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
  custom_id: z.string().min(1).max(COMPONENT_LIMITS.customId),
  style: z.int().min(1).max(2),
  label: z.string().min(1).max(MODAL_LIMITS.label).nullish(),
  min_length: z.int().min(0).max(MODAL_LIMITS.inputValue).nullish(),
  max_length: z.int().min(1).max(MODAL_LIMITS.inputValue).nullish(),
  required: z.boolean().nullish(),
  value: z.string().max(MODAL_LIMITS.inputValue).nullish(),
  placeholder: z.string().max(MODAL_LIMITS.inputPlaceholder).nullish(),
});

const modalComponent = z.union([
  z.object({
    id: z.int().nullish(),
    type: z.literal(ComponentType.ActionRow),
    components: z.array(textInput).length(1),
  }),
  z.object({
    id: z.int().nullish(),
    type: z.literal(ComponentType.Label),
    label: z.string().min(1).max(MODAL_LIMITS.label),
    description: z.string().max(MODAL_LIMITS.labelDescription).nullish(),
    component: z.union([textInput, selectSchema]),
  }),
  textDisplay,
]);

const modalSchema = z.object({
  custom_id: z.string().min(1).max(COMPONENT_LIMITS.customId),
  title: z.string().min(1).max(MODAL_LIMITS.title),
  components: z.array(modalComponent).min(1).max(MODAL_LIMITS.components),
});

export type Modal = z.infer<typeof modalSchema>;

/** The body of an interaction's callback. */
export const callbackSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal(Answer.ChannelMessageWithSource), data: messageSchema }),
  z.object({
    type: z.literal(Answer.DeferredChannelMessageWithSource),
    data: z.object({ flags: z.int().nullish() }).nullish(),
  }),
  z.object({ type: z.literal(Answer.DeferredMessageUpdate) }),
  z.object({ type: z.literal(Answer.UpdateMessage), data: messageSchema.nullish() }),
  z.object({
    type: z.literal(Answer.ApplicationCommandAutocompleteResult),
    data: z.object({ choices: z.array(choiceSchema).max(COMMAND_LIMITS.choices) }),
  }),
  z.object({ type: z.literal(Answer.Modal), data: modalSchema }),
]);

export type Callback = z.infer<typeof callbackSchema>;
