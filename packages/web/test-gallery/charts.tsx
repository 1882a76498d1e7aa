import { CurvePlot } from '../src/charts/curve-plot.tsx';
import { IntervalPlot, type IntervalRow, PlotKey } from '../src/charts/interval-plot.tsx';
import { IntervalSpark } from '../src/charts/interval-spark.tsx';
import { MonthBars } from '../src/charts/month-bars.tsx';
import { VerdictStrip } from '../src/charts/verdict-strip.tsx';
import { Section } from '../src/ui/section.tsx';

const ground = {
  ticks: [-5, 0, 5, 10].map((value) => ({
    value,
    label: value > 0 ? `+${value}` : String(value).replace('-', '−'),
    at: (value + 5) / 15,
  })),
  zero: 1 / 3,
  band: { from: 4 / 15, to: 6 / 15, edges: [4 / 15, 6 / 15] },
};

/** In points, on an axis from −5 to 10. */
function lineOf(low: number, value: number, high: number) {
  const at = (points: number) => Math.max(0, Math.min(1, (points + 5) / 15));
  return { from: at(low), to: at(high), clippedLow: low < -5, clippedHigh: high > 10, at: at(value) };
}

const written = { text: '+4.5', interval: '+2.6 to +6.4' };
const rows: IntervalRow[] = [
  { key: 'a', label: 'Won', sub: '18.28% against 10.62%', tone: 'better', line: lineOf(2.6, 4.5, 6.4), ...written },
  {
    key: 'b',
    label: 'Won, maybe too little',
    tone: 'better',
    line: lineOf(0.4, 1.9, 3.4),
    ...written,
    words: 'Better, maybe too little to matter',
  },
  { key: 'c', label: 'Lost', tone: 'worse', line: lineOf(-4, -2.6, -1.2), text: '−2.6', interval: '−4.0 to −1.2' },
  { key: 'd', label: 'No difference worth having', tone: 'none', line: lineOf(-0.7, 0.1, 0.9), ...written },
  { key: 'e', label: 'Inconclusive', tone: 'uncertain', line: lineOf(-1.6, 1.8, 5.2), ...written },
  { key: 'f', label: 'Stopped', tone: 'stopped', line: lineOf(-3.4, -1.2, 1), ...written },
  {
    key: 'g',
    label: 'Invalid',
    tone: 'invalid',
    line: lineOf(1, 3, 5),
    text: null,
    interval: null,
    words: 'Invalid: do not read',
    reason: 'The split is off.',
  },
  {
    key: 'h',
    label: 'Too few data',
    tone: 'uncertain',
    line: null,
    text: null,
    interval: null,
    words: 'Inconclusive',
    reason: '2 tests, about 90 needed',
  },
  {
    key: 'i',
    label: 'Beyond the axis',
    tone: 'uncertain',
    line: lineOf(-7, 5, 14),
    text: '+5.0',
    interval: '−7.0 to +14.0',
  },
  {
    key: 'j',
    label: 'With prediction',
    tone: 'better',
    line: lineOf(2.2, 3, 3.8),
    prediction: { from: 0.23, to: 0.83 },
    ...written,
  },
];

const bars = Array.from({ length: 28 }, (_, index) => {
  const month = new Date(Date.UTC(2013, index, 1));
  const name = month.toLocaleDateString('en', { month: 'long', year: 'numeric', timeZone: 'UTC' });
  const short = month.toLocaleDateString('en', { month: 'short', year: 'numeric', timeZone: 'UTC' });
  const odd = index >= 6 && index < 12;
  return {
    key: month.toISOString().slice(0, 7),
    name,
    label: index % 6 === 0 ? short : null,
    settled: index % 5,
    open: 10 + ((index * 7) % 30),
    invalid: odd ? 40 : 1,
  };
});

const points = Array.from({ length: 40 }, (_, index) => {
  const x = 0.5 + index * 0.12;
  return { x, y: Math.round(16 * 0.1 * 0.9 * (100 / x) ** 2) };
});

const count = (value: number) => Math.round(value).toLocaleString('en');

export function Charts() {
  return (
    <>
      <Section
        finding="Ten ways to draw an estimate"
        note={
          <>
            <h3>Always</h3>
            <p>Zero line in ink. The band of no difference worth having behind it.</p>
          </>
        }
      >
        <IntervalPlot
          name="Ten ways to draw an estimate"
          head="Difference, in points"
          unit="points, 95% interval"
          ground={ground}
          groups={[{ key: 'all', rows }]}
        />
        <IntervalPlot
          name="Visits by channel"
          head={<h3>Visited the site</h3>}
          ground={ground}
          groups={[
            {
              key: 'phone',
              heading: (
                <>
                  By channel <small>no sign that groups differ, p = 0.52</small>
                </>
              ),
              rows: rows.slice(0, 2),
            },
            { key: 'web', heading: 'By month', rows: rows.slice(2, 4) },
          ]}
          dense
        />
        <PlotKey
          marks={[
            { tone: 'better', words: 'estimate and 95% interval' },
            { tone: 'uncertain', words: 'not settled' },
          ]}
          band="no difference worth having, around zero"
        />
      </Section>
      <Section finding="Many tests">
        <VerdictStrip
          name="Verdicts"
          parts={[
            { tone: 'better', count: 229, words: '229 won' },
            { tone: 'worse', count: 31, words: '31 lost' },
            { tone: 'uncertain', count: 3866, words: '3,866 inconclusive' },
            { tone: 'invalid', count: 747, words: '747 invalid' },
            { tone: 'none', count: 0, words: '' },
          ]}
        />
        <MonthBars
          name="Tests by month. From July to December 2013, 677 of 966 split wrongly."
          caption="Tests started each month"
          bars={bars}
          stretches={[{ from: '2013-07', to: '2013-12', title: '7 in 10 split wrongly', sub: 'July to December 2013' }]}
          words={{ month: 'Month', settled: 'Settled', open: 'Inconclusive', invalid: 'Invalid' }}
        />
        <ul>
          {rows.slice(0, 5).map((row) => (
            <li key={row.key} className="spark-row">
              {row.label}
              <IntervalSpark ground={ground} tone={row.tone} line={row.line} />
            </li>
          ))}
        </ul>
      </Section>
      <Section finding="Half the difference needs four times the people">
        <CurvePlot
          name="People in each group, by the difference to find"
          points={points}
          here={{ x: 2, y: 3600, label: '3,600 for 2 points' }}
          xTitle="Smallest difference to find, in points"
          yTitle="People in each group"
          xWords={(x) => x.toFixed(1)}
          yWords={count}
          sentence={({ x, y }) => `To find ${x.toFixed(1)} points: ${count(y)} people in each group`}
          logY
        />
      </Section>
    </>
  );
}
