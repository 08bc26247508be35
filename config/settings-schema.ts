import { createTask } from 'node-cron';
import { z } from 'zod';
import {
  cron,
  hosts,
  httpUrl,
  inflected,
  oneOf,
  storeUrl,
  text,
  timeZone,
  token,
  wholeNumber,
} from './settings-values.ts';

/** What a person needs to know of one setting; docs/self-hosting.md shows the same table. */
export interface SettingMeta {
  /** The environment variable. */
  readonly env: string;
  /** What the value is counted in, or its form. */
  readonly unit: string;
  /** The default as people write it; a dash where there is none. */
  readonly default: string;
  readonly meaning: string;
  /** Never shown in a log or an error; can also be read from the file that `<ENV>_FILE` names. */
  readonly secret?: true;
}

/** One row of the settings' documentation. */
export interface SettingDoc extends SettingMeta {
  /** The key in wirewatch.yaml, and in `Settings`. */
  readonly name: string;
}

const meta = z.registry<SettingMeta>();

const fields = z.strictObject({
  discordToken: token.nullable().default(null).register(meta, {
    env: 'DISCORD_TOKEN',
    unit: 'text',
    default: '–',
    meaning: "The bot's token. `start` and `register` need it.",
    secret: true,
  }),
  discordApiUrl: httpUrl.nullable().default(null).register(meta, {
    env: 'DISCORD_API_URL',
    unit: 'URL',
    default: "Discord's own",
    meaning: 'Base of the REST API, for a local Discord: `http://127.0.0.1:PORT/api`.',
  }),
  storeUrl: storeUrl.default('sqlite:data/wirewatch.db').register(meta, {
    env: 'STORE_URL',
    unit: '`sqlite:PATH` or `memory:`',
    default: '`sqlite:data/wirewatch.db`',
    meaning: 'Where the state lives. `memory:` forgets everything at the end.',
  }),
  backupHours: wholeNumber(0, 8_760).default(24).register(meta, {
    env: 'BACKUP_HOURS',
    unit: 'hours',
    default: '24',
    meaning: 'The time between two backups of the store, in the folder `backups` beside it; 0 makes none.',
  }),
  backupsKept: wholeNumber(1, 1_000).default(7).register(meta, {
    env: 'BACKUPS_KEPT',
    unit: 'number',
    default: '7',
    meaning: 'How many of those backups are kept, the newest.',
  }),
  pollMinSeconds: wholeNumber(1, 86_400).default(60).register(meta, {
    env: 'POLL_MIN_SECONDS',
    unit: 'seconds',
    default: '60',
    meaning: 'The shortest time between two polls of one feed.',
  }),
  pollMaxSeconds: wholeNumber(1, 604_800).default(7_200).register(meta, {
    env: 'POLL_MAX_SECONDS',
    unit: 'seconds',
    default: '7200',
    meaning: 'The longest time between two polls of one feed; at least POLL_MIN_SECONDS.',
  }),
  pollConcurrency: wholeNumber(1, 256).default(16).register(meta, {
    env: 'POLL_CONCURRENCY',
    unit: 'number',
    default: '16',
    meaning: 'How many feeds are polled at once at most.',
  }),
  pollPerHost: wholeNumber(1, 16).default(2).register(meta, {
    env: 'POLL_PER_HOST',
    unit: 'number',
    default: '2',
    meaning: 'How many of them on one host.',
  }),
  pollCron: cron.default('* * * * * *').register(meta, {
    env: 'POLL_CRON',
    unit: 'cron, 5 or 6 fields',
    default: '`* * * * * *`',
    meaning: 'When the scheduler looks for feeds that are due. The default is every second.',
  }),
  feedNoticeHours: wholeNumber(0, 720).default(24).register(meta, {
    env: 'FEED_NOTICE_HOURS',
    unit: 'hours',
    default: '24',
    meaning:
      'How long a feed must fail before the server that added it is told; 0 tells at the third failure.',
  }),
  allowPrivateHosts: hosts.default([]).register(meta, {
    env: 'ALLOW_PRIVATE_HOSTS',
    unit: 'host names or addresses, comma-separated',
    default: 'empty',
    meaning: 'Hosts that feeds may live on although their addresses are private, such as `127.0.0.1`.',
  }),
  articleSeconds: wholeNumber(0, 60).default(5).register(meta, {
    env: 'ARTICLE_SECONDS',
    unit: 'seconds',
    default: '5',
    meaning:
      'How long an alert may wait for the article where its feed has only a teaser; 0 never fetches articles.',
  }),
  summaryModelUrl: httpUrl.nullable().default(null).register(meta, {
    env: 'SUMMARY_MODEL_URL',
    unit: 'URL',
    default: '–',
    meaning:
      'Base of an OpenAI-compatible API whose model may write summaries, such as `http://127.0.0.1:11434/v1`.',
  }),
  summaryModel: text("the model's name").nullable().default(null).register(meta, {
    env: 'SUMMARY_MODEL',
    unit: 'text',
    default: '–',
    meaning: 'The name of that model.',
  }),
  summaryModelKey: text('the key alone, as text')
    .regex(/^\S+$/, { error: 'the key alone, without spaces' })
    .nullable()
    .default(null)
    .register(meta, {
      env: 'SUMMARY_MODEL_KEY',
      unit: 'text',
      default: '–',
      meaning: 'The key of that API, where it needs one.',
      secret: true,
    }),
  summaryModelSeconds: wholeNumber(1, 60).default(10).register(meta, {
    env: 'SUMMARY_MODEL_SECONDS',
    unit: 'seconds',
    default: '10',
    meaning: 'How long an alert may wait for the model.',
  }),
  summaryModelCallsPerHour: wholeNumber(1, 100_000).default(60).register(meta, {
    env: 'SUMMARY_MODEL_CALLS_PER_HOUR',
    unit: 'number',
    default: '60',
    meaning:
      'How often the model may be asked within an hour; what comes beyond that is summarised without it.',
  }),
  deliveryOrder: oneOf(['oldest-first', 'newest-first']).default('oldest-first').register(meta, {
    env: 'DELIVERY_ORDER',
    unit: '`oldest-first` or `newest-first`',
    default: '`oldest-first`',
    meaning: 'In which order the alerts that wait for a channel are posted.',
  }),
  digestCount: wholeNumber(0, 1_000_000).default(20).register(meta, {
    env: 'DIGEST_COUNT',
    unit: 'alerts',
    default: '20',
    meaning: 'So many alerts that wait for one channel come in one message; 0 for never.',
  }),
  digestAgeMinutes: wholeNumber(0, 525_600).default(120).register(meta, {
    env: 'DIGEST_AGE_MINUTES',
    unit: 'minutes',
    default: '120',
    meaning:
      'Where three or more alerts have waited for a channel longer than this, what waits comes in one message; 0 for never.',
  }),
  burstAlerts: wholeNumber(0, 1_000_000).default(10).register(meta, {
    env: 'BURST_ALERTS',
    unit: 'messages',
    default: '10',
    meaning:
      'A channel gets so many messages at once and so many in BURST_MINUTES; what comes faster is held and comes together. 0 for no limit.',
  }),
  burstMinutes: wholeNumber(1, 1_440).default(10).register(meta, {
    env: 'BURST_MINUTES',
    unit: 'minutes',
    default: '10',
    meaning: 'The time for BURST_ALERTS: with 10 and 10, after the first ten one message a minute.',
  }),
  feedsFile: text('the path of a file').optional().register(meta, {
    env: 'FEEDS_FILE',
    unit: 'path',
    default: '`config/feeds.yaml`',
    meaning: 'The starter feeds: what a new guild reads.',
  }),
  aliasesFile: text('the path of a file').optional().register(meta, {
    env: 'ALIASES_FILE',
    unit: 'path',
    default: '`config/aliases.yaml`',
    meaning: 'Other spellings of keywords, for all guilds.',
  }),
  storyWindowHours: wholeNumber(1, 720).default(72).register(meta, {
    env: 'STORY_WINDOW_HOURS',
    unit: 'hours',
    default: '72',
    meaning:
      'How long a story stays open after its latest report: what tells the same event later is a new story.',
  }),
  storyEditSeconds: wholeNumber(1, 86_400).default(60).register(meta, {
    env: 'STORY_EDIT_SECONDS',
    unit: 'seconds',
    default: '60',
    meaning: 'How long a message rests between two edits that add who else reports its story.',
  }),
  inflectedLanguages: inflected.default([]).register(meta, {
    env: 'INFLECTED_LANGUAGES',
    unit: '`bg`, `ru`, `sr`, `uk`, comma-separated',
    default: 'empty',
    meaning: 'Languages whose case endings are looked past: with `ru`, Путин also finds Путина and Путиным.',
  }),
  healthPort: wholeNumber(0, 65_535).default(8_080).register(meta, {
    env: 'HEALTH_PORT',
    unit: 'port',
    default: '8080',
    meaning: 'The port of /healthz; 0 turns it off.',
  }),
  publicUrl: httpUrl
    .refine((value) => !/[?#]/.test(value), { error: 'a URL without ? and #' })
    .transform((value) => value.replace(/\/+$/, ''))
    .nullable()
    .default(null)
    .register(meta, {
      env: 'PUBLIC_URL',
      unit: 'URL',
      default: '–',
      meaning:
        'Where HEALTH_PORT is reached from the internet, such as `https://bot.example.org`: then feeds with a WebSub hub are pushed instead of polled.',
    }),
  logLevel: oneOf(['debug', 'info', 'warn', 'error', 'silent']).default('info').register(meta, {
    env: 'LOG_LEVEL',
    unit: '`debug`, `info`, `warn`, `error` or `silent`',
    default: '`info`',
    meaning: 'The least important events that are logged.',
  }),
  logFormat: oneOf(['json', 'pretty']).default('json').register(meta, {
    env: 'LOG_FORMAT',
    unit: '`json` or `pretty`',
    default: '`json`',
    meaning: '`json` for machines, one object a line; `pretty` for people.',
  }),
  tzDefault: timeZone.default('UTC').register(meta, {
    env: 'TZ_DEFAULT',
    unit: 'IANA time zone',
    default: '`UTC`',
    meaning: 'The time zone of digests where a guild has set none.',
  }),
});

const callbacks = fields.pick({ publicUrl: true, healthPort: true });
const pollLimits = fields.pick({ pollMinSeconds: true, pollMaxSeconds: true });
const pollTimes = fields.pick({ pollCron: true, pollMaxSeconds: true });

const model = fields.pick({ summaryModelUrl: true, summaryModel: true });

/** The settings as they are written: strings from the environment, or what the YAML says. */
export const settingsSchema = fields
  .refine(({ publicUrl, healthPort }) => publicUrl === null || healthPort !== 0, {
    path: ['publicUrl'],
    error: 'left out while HEALTH_PORT is 0, because hubs call that port: set HEALTH_PORT',
    when: ({ value }) => accepts(callbacks, value),
  })
  .refine(({ pollMinSeconds, pollMaxSeconds }) => pollMinSeconds <= pollMaxSeconds, {
    path: ['pollMinSeconds'],
    error: 'no more than POLL_MAX_SECONDS: lower it, or raise POLL_MAX_SECONDS',
    when: ({ value }) => accepts(pollLimits, value),
  })
  .refine(({ pollCron, pollMaxSeconds }) => shortestGapSeconds(pollCron) <= pollMaxSeconds, {
    path: ['pollCron'],
    error: 'a cron expression that fires at least every POLL_MAX_SECONDS, such as "* * * * * *"',
    when: ({ value }) => accepts(pollTimes, value),
  })
  .refine(({ summaryModelUrl, summaryModel }) => (summaryModelUrl === null) === (summaryModel === null), {
    path: ['summaryModel'],
    error: 'set together with SUMMARY_MODEL_URL: set both, or neither',
    when: ({ value }) => accepts(model, value),
  });

/** Every setting with its documentation, in the order of the table people read. */
export const settingDocs: readonly SettingDoc[] = Object.entries(fields.shape).map(([name, schema]) => {
  const doc = meta.get(schema);
  if (doc === undefined) throw new Error(`The setting ${name} has no documentation.`);
  return { name, ...doc };
});

function accepts(schema: z.ZodObject, value: unknown): boolean {
  return schema.strip().safeParse(value).success;
}

/** Seconds between two of the next runs of a valid cron expression that lie closest together. */
function shortestGapSeconds(expression: string): number {
  const task = createTask(expression, () => undefined, { timezone: 'UTC' });
  const runs = task.getNextRuns(12).map((run) => run.getTime() / 1000);
  void task.destroy();
  return Math.min(...runs.slice(1).map((run, index) => run - (runs[index] ?? 0)));
}
