import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { idOf, messageOf } from './answers.ts';
import { type Desk, openDesk } from './desk.ts';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
  await desk.startBot();
});
afterEach(() => desk.close());

const inAlerts = () => ({ channelId: desk.sim.channel('alerts').id });
const command = (path: string, values: Parameters<Desk['sim']['command']>[1] = {}) =>
  desk.sim.command(path, values, inAlerts());

async function exported(): Promise<string> {
  const { message } = await command('settings export');
  const url = message?.attachments[0]?.url;
  if (url === undefined) throw new Error('There is no file.');
  return (await fetch(url)).text();
}

const asFile = (text: string) => ({ filename: 'wirewatch.json', content: text });

describe('/settings', () => {
  it('exports what a server set up and restores it, and the restoring can be undone', async () => {
    await command('watch add', { keyword: 'Kim Jong Un' });
    await command('alias add', { keyword: 'Kim Jong Un', alias: 'the Marshal' });
    const file = await exported();
    await command('watch remove', { keyword: 'Kim Jong Un' });
    await command('watch add', { keyword: 'SCO' });

    const restored = await command('settings import', { file: asFile(file) });
    expect(restored.content).toBe(
      'Restored: 1 keyword, 0 feeds, 1 subscription, 1 alias. It holds from now on.',
    );
    expect((await command('watch list')).content).toContain('Kim Jong Un');

    const message = messageOf(restored);
    await desk.sim.click(message, idOf(message, 'Undo'), inAlerts());
    const list = (await command('watch list')).content;
    expect(list).toContain('SCO');
    expect(list).not.toContain('Kim');
  });

  it('leaves out subscriptions of channels that this server does not have, and says so', async () => {
    await command('watch add', { keyword: 'SCO' });
    const elsewhere = (await exported()).replaceAll(inAlerts().channelId, '1234567890');
    const restored = await command('settings import', { file: asFile(elsewhere) });
    expect(restored.content).toContain(
      '1 subscription of the file names a channel that this server does not have',
    );
    expect((await command('subscriptions')).content).toContain('No channel gets alerts yet');
  });

  it.each([
    ['{"a":1}', 'wirewatch.json is not a file that "export" wrote (at wirewatch); nothing was restored.'],
    ['no JSON', 'wirewatch.json is not a file that "export" wrote; nothing was restored.'],
  ])('says what is wrong with the file %j', async (text, fault) => {
    await command('watch add', { keyword: 'SCO' });
    expect((await command('settings import', { file: asFile(text) })).content).toBe(fault);
    expect((await command('watch list')).content).toContain('SCO');
  });

  it('restores nothing where a keyword of the file is faulty', async () => {
    await command('watch add', { keyword: 'SCO' });
    const faulty = (await exported()).replaceAll('"text": "SCO"', '"text": "(SCO"');
    const answer = await command('settings import', { file: asFile(faulty) });
    expect(answer.content).toContain('unclosed');
    expect((await command('watch list')).content).toContain('``SCO``');
  });
});
