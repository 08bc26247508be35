import { scaleLinear, scaleTime } from 'd3-scale';
import { curveMonotoneX, line } from 'd3-shape';

/** One line of the chart. */
export interface TrendLine {
  /** What stands at its end and at its peak: a letter, which any font has. */
  readonly mark: string;
  /** One number a period, oldest first. */
  readonly counts: readonly number[];
}

/** What the chart shows; times in milliseconds UTC. */
export interface Trends {
  readonly since: number;
  readonly periodMs: number;
  /** What one number counts, e.g. "Reports a day". */
  readonly unit: string;
  /** At most as many as there are styles: five. */
  readonly lines: readonly TrendLine[];
}

/** Large enough for a phone, where Discord shows it a third as wide. */
const width = 1_200;
const height = 640;
const edge = { top: 90, right: 70, bottom: 70, left: 90 };

/** Told apart by pattern as well as by colour; light on Discord's dark background. */
const styles = [
  { colour: '#7aa2ff', dash: 'none' },
  { colour: '#ffb454', dash: '18 10' },
  { colour: '#6ee7a8', dash: '4 10' },
  { colour: '#ff8fa3', dash: '24 8 4 8' },
  { colour: '#d5b3ff', dash: '10 6 2 6 2 6' },
] as const;

/** How many lines a chart can have. */
export const mostLines = styles.length;

const colours = { background: '#2b2d31', grid: '#4e5058', text: '#dbdee1' };
const font = 'font-family="DejaVu Sans" font-size="28"';
const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** A moment on the axis: the weekday at midnight, else the hour; UTC. */
function timeLabel(time: Date): string {
  const day = `${weekdays[time.getUTCDay()]} ${time.getUTCDate()}`;
  return time.getUTCHours() === 0 ? day : `${String(time.getUTCHours()).padStart(2, '0')}:00`;
}

const place = (n: number): string => n.toFixed(1);

/** Lines over time as an SVG document. Only letters and figures stand in it, so that one small font is enough. */
export function trendChart({ since, periodMs, unit, lines }: Trends): string {
  const periods = Math.max(1, ...lines.map(({ counts }) => counts.length));
  const most = Math.max(1, ...lines.flatMap(({ counts }) => counts));
  const middle = (at: number) => since + (at + 0.5) * periodMs;
  const x = scaleTime([since, since + periods * periodMs], [edge.left, width - edge.right]);
  const y = scaleLinear([0, most], [height - edge.bottom, edge.top]).nice(4);
  const steps = y.ticks(4).filter(Number.isInteger);
  const path = line<number>(
    (_, at) => x(middle(at)),
    (count) => y(count),
  ).curve(curveMonotoneX);

  const grid = steps.map(
    (step) =>
      `<line x1="${edge.left}" x2="${width - edge.right}" y1="${place(y(step))}" y2="${place(y(step))}" stroke="${colours.grid}" stroke-width="2"/>` +
      `<text x="${edge.left - 16}" y="${place(y(step) + 10)}" text-anchor="end" fill="${colours.text}" ${font}>${step}</text>`,
  );
  const dayMs = 24 * 3_600_000;
  const tickMs = periods * periodMs > dayMs ? dayMs : 6 * 3_600_000;
  const times: string[] = [];
  for (let time = Math.ceil(since / tickMs) * tickMs; time < since + periods * periodMs; time += tickMs) {
    times.push(
      `<text x="${place(x(time))}" y="${height - edge.bottom + 46}" text-anchor="middle" fill="${colours.text}" ${font}>${timeLabel(new Date(time))}</text>`,
    );
  }
  const curves = lines.flatMap(({ mark, counts }, n) => {
    const { colour, dash } = styles[n % styles.length] ?? styles[0];
    const peak = counts.indexOf(Math.max(...counts));
    const top = { x: x(middle(peak)), y: y(counts[peak] ?? 0) };
    return [
      `<path d="${path([...counts]) ?? ''}" fill="none" stroke="${colour}" stroke-width="6" stroke-dasharray="${dash}" stroke-linecap="round"/>`,
      `<circle cx="${place(top.x)}" cy="${place(top.y)}" r="9" fill="${colour}"/>`,
      `<circle cx="${place(top.x)}" cy="${place(top.y - 38)}" r="24" fill="${colour}"/>`,
      `<text x="${place(top.x)}" y="${place(top.y - 28)}" text-anchor="middle" font-weight="bold" fill="${colours.background}" ${font}>${mark}</text>`,
    ];
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<rect width="${width}" height="${height}" fill="${colours.background}"/>`,
    `<text x="24" y="40" fill="${colours.text}" ${font}>${unit}</text>`,
    ...grid,
    ...times,
    ...curves,
    '</svg>',
  ].join('\n');
}
