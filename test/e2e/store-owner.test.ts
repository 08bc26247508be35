import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/bot-process.ts';
import { type Desk, openDesk, until } from './desk.ts';

let desk: Desk;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let path: string;
let env: Record<string, string>;
beforeEach(async () => {
  [desk, folder] = await Promise.all([openDesk(), temporaryFolder()]);
  path = join(folder.path, 'wirewatch.db');
  env = { STORE_URL: `sqlite:${path}` };
});
afterEach(async () => {
  await desk.close();
  await folder.remove();
});

/** What a command of the terminal wrote, once it has ended. */
async function cli(...words: string[]): Promise<{ code: number | null; output: string }> {
  const run = desk.run(['src/cli.ts', ...words], env);
  return { code: await run.exited, output: run.output() };
}

describe('two processes on one store', () => {
  it('are one: the second says in one line that the first has it, and the first goes on', async () => {
    const first = await desk.startBot(env);
    const second = await cli('start');
    expect(second.code).toBe(1);
    expect(second.output).toMatch(
      /^The store .*wirewatch\.db is in use by another Wirewatch \(process \d+ on .*, since .*\): stop that one first, or name another file in STORE_URL\.\n$/,
    );
    expect(await first.stop()).toBe(0);
    const third = await desk.startBot(env);
    expect(await third.stop()).toBe(0);
  });

  it('may follow each other at once, also after a kill', async () => {
    for (let n = 0; n < 3; n += 1) await (await desk.startBot(env)).kill();
    const last = await desk.startBot(env);
    expect(last.output()).not.toContain('store-waiting');
  });

  it('end with the one that finds the store taken, in words that say so', async () => {
    const bot = await desk.startBot(env);
    const database = new DatabaseSync(path, { timeout: 5_000 });
    database.exec(
      `UPDATE records SET value = json_set(value, '$.value.id', 'other', '$.value.host', 'elsewhere') WHERE namespace = 'lock'`,
    );
    expect(await bot.exited).toBe(1);
    expect(bot.output()).toMatch(/taken over by another Wirewatch \(process \d+ on elsewhere\), so this one/);
    expect(database.prepare("SELECT count(*) AS n FROM records WHERE namespace = 'lock'").get()?.n).toBe(1);
    database.close();
  });
});

describe('the terminal beside a running bot', () => {
  it('exports, and refuses to import with the mend', async () => {
    const bot = await desk.startBot(env);
    const channelId = desk.sim.channel('alerts').id;
    await desk.sim.command('watch add', { keyword: 'SCO' }, { channelId });
    const exported = await cli('export');
    expect(exported.code).toBe(0);
    expect(JSON.parse(exported.output).guilds[0].watchlists[0].keywords[0].text).toBe('SCO');

    const file = join(folder.path, 'export.json');
    await writeFile(file, exported.output);
    const refused = await cli('import', file);
    expect(refused.code).toBe(1);
    expect(refused.output).toMatch(/in use by another Wirewatch .*: stop that one first/);

    await bot.stop();
    expect(await cli('import', file)).toEqual({
      code: 0,
      output: 'Restored 1 guild; start the bot to use it.\n',
    });
  });
});

describe('a bot that starts', () => {
  it('makes a backup, and names it when the store is damaged later; restore puts it in place', async () => {
    const channelId = desk.sim.channel('alerts').id;
    const first = await desk.startBot({ ...env, BACKUP_HOURS: '0' });
    await desk.sim.command('watch add', { keyword: 'SCO' }, { channelId });
    await first.stop();
    const second = await desk.startBot(env);
    await until('the backup is made', () => second.output().includes('backup-made'));
    await second.stop();
    await writeFile(path, 'Dear diary, '.repeat(5_000));

    const refused = await cli('start');
    expect(refused.code).toBe(1);
    expect(refused.output).toMatch(
      /^The store .* can't be opened: .* the last good backup is (.*backups\/wirewatch-\w+\.db) \(.*\); put it in place with "npm run -s cli -- restore" .*\n$/,
    );
    const restored = await cli('restore');
    expect(restored).toEqual({
      code: 0,
      output: expect.stringMatching(/^Restored .*\. What was there is now .*\. Start the bot to use it\.\n$/),
    });
    await desk.startBot(env);
    const list = await desk.sim.command('watch list', {}, { channelId });
    expect(JSON.stringify(list)).toContain('SCO');
  });
});
