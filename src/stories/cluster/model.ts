import type { Model } from './likelihood.ts';

/** Learned from the training stories of test/data/stories; `node bench/stories/fit.ts` prints it. */
export const learnedModel: Model = {
  bias: 6.384,
  weights: {
    whole: 2.738,
    titleInStory: 0.559,
    rarestShared: 1.846,
    shared: 0.401,
    missing: -0.701,
    gap: -0.966,
    age: -0.114,
    size: -0.96,
  },
  threshold: 0.7,
};
