import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BotProcess, startProcess } from '../support/bot-process.ts';
import { hasBrowser, openBrowser, openPage, requireBrowserInCi } from './demo-browser.ts';
import { until } from './desk.ts';

requireBrowserInCi();

describe.skipIf(!hasBrowser)('the demo in a browser', () => {
  let demo: BotProcess;
  let folder: string;
  let browser: Browser;
  let page: Page;
  let faults: readonly string[];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'wirewatch-demo-'));
    demo = startProcess(['test/demo/demo.ts', '--port', '0'], {}, process.cwd());
    browser = await openBrowser();
    await until('the demo prints its address', () => /Open http\S+/.test(demo.output()), 90_000);
    const url = /Open (http\S+)/.exec(demo.output())?.[1] ?? '';
    ({ page, faults } = await openPage(browser, url));
  });

  afterAll(async () => {
    await Promise.all([browser.close(), demo.stop()]);
    await rm(folder, { recursive: true, force: true });
  });

  it('shows alerts for both keywords within seconds', async () => {
    const alerts = page.locator('article .container');
    await alerts.filter({ hasText: "Beijing's Victory Day parade" }).waitFor();
    await alerts.filter({ hasText: 'SCO summit in Tianjin' }).waitFor();
    // The page that is opened later shows the same.
    await page.reload();
    await until('two alerts are in view', async () => (await countInView(page)) >= 2);
    expect(await alerts.locator('strong', { hasText: 'Kim Jong Un' }).count()).toBeGreaterThan(0);
    const picture =
      process.env.UPDATE_SCREENSHOTS === '1' ? 'docs/images/demo.png' : join(folder, 'demo.png');
    await page.screenshot({ path: picture });
  });

  it('completes a command from what the bot suggests, and shows its answer to the asker alone', async () => {
    await page.keyboard.press('/');
    await page.keyboard.type('watch te');
    await page.getByRole('option', { name: '/watch test' }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.type('sc');
    await page.getByRole('option', { name: 'SCO', exact: true }).waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    const answer = page.locator('article.ephemeral').last();
    await answer.getByText('Only you can see this').waitFor();
    expect(await answer.innerText()).toContain('SCO');
    const before = await page.locator('article.ephemeral').count();
    await answer.getByRole('button', { name: 'Dismiss message' }).click();
    expect(await page.locator('article.ephemeral').count()).toBe(before - 1);
  });

  it('explains an alert when its button is pressed', async () => {
    await page.getByRole('button', { name: 'Why?' }).last().click();
    const answer = page.locator('article.ephemeral', { hasText: 'Posted for the watchlist' });
    await answer.waitFor();
    expect(await answer.innerText()).toContain('Read in:');
  });

  it('has made no mistake in the browser', () => {
    expect(faults).toEqual([]);
  });
});

/** How many alerts are seen from top to bottom. */
async function countInView(page: Page): Promise<number> {
  const boxes = await Promise.all(
    (await page.locator('article .container').all()).map((one) => one.boundingBox()),
  );
  const height = page.viewportSize()?.height ?? 0;
  return boxes.filter((box) => box !== null && box.y >= 48 && box.y + box.height <= height).length;
}
