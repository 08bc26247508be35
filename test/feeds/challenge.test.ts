import { describe, expect, it } from 'vitest';
import { challengeOf } from '../../src/feeds/challenge.ts';
import { failureOf, get, serve } from './fetching.ts';
import { failureOf as parseFailureOf } from './parsing.ts';

const page = (title: string, body = '') =>
  `<!DOCTYPE html><html><head><title>${title}</title></head><body>${body}</body></html>`;

describe('a page that lets only browsers pass', () => {
  it.each<[string, string, Readonly<Record<string, string>>, RegExp]>([
    ['Cloudflare, by its title', page('Just a moment...'), {}, /Cloudflare/],
    ['Cloudflare, by its script', page('', '<script>window._cf_chl_opt={}</script>'), {}, /Cloudflare/],
    ['Cloudflare, by its header', '', { 'cf-mitigated': 'challenge' }, /Cloudflare/],
    ['Cloudflare that blocks', page('Attention Required! | Cloudflare'), {}, /Cloudflare/],
    ['AWS WAF', '', { 'x-amzn-waf-action': 'challenge' }, /AWS WAF/],
    ['DataDome', page('', '<script src="https://ct.captcha-delivery.com/c.js">'), {}, /DataDome/],
    ['Imperva', page('', 'Request unsuccessful. Incapsula incident ID: 7'), {}, /Imperva/],
    ['HUMAN', page('Access to this page has been denied', '<div id="px-captcha">'), {}, /HUMAN/],
    ['Akamai', page('Access Denied', 'https://errors.edgesuite.net/18.2'), {}, /Akamai/],
    ['Anubis', page('Making sure', '<script id="anubis_version">'), {}, /Anubis/],
    ['a captcha of its own', page('Please complete the CAPTCHA'), {}, /a captcha/],
    ['a question', page('Are you a robot?'), {}, /a captcha/],
    ['a consent page', page('Before you continue to Sample Search'), {}, /consent/],
  ])('%s', (_, body, headers, says) => {
    expect(challengeOf({ url: 'https://news.example/feed', headers, body })).toMatch(says);
  });

  it('a consent page is known by its host', () => {
    expect(challengeOf({ url: 'https://consent.news.example/m?continue=x', body: '' })).toMatch(/consent/);
  });

  it.each([
    ['an error page', page('403 Forbidden')],
    ['a page of news about robots', page('A robot that writes | Sample Wire')],
    ['an article with a form', page('Home', '<div class="g-recaptcha"></div>')],
    ['a feed', '<rss version="2.0"><channel><title>News</title></channel></rss>'],
  ])('but not %s', (_, body) => {
    expect(challengeOf({ url: 'https://news.example/feed', body })).toBeNull();
  });

  it.each([403, 429, 503])('is told as such under status %i', async (status) => {
    const { origin } = await serve((_, response) => {
      response.writeHead(status, { 'retry-after': '60' }).end(page('Just a moment...'));
    });
    const failure = await failureOf(`${origin}/feed`);
    expect(failure.kind).toBe('forbidden');
    expect(failure.message).toContain('only browsers pass (Cloudflare)');
    expect(failure.retryAfterMs).toBe(60_000);
  });

  it('is told as such under status 202', async () => {
    const { origin } = await serve((_, response) => {
      response.writeHead(202, { 'x-amzn-waf-action': 'challenge' }).end();
    });
    expect((await failureOf(`${origin}/feed`)).message).toContain('AWS WAF');
  });

  it('is told as such under status 200, where a feed was to be read', async () => {
    const failure = await parseFailureOf(page('Just a moment...'));
    expect(failure.kind).toBe('forbidden');
    expect(failure.message).toContain('only browsers pass');
  });

  it('is looked for in a bounded part of a page that never ends', async () => {
    const { origin } = await serve((_, response) => {
      response.writeHead(403);
      const more = (): void => {
        if (!response.destroyed) response.write('x'.repeat(100_000), () => setImmediate(more));
      };
      more();
    });
    expect((await failureOf(`${origin}/feed`)).message).toContain('refuses this bot');
  });
});

describe('validators', () => {
  it('that no header may hold are not kept', async () => {
    const { origin } = await serve((_, response) => {
      response.socket?.end(
        'HTTP/1.1 200 OK\r\nETag: "caf\u00e9"\r\nLast-Modified: Wed, 03 Sep 2025 02:00:00 GMT\r\nContent-Length: 1\r\nConnection: close\r\n\r\nx',
        'latin1',
      );
    });
    expect(await get(`${origin}/feed`)).toMatchObject({
      validators: { etag: null, lastModified: 'Wed, 03 Sep 2025 02:00:00 GMT' },
    });
  });

  it.each(['W/"weak-1"', '"strong-1"', 'unquoted', '"with-gzip"'])(
    '%s goes back as it came',
    async (etag) => {
      const asked: (string | undefined)[] = [];
      const { origin } = await serve((request, response) => {
        asked.push(request.headers['if-none-match']);
        response.writeHead(request.headers['if-none-match'] === etag ? 304 : 200, {
          etag,
          'cache-control': 'max-age=60',
        });
        response.end();
      });
      const first = await get(`${origin}/feed`);
      const validators = first.status === 'fetched' ? first.validators : undefined;
      expect(await get(`${origin}/feed`, {}, validators)).toEqual({
        status: 'unchanged',
        address: `${origin}/feed`,
        freshForMs: 60_000,
      });
      expect(asked).toEqual([undefined, etag]);
    },
  );
});
