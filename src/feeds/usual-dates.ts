const rfc822 =
  /^(?:[A-Z][a-z]{2}, )?(\d\d?) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (\d{4}) (\d\d):(\d\d):(\d\d) (?:GMT|UTC|Z|([+-]\d\d)(\d\d))$/;
const iso8601 = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{3}))?(?:Z|([+-]\d\d):(\d\d))$/;
const months = 'JanFebMarAprMayJunJulAugSepOctNovDec';

/** The furthest zone that is believed, in hours. */
const furthestZone = 14;

/**
 * Milliseconds UTC of a date that is written just as RFC 822 or RFC 3339 wants it, which most are; null for any
 * other, right or wrong.
 */
export function readUsualDate(text: string): number | null {
  const isIso = text.charCodeAt(4) === 0x2d;
  const match = (isIso ? iso8601 : rfc822).exec(text);
  if (match === null) return null;
  const [, first, second, third, hour, minute, seconds, ...end] = match;
  const [fraction = '0', zoneHours = '0', zoneMinutes = '0'] = isIso ? end : ['0', ...end];
  const [year, day] = isIso ? [Number(first), Number(third)] : [Number(third), Number(first)];
  const month = isIso ? Number(second) - 1 : months.indexOf(second ?? '') / 3;
  const [hours, minutes, offset] = [Number(hour), Number(minute), Number(zoneHours)];
  if (hours > 23 || Math.max(minutes, Number(seconds), Number(zoneMinutes)) > 59) return null;
  if (Math.abs(offset) >= furthestZone) return null;
  const midnight = Date.UTC(year, month, day);
  if (year < 1_000 || month < 0 || month > 11 || new Date(midnight).getUTCDate() !== day) return null;
  const zone = offset * 60 + (zoneHours.startsWith('-') ? -1 : 1) * Number(zoneMinutes);
  return midnight + ((hours * 60 + minutes - zone) * 60 + Number(seconds)) * 1_000 + Number(fraction);
}
