import type { z } from 'zod';
import type { InteractionDesk } from './interactions.ts';
import type { World } from './world.ts';

/** A file that came with a request. */
export interface Upload {
  /** `n` of `files[n]`. */
  readonly index: string;
  readonly filename: string;
  readonly contentType: string;
  readonly bytes: Buffer;
}

/** What a route's handler gets. */
export interface Call {
  /** A segment of the path that the route's template names; the router has checked that it is there. */
  param(name: string): string;
  readonly query: URLSearchParams;
  /**
   * The body, read by the project's own rules and then checked by Discord's OpenAPI description.
   * @throws ApiError 400 "Invalid Form Body"
   */
  form<Schema extends z.ZodType>(schema: Schema): z.output<Schema>;
  readonly uploads: readonly Upload[];
}

/** What the handlers work on. */
export interface Services {
  readonly world: World;
  readonly interactions: InteractionDesk;
  readonly keepUpload: (channelId: string, upload: Upload) => { id: string; url: string };
  readonly gatewayUrl: () => string;
}

/** Status and body of an answer; no body means 204. */
export interface Reply {
  readonly status: number;
  readonly body?: unknown;
}

/** One route; its path is written as in Discord's OpenAPI description, so that the body's check finds it. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  /** False for routes whose path carries its own secret token: they count towards no global limit either. */
  readonly auth?: false;
  handle(call: Call, services: Services): Reply | Promise<Reply>;
}

export const ok = (body: unknown): Reply => ({ status: 200, body });
export const created = (body: unknown): Reply => ({ status: 201, body });
export const noContent: Reply = { status: 204 };

/** A route that fits a request, with the values of its path's segments. */
export interface MatchedRoute {
  readonly route: Route;
  readonly params: ReadonlyMap<string, string>;
}

/** Finds the route of a request; literal segments win over parameters. */
export function createRouter(routes: readonly Route[]) {
  const table = routes
    .map((route) => ({ route, segments: route.path.split('/') }))
    .toSorted((left, right) => parameters(left.segments) - parameters(right.segments));
  return (method: string, path: string): MatchedRoute | undefined => {
    const given = path.split('/').map(decoded);
    for (const { route, segments } of table) {
      if (route.method !== method || segments.length !== given.length) continue;
      const params = new Map<string, string>();
      const fits = segments.every((segment, index) => {
        const value = given[index] ?? '';
        if (!segment.startsWith('{')) return segment === value;
        params.set(segment.slice(1, -1), value);
        return value !== '';
      });
      if (fits) return { route, params };
    }
    return undefined;
  };
}

/** The segment by which Discord keeps a route's limits apart. https://discord.com/developers/docs/topics/rate-limits */
export function majorParameter(params: ReadonlyMap<string, string>): string {
  return ['channel_id', 'guild_id', 'webhook_id', 'webhook_token']
    .map((name) => params.get(name) ?? '')
    .join(' ')
    .trim();
}

function parameters(segments: readonly string[]): number {
  return segments.filter((segment) => segment.startsWith('{')).length;
}

/** `@original` arrives as `%40original`; what can't be decoded stays as it is and fits no route. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
