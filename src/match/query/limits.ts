/** What a query may be at most; beyond it, it is refused with these figures. */
export const queryLimits = { characters: 500, depth: 10, terms: 40 };

/** A prefix of fewer letters would be found in every other item. */
export const shortestPrefix = 3;
