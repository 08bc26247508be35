import { type FeatureName, featureNames } from './features.ts';

/** What was learned from labelled news. */
export interface Model {
  readonly bias: number;
  readonly weights: Readonly<Record<FeatureName, number>>;
  /** An item joins a story where the chance that it belongs there is above this. */
  readonly threshold: number;
}

/** The chance that an item belongs to a story: logistic regression. */
export function likelihood(features: readonly number[], model: Model): number {
  let sum = model.bias;
  for (const [index, name] of featureNames.entries()) sum += (features[index] ?? 0) * model.weights[name];
  return 1 / (1 + Math.exp(-sum));
}
