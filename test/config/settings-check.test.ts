import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { checkSettings } from '../../config/settings.ts';

const cwd = mkdtempSync(join(tmpdir(), 'wirewatch-check-'));
afterAll(() => rmSync(cwd, { recursive: true }));
const token = { DISCORD_TOKEN: 'abc.def.ghi' };

describe('checking the settings', () => {
  it('finds nothing wrong with a token alone', async () => {
    expect(await checkSettings({ env: token, cwd })).toEqual([]);
  });

  it('tells everything at once, each in one line', async () => {
    writeFileSync(join(cwd, 'feeds.yaml'), '- title: A\n  lang: en\n');
    writeFileSync(join(cwd, 'a-file'), '');
    const env = { DISCORD_TOKNE: 'x', FEEDS_FILE: 'feeds.yaml', STORE_URL: 'sqlite:a-file/x.db' };
    expect(await checkSettings({ env, cwd })).toEqual([
      expect.stringMatching(/DISCORD_TOKNE, which is no setting: did you mean DISCORD_TOKEN\?$/),
      expect.stringMatching(/feeds\.yaml:1: the feed must have a url/),
      expect.stringMatching(/^STORE_URL needs .*a-file.*name another place/),
      expect.stringMatching(/^DISCORD_TOKEN is not set/),
    ]);
  });

  it('names a file that is not there', async () => {
    expect(await checkSettings({ env: { ...token, FEEDS_FILE: 'none.yaml' }, cwd })).toEqual([
      expect.stringMatching(/none\.yaml can't be read .*FEEDS_FILE/),
    ]);
  });

  it('says what the schema says', async () => {
    expect(await checkSettings({ env: { ...token, HEALTH_PORT: 'x' }, cwd })).toEqual([
      expect.stringMatching(/^HEALTH_PORT is "x"/),
    ]);
  });
});
