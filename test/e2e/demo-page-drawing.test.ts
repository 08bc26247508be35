import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type DiscordSim, startDiscordSim } from '../discord-sim/sim.ts';
import { hasBrowser, openBrowser, openPage, requireBrowserInCi } from './demo-browser.ts';
import { until } from './desk.ts';

requireBrowserInCi();

const interactionShape = z.object({
  id: z.string(),
  token: z.string(),
  type: z.number(),
  data: z.looseObject({ custom_id: z.string().optional() }),
});
type Interaction = z.infer<typeof interactionShape>;

const commands = [
  { name: 'form', description: 'Shows a form' },
  { name: 'silent', description: 'Is never answered' },
  { name: 'slow', description: 'Is answered in two steps' },
  {
    name: 'move',
    description: 'Moves somewhere',
    options: [
      { name: 'channel', description: 'Where to', type: 7, required: true },
      { name: 'role', description: 'For whom', type: 8 },
      { name: 'times', description: 'How often', type: 4, min_value: 1, max_value: 3 },
    ],
  },
];

const form = {
  custom_id: 'form',
  title: 'A form',
  components: [
    {
      type: 18,
      label: 'Your word',
      component: { type: 4, custom_id: 'word', style: 1, required: true, max_length: 20 },
    },
  ],
};

describe.skipIf(!hasBrowser)("the page of the local Discord, with a bot that does a test's bidding", () => {
  let sim: DiscordSim;
  let browser: Browser;
  let page: Page;
  let faults: readonly string[];
  let heard: Interaction[] = [];

  async function call(method: string, path: string, body: unknown): Promise<unknown> {
    const response = await fetch(`${sim.apiUrl}/v10${path}`, {
      method,
      headers: { authorization: `Bot ${sim.token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
    return response.status === 204 ? null : response.json();
  }

  const answer = ({ id, token }: Interaction, body: unknown) =>
    call('POST', `/interactions/${id}/${token}/callback`, body);
  const post = (channel: string, body: unknown) =>
    call('POST', `/channels/${sim.channel(channel).id}/messages`, body);
  const lastHeard = async (): Promise<Interaction> => {
    await until('the bot hears of it', () => heard.length > 0);
    return interactionShape.parse(heard.at(-1));
  };

  beforeAll(async () => {
    sim = await startDiscordSim({ pageDir: join(import.meta.dirname, '../discord-sim/page') });
    await call('PUT', `/applications/${sim.me.id}/commands`, commands);
    sim.world.events.on('event', ({ t, d }) => {
      if (t === 'INTERACTION_CREATE') heard.push(interactionShape.parse(d));
    });
    browser = await openBrowser();
    ({ page, faults } = await openPage(browser, sim.url));
    await page.getByRole('link', { name: 'general' }).waitFor();
  });

  beforeEach(() => {
    heard = [];
  });

  afterAll(async () => {
    await Promise.all([browser.close(), sim.close()]);
  });

  it('shows hostile text as text', async () => {
    const hostile = '<img src=x onerror=alert(1)> <script>alert(2)</script> [a](javascript:alert(3))';
    await post('general', { content: hostile });
    const message = page.locator('article').last();
    await message.getByText('onerror').waitFor();
    expect(await message.locator('.markdown').innerText()).toBe(hostile);
    expect(await message.locator('img, script, a').count()).toBe(0);
  });

  it('draws components of the second generation', async () => {
    const section = {
      type: 9,
      components: [{ type: 10, content: '### [Title](<https://example.org/a>)\n**bold** <t:0:D>' }],
      accessory: { type: 11, media: { url: `${sim.url}/icon.svg` }, description: 'a sign' },
    };
    const row = { type: 1, components: [{ type: 2, style: 1, label: 'Press', custom_id: 'press' }] };
    await post('general', {
      flags: 32_768,
      components: [{ type: 17, accent_color: 0xff0000, components: [section, { type: 14 }, row] }],
    });
    const container = page.locator('article .container').last();
    await container.getByRole('heading', { name: 'Title' }).waitFor();
    expect(await container.getByRole('link', { name: 'Title' }).getAttribute('href')).toBe(
      'https://example.org/a',
    );
    expect(await container.getByRole('img', { name: 'a sign' }).count()).toBe(1);
    expect(await container.locator('time').innerText()).toContain('1970');
  });

  it('changes the message when the bot answers a button so', async () => {
    await page.getByRole('button', { name: 'Press' }).click();
    const pressed = await lastHeard();
    expect(pressed.data.custom_id).toBe('press');
    await answer(pressed, { type: 7, data: { components: [{ type: 10, content: 'Pressed' }] } });
    await page.locator('article').last().getByText('Pressed').waitFor();
    expect(await page.getByRole('button', { name: 'Press' }).count()).toBe(0);
  });

  it('sends what was chosen in a menu', async () => {
    const options = [
      { label: 'One', value: '1' },
      { label: 'Two', value: '2', description: 'the second' },
    ];
    await post('general', {
      content: 'Choose',
      components: [{ type: 1, components: [{ type: 3, custom_id: 'menu', options }] }],
    });
    await page.getByRole('button', { name: 'Make a selection' }).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    const chosen = await lastHeard();
    expect(chosen.data).toMatchObject({ custom_id: 'menu', values: ['2'] });
    await answer(chosen, { type: 6 });
  });

  it('shows a form, and sends what was filled in', async () => {
    await type('/form ');
    await page.keyboard.press('Enter');
    await answer(await lastHeard(), { type: 9, data: form });
    await page.getByRole('dialog', { name: 'A form' }).waitFor();
    await page.keyboard.type('hello');
    heard = [];
    await page.keyboard.press('Enter');
    const submitted = await lastHeard();
    expect(submitted.data.components).toMatchObject([{ component: { custom_id: 'word', value: 'hello' } }]);
    await answer(submitted, { type: 4, data: { content: 'Thank you', flags: 64 } });
    await page.locator('article.ephemeral').getByText('Thank you').waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  it('shows that the bot is thinking until the answer is there', async () => {
    await type('/slow ');
    await page.keyboard.press('Enter');
    const { id, token } = await lastHeard();
    await answer({ id, token, type: 2, data: {} }, { type: 5 });
    await page.getByText('Wirewatch is thinking…').waitFor();
    await call('PATCH', `/webhooks/${sim.me.id}/${token}/messages/@original`, { content: 'At last' });
    await page.locator('article').last().getByText('At last').waitFor();
    expect(await page.getByText('is thinking').count()).toBe(0);
    expect(await page.locator('article').last().locator('.used').innerText()).toMatch(/Editor used \/slow/);
  });

  it('says so when the bot does not answer', async () => {
    await type('/silent ');
    await page.keyboard.press('Enter');
    await page.getByText('The application did not respond').waitFor({ timeout: 8_000 });
    await page.getByRole('button', { name: 'Dismiss message' }).last().click();
    expect(await page.getByText('The application did not respond').count()).toBe(0);
  });

  it('says what is wrong before a command is sent', async () => {
    await type('/weather');
    await page.keyboard.press('Enter');
    expect(await page.locator('#problem').innerText()).toBe(
      'There is no command /weather: type / to see those that exist.',
    );
    await page.keyboard.press('Escape');
    await type('/move ');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Enter');
    expect(await page.locator('#problem').innerText()).toBe('channel is missing: Where to');
    await page.keyboard.press('Escape');
  });

  it('offers the channels and roles of the guild, and optional options at Tab', async () => {
    await type('/move asi');
    await page.getByRole('option', { name: '#asia' }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.type('ro');
    await page.keyboard.press('Tab');
    await page.getByRole('option', { name: '@Desk' }).click();
    await page.keyboard.press('Enter');
    const { data } = await lastHeard();
    expect(data.options).toEqual([
      { name: 'channel', type: 7, value: sim.channel('asia').id },
      { name: 'role', type: 8, value: sim.guild.roles.find(({ name }) => name === 'Desk')?.id },
    ]);
  });

  it('marks a channel as unread until it is opened', async () => {
    await post('asia', { content: 'News' });
    await page.getByRole('link', { name: 'asia, 1 unread' }).click();
    await page.locator('article').getByText('News').waitFor();
    expect(await page.getByRole('link', { name: 'asia', exact: true }).getAttribute('aria-current')).toBe(
      'page',
    );
  });

  it('fits a telephone, with the channels in a drawer', async () => {
    await page.setViewportSize({ width: 390, height: 780 });
    await page.getByRole('button', { name: 'Channels' }).click();
    await page.getByRole('link', { name: 'general' }).click();
    await page.getByRole('heading', { name: 'general', exact: true }).waitFor();
    const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
    expect(overflow).toBe(0);
  });

  it('has made no mistake in the browser', () => {
    expect(faults).toEqual([]);
  });

  async function type(line: string): Promise<void> {
    await page.getByRole('combobox', { name: 'Slash command' }).click();
    await page.keyboard.type(line);
  }
});
