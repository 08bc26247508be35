import { describe, expect, it } from 'vitest';
import { request, startForTest } from './connect.ts';
import { hasOpenApi, openApiPath } from './openapi.ts';

const isMissing = !hasOpenApi();
if (isMissing)
  console.error(
    `Skipped: no Discord OpenAPI description at ${openApiPath()}; set DISCORD_OPENAPI to its path.`,
  );

describe("Discord's OpenAPI description", () => {
  it.runIf(process.env.CI === 'true')('is there in continuous integration', () => {
    expect(isMissing).toBe(false);
  });

  it.skipIf(isMissing).each([
    ['a sticker that is no id', { content: 'a', sticker_ids: [1] }],
    ['a poll without a question', { content: 'a', poll: { answers: [] } }],
    ['too many stickers', { content: 'a', sticker_ids: ['1', '2', '3', '4'] }],
  ])("refuses what the project's own rules do not look at: %s", async (_what, body) => {
    const sim = await startForTest();
    const reply = await request(sim, 'POST', `/channels/${sim.channel('alerts').id}/messages`, body);
    expect(reply).toMatchObject({ status: 400, body: { code: 50035, message: 'Invalid Form Body' } });
    expect(sim.messages(sim.channel('alerts').id)).toEqual([]);
  });
});
