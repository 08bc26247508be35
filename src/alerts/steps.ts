/**
 * The durable steps an alert goes through, in order. Between any two of them the process may die; what is on disk
 * then is enough to go on from. Tests stop the process at each.
 */
export const alertSteps = [
  'story-assigned',
  'outbox-written',
  'item-seen',
  'feed-saved',
  'alert-sending',
  'message-posted',
  'alert-delivered',
  'outbox-cleared',
] as const;

/** The durable steps of alerts that are folded into a digest, in place of the last four. */
export const digestSteps = [
  'digest-recorded',
  'digest-sending',
  'digest-posted',
  'digest-delivered',
  'digest-cleared',
] as const;

/** The durable steps of a story that grows, in place of outbox-written and of what follows on delivery. */
export const growthSteps = ['growth-written', 'message-edited', 'growth-cleared'] as const;

/** All of them. */
export const durableSteps = [...alertSteps, ...digestSteps, ...growthSteps] as const;

export type DurableStep = (typeof durableSteps)[number];

/** Is told right after each durable step. */
export type OnStep = (step: DurableStep) => void;
