import { isIP } from 'node:net';
import { validateDetailed } from 'node-cron';
import { z } from 'zod';

/** The kinds of values that settings have; each error completes the sentence that the value must be … */

/** Text that is not empty. */
export const text = (must: string) => z.string({ error: must }).min(1, { error: must });

/** A whole number, from a number or its digits. */
export function wholeNumber(min: number, max: number) {
  const error = `a whole number from ${min} to ${max}`;
  const toNumber = (value: unknown) =>
    typeof value === 'string' && /^\d{1,12}$/.test(value) ? Number(value) : value;
  return z.preprocess(toNumber, z.int({ error }).min(min, { error }).max(max, { error }));
}

/** A bot's token. */
export const token = text('the token alone, as text').regex(/^(?!bot\s)\S+$/i, {
  error: 'the token alone, without "Bot " and without spaces',
});

/** An http(s) URL. */
export const httpUrl = text('a URL').refine(
  (value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol),
  { error: 'an http:// or https:// URL such as http://127.0.0.1:8787/api' },
);

/** Where a store lives. */
export const storeUrl = text('text').regex(/^(sqlite:(?!\/\/)(?!$).+|memory:)$/, {
  error: 'sqlite:PATH (such as sqlite:data/wirewatch.db) or memory:',
});

/** A cron expression that fires. */
export const cron = text('a cron expression').superRefine((value, context) => {
  const { valid, errors } = validateDetailed(value);
  if (valid) return;
  const why = errors.map(({ field, message }) => `${field}: ${message}`).join('; ');
  context.addIssue({
    code: 'custom',
    message: `a cron expression that fires, such as "* * * * * *" for every second (${why})`,
  });
});

const hostOrAddress = /^[\p{L}\p{N}_]([\p{L}\p{N}_.-]*[\p{L}\p{N}])?\.?$/u;
/** A list of hosts, from a list or a text with commas. */
export const hosts = z.preprocess(
  (value) => {
    const list = typeof value === 'string' ? value.split(',') : value;
    if (!Array.isArray(list)) return list;
    return list
      .map((entry: unknown) =>
        typeof entry === 'string'
          ? entry
              .trim()
              .toLowerCase()
              .replace(/^\[(.*)\]$/, '$1')
          : entry,
      )
      .filter((entry) => entry !== '');
  },
  z.array(
    z
      .string({ error: 'host names or addresses, separated by commas' })
      .refine((entry) => isIP(entry) > 0 || hostOrAddress.test(entry), {
        error: 'host names or addresses without scheme, port and path, such as 127.0.0.1, feeds.lan',
      }),
    { error: 'host names or addresses, separated by commas' },
  ),
);

const inflectedError = 'languages of bg, ru, sr and uk, separated by commas';
/** Languages whose case endings are looked past. */
export const inflected = z.preprocess(
  (value) =>
    typeof value === 'string' ? value.split(',').flatMap((entry) => entry.trim().toLowerCase() || []) : value,
  z.array(z.enum(['bg', 'ru', 'sr', 'uk'], { error: inflectedError }), { error: inflectedError }),
);

/** A time zone of the IANA list. */
export const timeZone = text('a time zone').refine(isTimeZone, {
  error: 'a time zone of the IANA list, such as UTC or Europe/Berlin',
});

/** Whether the name is a time zone of the IANA list; offsets such as +02:00 are none. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** One of a few words. */
export const oneOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.enum(values, { error: `one of ${values.join(', ')}` });
