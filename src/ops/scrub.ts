/** Stands where something secret stood. */
const hidden = '[secret]';

/** Anything shorter would blot out ordinary text, and is no secret. */
const shortestSecret = 6;

/** Secrets that are known by their shape, in a line of JSON or of plain text. */
const shapes: readonly (readonly [RegExp, string])[] = [
  // User and password of a URL (RFC 3986, section 3.2.1).
  [/\b([a-z][a-z\d+.-]*:\/\/)[^\s/?#"'\\]*@/gi, `$1${hidden}@`],
  // Tokens of interactions and webhooks that discord.js names in the address of a failed request.
  [/(\/(?:interactions|webhooks)\/\d{1,20}\/)[\w.%~-]+/g, `$1${hidden}`],
];

/**
 * Makes a function that takes secrets out of a text: the given values, as they are and as JSON or a URL writes them,
 * and passwords in URLs.
 */
export function createScrubber(secrets: readonly string[]): (text: string) => string {
  const forms = new Set(
    secrets
      .filter((secret) => secret.length >= shortestSecret)
      // A logged request body is JSON in JSON.
      .flatMap((secret) => [
        secret,
        inJson(secret),
        inJson(inJson(secret)),
        encodeURIComponent(secret.toWellFormed()),
      ]),
  );
  // The longest first, so that no part of a longer one stays.
  const values = [...forms].sort((one, other) => other.length - one.length);
  return (text) => {
    const named = values.reduce((rest, value) => rest.replaceAll(value, hidden), text);
    return shapes.reduce((rest, [shape, mask]) => rest.replace(shape, mask), named);
  };
}

function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}
