import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadSettings, misspelledVariables, requireToken, type Settings } from '../../config/settings.ts';
import { SettingsError } from '../../src/errors.ts';

const cwd = '/srv/wirewatch';
const token = 'MTA5.abc.the-very-secret-one';

function load(env: Record<string, string> = {}, files: Record<string, string> = {}): Settings {
  return loadSettings({ env, cwd, readFile: (path) => read(files, path) });
}

function read(files: Record<string, string>, path: string): string {
  const content = files[path];
  if (content === undefined) throw Object.assign(new Error(`ENOENT: ${path}`), { code: 'ENOENT' });
  return content;
}

function problemsOf(env: Record<string, string>, files: Record<string, string> = {}): readonly string[] {
  try {
    load(env, files);
    return [];
  } catch (error) {
    if (error instanceof SettingsError) return error.problems;
    throw error;
  }
}

const yaml = (text: string) => ({ [join(cwd, 'wirewatch.yaml')]: text });

describe('settings', () => {
  it('have a default each, and absolute paths', () => {
    const settings = load();
    expect(settings).toEqual({
      discordToken: null,
      discordApiUrl: null,
      deliveryOrder: 'oldest-first',
      digestCount: 20,
      digestAgeMinutes: 120,
      burstAlerts: 10,
      burstMinutes: 10,
      storeUrl: 'sqlite:/srv/wirewatch/data/wirewatch.db',
      backupHours: 24,
      backupsKept: 7,
      pollMinSeconds: 60,
      pollMaxSeconds: 7200,
      pollConcurrency: 16,
      pollPerHost: 2,
      feedNoticeHours: 24,
      pollCron: '* * * * * *',
      allowPrivateHosts: [],
      storyWindowHours: 72,
      storyEditSeconds: 60,
      inflectedLanguages: [],
      articleSeconds: 5,
      summaryModelUrl: null,
      summaryModel: null,
      summaryModelKey: null,
      summaryModelSeconds: 10,
      summaryModelCallsPerHour: 60,
      feedsFile: join(import.meta.dirname, '../../config/feeds.yaml'),
      aliasesFile: join(import.meta.dirname, '../../config/aliases.yaml'),
      healthPort: 8080,
      publicUrl: null,
      logLevel: 'info',
      logFormat: 'json',
      tzDefault: 'UTC',
    });
    expect(readFileSync(settings.feedsFile, 'utf8')).toContain('url:');
  });

  it('are read from the environment', () => {
    expect(
      load({
        DISCORD_TOKEN: ` ${token}\n`,
        DISCORD_API_URL: 'http://127.0.0.1:9/api',
        STORE_URL: 'memory:',
        POLL_MIN_SECONDS: '1',
        POLL_MAX_SECONDS: '1',
        ALLOW_PRIVATE_HOSTS: '127.0.0.1, [::1] ,Feeds.LAN,',
        FEEDS_FILE: 'mine.yaml',
        HEALTH_PORT: '0',
        LOG_LEVEL: 'debug',
        LOG_FORMAT: 'pretty',
        TZ_DEFAULT: 'Asia/Tokyo',
      }),
    ).toMatchObject({
      discordToken: token,
      discordApiUrl: 'http://127.0.0.1:9/api',
      storeUrl: 'memory:',
      pollMinSeconds: 1,
      pollMaxSeconds: 1,
      allowPrivateHosts: ['127.0.0.1', '::1', 'feeds.lan'],
      feedsFile: '/srv/wirewatch/mine.yaml',
      healthPort: 0,
      logLevel: 'debug',
      logFormat: 'pretty',
      tzDefault: 'Asia/Tokyo',
    });
  });

  it('are read from wirewatch.yaml, and the environment wins', () => {
    const files = yaml('healthPort: 9090\nlogLevel: warn\nallowPrivateHosts: [127.0.0.1, localhost]\n');
    expect(load({ LOG_LEVEL: 'error' }, files)).toMatchObject({
      healthPort: 9090,
      logLevel: 'error',
      allowPrivateHosts: ['127.0.0.1', 'localhost'],
    });
  });

  it('count an empty variable and an empty file as not set', () => {
    expect(load({ HEALTH_PORT: '', DISCORD_TOKEN: ' ' }, yaml('# nothing yet\n'))).toEqual(load());
  });

  it('take the token from the file that DISCORD_TOKEN_FILE names', () => {
    const settings = load(
      { DISCORD_TOKEN_FILE: '/run/secrets/token' },
      { '/run/secrets/token': `${token}\n` },
    );
    expect(settings.discordToken).toBe(token);
    expect(
      load({}, { ...yaml('discordTokenFile: token.txt'), '/srv/wirewatch/token.txt': token }).discordToken,
    ).toBe(token);
  });

  it.each<[string, Record<string, string>, string, RegExp]>([
    [
      'a port that is no number',
      { HEALTH_PORT: 'abc' },
      '',
      /^HEALTH_PORT is "abc", but must be a whole number from 0 to 65535\.$/,
    ],
    ['a port out of range', { HEALTH_PORT: '65536' }, '', /^HEALTH_PORT .*0 to 65535/],
    ['an interval of zero', { POLL_MIN_SECONDS: '0' }, '', /^POLL_MIN_SECONDS .*from 1 to/],
    [
      'a fraction',
      {},
      'pollMaxSeconds: 1.5',
      /^pollMaxSeconds in wirewatch\.yaml is 1\.5, but must be a whole number/,
    ],
    [
      'limits the wrong way round',
      { POLL_MIN_SECONDS: '100', POLL_MAX_SECONDS: '99' },
      '',
      /^POLL_MIN_SECONDS is "100", but must be no more than POLL_MAX_SECONDS/,
    ],
    [
      'limits of which one is a default',
      { POLL_MAX_SECONDS: '30' },
      '',
      /^POLL_MIN_SECONDS must be no more than POLL_MAX_SECONDS/,
    ],
    [
      'a cron expression of three fields',
      { POLL_CRON: '* * *' },
      '',
      /^POLL_CRON is "\* \* \*", .*expected 5 or 6 fields/,
    ],
    [
      'a cron expression that never fires',
      { POLL_CRON: '0 0 31 2 *' },
      '',
      /^POLL_CRON .*that fires.*impossible day/,
    ],
    [
      'a cron expression that fires too seldom',
      { POLL_CRON: '0 0 1 1 *' },
      '',
      /^POLL_CRON .*at least every POLL_MAX_SECONDS/,
    ],
    ['an API URL without scheme', { DISCORD_API_URL: 'localhost' }, '', /^DISCORD_API_URL .*http:\/\//],
    [
      'a store of an unknown kind',
      { STORE_URL: 'mongodb://x' },
      '',
      /^STORE_URL is "mongodb:\/\/x", but must be sqlite:PATH/,
    ],
    ['a SQLite URL with slashes', { STORE_URL: 'sqlite://data/x.db' }, '', /^STORE_URL .*sqlite:PATH/],
    [
      'a private host with a port',
      { ALLOW_PRIVATE_HOSTS: '127.0.0.1:80' },
      '',
      /^ALLOW_PRIVATE_HOSTS .*without scheme, port/,
    ],
    [
      'a level that is none',
      { LOG_LEVEL: 'loud' },
      '',
      /^LOG_LEVEL is "loud", but must be one of debug, info/,
    ],
    ['a time zone that is none', { TZ_DEFAULT: 'Mars/Olympus' }, '', /^TZ_DEFAULT .*Europe\/Berlin/],
    ['an offset as time zone', { TZ_DEFAULT: '+02:00' }, '', /^TZ_DEFAULT/],
    [
      'a key with a typing error',
      {},
      'heathPort: 1',
      /^wirewatch\.yaml has "heathPort", which is no setting: did you mean healthPort\?$/,
    ],
    ['a variable as key', {}, 'LOG_LEVEL: info', /did you mean logLevel\?$/],
    ['YAML that is none', {}, 'a: [1', /^wirewatch\.yaml line 1 is no YAML: /],
    ['YAML that is a list', {}, '- a', /^wirewatch\.yaml must be a list of "name: value" lines/],
    [
      'a secret file that is missing',
      { DISCORD_TOKEN_FILE: '/none' },
      '',
      /^DISCORD_TOKEN_FILE names "\/none", which can't be read/,
    ],
    [
      'a token twice',
      { DISCORD_TOKEN: 'a', DISCORD_TOKEN_FILE: '/srv/wirewatch/wirewatch.yaml' },
      '#',
      /^Both DISCORD_TOKEN and DISCORD_TOKEN_FILE are set/,
    ],
  ])('name the mend of %s in one line', (_, env, yamlText, line) => {
    const problems = problemsOf(env, yamlText === '' ? {} : yaml(yamlText));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(line);
    expect(problems[0]).not.toContain('\n');
  });

  it('tell all problems at once', () => {
    expect(problemsOf({ HEALTH_PORT: 'x', LOG_LEVEL: 'y' }, yaml('pollMin: 3'))).toHaveLength(3);
  });

  it('never show the token, even where it is wrong', () => {
    const problems = problemsOf({ DISCORD_TOKEN: `Bot ${token}` });
    expect(problems).toEqual(['DISCORD_TOKEN must be the token alone, without "Bot " and without spaces.']);
  });

  it('say how to get a token where one is needed', () => {
    expect(requireToken(load({ DISCORD_TOKEN: token }))).toBe(token);
    expect(() => requireToken(load())).toThrow(/^DISCORD_TOKEN is not set: .*npm run demo/);
  });
});

describe('misspelled variables', () => {
  it.each([
    [
      { DISCORD_TOKNE: 'x' },
      ['The environment has DISCORD_TOKNE, which is no setting: did you mean DISCORD_TOKEN?'],
    ],
    [{ health_port: '1' }, []],
    [
      { POLL_MIN_SECOND: '1' },
      ['The environment has POLL_MIN_SECOND, which is no setting: did you mean POLL_MIN_SECONDS?'],
    ],
    [{ DISCORD_TOKNE: 'x', DISCORD_TOKEN: 'y' }, []],
    [{ PATH: '/bin', LOG: 'x', DISCORD_WEBHOOK: 'z' }, []],
  ])('are named only where nothing else was meant: %j', (env, warnings) => {
    expect(misspelledVariables(env)).toEqual(warnings);
  });
});
