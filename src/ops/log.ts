import {
  type DestinationStream,
  destination as fileDestination,
  pino,
  stdSerializers,
  stdTimeFunctions,
} from 'pino';
import { type PrettyOptions, prettyFactory } from 'pino-pretty';
import { WirewatchError } from '../errors.ts';
import { createScrubber } from './scrub.ts';

/** Structured logging: an event's name and its fields, never values glued into a sentence. */
export interface Log {
  debug(event: string, fields?: LogFields): void;
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}

export type LogFields = Readonly<Record<string, unknown>>;

/** How a log is written. */
export interface LogOptions {
  readonly level: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** `json` is one object a line, `pretty` is for people. */
  readonly format: 'json' | 'pretty';
  /** Values that are never written, wherever they stand. */
  readonly secrets: readonly string[];
  /** Where the lines go; standard output where it is left out. */
  readonly destination?: DestinationStream;
}

const prettyOptions: PrettyOptions = {
  messageKey: 'event',
  singleLine: true,
  translateTime: 'SYS:HH:MM:ss',
  colorize: process.stdout.isTTY,
};

/** Names that a line has of its own. */
const reserved = new Set(['level', 'time', 'event']);

/** How deep errors are looked for in a field. */
const depthLimit = 5;

/** A log on standard output. What is secret is taken out of the finished line, so that no way around it exists. */
export function createLog({ level, format, secrets, destination = standardOutput() }: LogOptions): Log {
  const scrub = createScrubber(secrets);
  const shape = format === 'json' ? String : prettyFactory(prettyOptions);
  const logger = pino(
    {
      level,
      base: null,
      messageKey: 'event',
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      hooks: { streamWrite: (line) => shape(scrub(line)) },
    },
    destination,
  );
  const at = (name: 'debug' | 'info' | 'warn' | 'error') => (event: string, fields?: LogFields) =>
    logger[name](fields === undefined ? {} : readable(fields), event);
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

function standardOutput(): DestinationStream {
  // Written at once: the last lines before an exit are the ones that are needed.
  return fileDestination({ dest: 1, sync: true });
}

function readable(fields: LogFields): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [reserved.has(name) ? `${name}_` : name, field(value, 0)]),
  );
}

/** JSON has no errors: what they say is written out, and the stack of those that nobody meant to throw. */
function field(value: unknown, depth: number): unknown {
  if (value instanceof WirewatchError) {
    const told = { type: value.name, message: value.message };
    return value.cause === undefined || depth >= depthLimit
      ? told
      : { ...told, cause: field(value.cause, depth + 1) };
  }
  if (value instanceof Error) return stdSerializers.errWithCause(value);
  if (depth >= depthLimit) return value;
  if (Array.isArray(value)) return value.map((each) => field(each, depth + 1));
  if (isPlain(value)) {
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, field(each, depth + 1)]));
  }
  return value;
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
