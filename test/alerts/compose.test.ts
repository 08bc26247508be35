import { describe, expect, it } from 'vitest';
import { alertId } from '../../src/alerts/compose.ts';

describe('alertId', () => {
  it('is the same for the same channel and story', () => {
    expect(alertId('1', 's')).toBe(alertId('1', 's'));
  });

  it('differs between channels and between stories', () => {
    expect(new Set([alertId('1', 's'), alertId('2', 's'), alertId('1', 't'), alertId('1s', '')]).size).toBe(
      4,
    );
  });

  it('fits into a nonce of 25 characters', () => {
    expect(alertId('200000000000000001', 'story').length).toBeLessThanOrEqual(25);
  });
});
