/**
 * What was wrong with a document that had to be mended to be read: it is no well-formed XML; or it ends too early, or
 * is nested too deep to be followed, so that only what came before was read.
 */
export type FeedFault = 'ill-formed' | 'truncated';

const words: Readonly<Record<FeedFault, string>> = {
  'ill-formed': 'is no well-formed XML; it was mended as far as its entries go',
  truncated: 'was cut off; only the entries before that were read',
};

/** What is wrong with a feed, to be put behind its name. */
export const describeFault = (fault: FeedFault): string => words[fault];
