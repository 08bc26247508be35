import { describe, expect, it } from 'vitest';
import { daysIn } from '../../src/stories/dates.ts';

describe('daysIn', () => {
  it.each([
    ['China held a parade in Beijing on 3 September 2025.', ['9-3']],
    ['BEIJING, Sept. 3 (Wire) - China held a parade.', ['9-3']],
    ['El 3 de septiembre de 2025', ['9-3']],
    ['Am 3. September 2025', ['9-3']],
    ['3 сентября 2025 года', ['9-3']],
    ['On September 2 and on September 3', ['9-2', '9-3']],
    ['The 80 years since the end of the war, with 50,000 guests in March', []],
    ['', []],
  ])('of %j are %j', (text, days) => {
    expect(daysIn(text)).toEqual(days);
  });
});
