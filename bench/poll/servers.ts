import { createServer } from 'node:http';
import process from 'node:process';
import { articlesOf, documentOf } from './documents.ts';

// The publishers' servers, in a process of their own: feed n at /n. Of ten feeds one has news in every cycle, five say
// with 304 that they are unchanged, and four send the same bytes again, as servers without validators do.

let cycle = 0;
const articles = articlesOf();

const server = createServer((request, response) => {
  const n = Number(request.url?.slice(1));
  const isChanging = n % 10 === 0;
  const version = isChanging ? cycle : 0;
  const etag = `"${n}-${version}"`;
  const hasValidators = n % 10 <= 5;
  if (hasValidators && request.headers['if-none-match'] === etag) {
    response.writeHead(304, { etag }).end();
    return;
  }
  const body = documentOf(n, version, articles);
  response
    .writeHead(200, {
      'content-type': 'application/rss+xml; charset=utf-8',
      'content-length': Buffer.byteLength(body),
      ...(hasValidators ? { etag } : {}),
    })
    .end(body);
});

process.on('message', (message) => {
  cycle = Number(message);
  process.send?.({ cycle });
});
// A benchmark that failed leaves no servers behind.
process.on('disconnect', () => process.exit());
server.listen(0, '0.0.0.0', () => process.send?.(server.address()));
