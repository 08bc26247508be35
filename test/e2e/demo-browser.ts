import { existsSync } from 'node:fs';
import process from 'node:process';
import { type Browser, chromium, type Page } from 'playwright-core';
import { expect, it } from 'vitest';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const found = places.find((path) => existsSync(path));
const mend = 'the demo page can only be tested with Chromium: apt-get install chromium';

/** Whether there is a browser to test the page with. */
export const hasBrowser = found !== undefined;

/** Says what to install where there is no browser, and fails where that may not be. */
export function requireBrowserInCi(): void {
  const isMissed = !hasBrowser && process.env.CI === 'true';
  if (!hasBrowser && !isMissed) process.stderr.write(`Skipped: ${mend}\n`);
  it('has a browser to be tested with, or may do without', () => {
    expect(isMissed ? mend : null).toBeNull();
  });
}

/** Starts a browser that talks to nobody but the pages it is given. */
export async function openBrowser(): Promise<Browser> {
  return chromium.launch({
    ...(found === undefined ? {} : { executablePath: found }),
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** A page that keeps what went wrong in it. */
export async function openPage(
  browser: Browser,
  url: string,
  viewport = { width: 1280, height: 800 },
): Promise<{ page: Page; faults: readonly string[] }> {
  const page = await browser.newPage({ viewport });
  const faults: string[] = [];
  page.on('pageerror', ({ message }) => faults.push(message));
  page.on('dialog', (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('console', (line) => {
    if (line.type() === 'error') faults.push(line.text());
  });
  await page.goto(url);
  return { page, faults };
}
