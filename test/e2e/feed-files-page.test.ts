import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasBrowser, openBrowser, openPage, requireBrowserInCi } from './demo-browser.ts';
import { type Desk, openDesk } from './desk.ts';

requireBrowserInCi();

describe.skipIf(!hasBrowser)('files on the page of the local Discord', () => {
  let desk: Desk;
  let browser: Browser;
  beforeAll(async () => {
    desk = await openDesk({ pageDir: join(import.meta.dirname, '../discord-sim/page') });
    browser = await openBrowser();
    desk.news.feed('/wire', 'Sample Wire', [{ title: 'A summit ends', guid: '1' }]);
    await desk.startBot();
  });
  afterAll(async () => {
    await Promise.all([browser.close(), desk.close()]);
  });

  it('are chosen for a command, and come back as links', async () => {
    const { page, faults } = await openPage(browser, desk.sim.url);
    await page.getByText('general').first().waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('feed import ');
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('option', { name: 'Choose a file…' }).click(),
    ]);
    await chooser.setFiles({
      name: 'feeds.opml',
      mimeType: 'text/x-opml',
      buffer: Buffer.from(
        `<opml version="2.0"><body><outline text="Wire" xmlUrl="${desk.news.url}/wire"/></body></opml>`,
      ),
    });
    await page.getByRole('combobox', { name: /^file/ }).and(page.locator('.picked input')).waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('Imported 1 of 1 feeds').waitFor();

    await page.keyboard.press('/');
    await page.keyboard.type('feed export ');
    await page.keyboard.press('Enter');
    const link = page.getByRole('link', { name: 'feeds.opml' });
    await link.waitFor();
    const address = (await link.getAttribute('href')) ?? '';
    expect(await (await fetch(new URL(address, desk.sim.url))).text()).toContain(`${desk.news.url}/wire`);
    expect(faults).toEqual([]);
  });
});
