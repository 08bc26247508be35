/**
 * The durable steps an alert goes through, in order. Between any two of them the process may die; what is on disk
 * then is enough to go on from. Tests stop the process at each.
 */
export const durableSteps = [
  'story-assigned',
  'outbox-written',
  'item-seen',
  'feed-saved',
  'alert-sending',
  'message-posted',
  'alert-delivered',
  'outbox-cleared',
] as const;

export type DurableStep = (typeof durableSteps)[number];

/** Is told right after each durable step. */
export type OnStep = (step: DurableStep) => void;
