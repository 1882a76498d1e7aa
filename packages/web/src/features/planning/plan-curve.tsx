import { numbers } from '@dandelion-loop/wording';
import { CurvePlot } from '../../charts/curve-plot.tsx';
import { texts } from '../../texts/planning.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { Details } from '../../ui/details.tsx';
import { Section } from '../../ui/section.tsx';
import {
  curvePoints,
  differenceText,
  differenceWords,
  type Sized,
  shownDifference,
  sizeRows,
  spansFar,
  timesForHalf,
} from './plan-answer.ts';

interface PlanCurveProps {
  sized: Sized;
  perDay: number | null;
  /** The difference was planned as a part of the rate. */
  relative: boolean;
}

/** What other differences would need, drawn and as a table. */
export function PlanCurve({ sized, perDay, relative }: PlanCurveProps) {
  const { size } = sized;
  const times = timesForHalf(sized);
  const points = curvePoints(sized);
  const isRate = size.kind === 'proportion';
  return (
    <Section
      finding={times === null ? texts.curveFindingPlain : texts.curveFinding(times)}
      note={
        <>
          <h3>{texts.howToRead}</h3>
          <p>{texts.howToReadText}</p>
          <h3>{texts.howWrong}</h3>
          <p>{wrongWords(isRate, relative)}</p>
        </>
      }
    >
      {points.length < 2 ? (
        <p className="quiet">{texts.fails}</p>
      ) : (
        <CurvePlot
          name={texts.curveName}
          points={points}
          here={{
            x: shownDifference(size.effect.absolute, size),
            y: size.unitsPerVariation,
            label: texts.curveHere(numbers.count(size.unitsPerVariation), differenceWords(size.effect.absolute, size)),
          }}
          xTitle={texts.curveX(isRate ? texts.curveXPoints : texts.curveXOwn)}
          yTitle={texts.curveY}
          xWords={differenceText}
          yWords={shortCount}
          sentence={({ x, y }) =>
            texts.curveSentence(isRate ? texts.inPoints(differenceText(x)) : differenceText(x), numbers.count(y))
          }
          logY={spansFar(points)}
        />
      )}
      <Details summary={texts.table}>
        <SizeTable sized={sized} perDay={perDay} />
      </Details>
    </Section>
  );
}

function wrongWords(isRate: boolean, relative: boolean): string {
  if (!isRate) return texts.howWrongMean;
  return relative ? texts.howWrongPercent : texts.howWrongPoints;
}

const compact = new Intl.NumberFormat('en-US', { notation: 'compact' });

/** Millions and more do not fit beside an axis. */
const shortCount = (value: number): string => (value < 1e6 ? numbers.count(value) : compact.format(value));

function SizeTable({ sized, perDay }: { sized: Sized; perDay: number | null }) {
  const { size } = sized;
  const { baseline, kind, variations } = size;
  const { heads } = texts;
  const isRate = kind === 'proportion';
  const value = (level: number, effect: number): string =>
    numbers.metricValue({ kind }, level, numbers.decimalsFor(Math.abs(effect) * (isRate ? 100 : 1)));
  return (
    <DataTable caption={texts.tableCaption}>
      <thead>
        <tr>
          <th scope="col">{heads.difference}</th>
          {baseline !== null && baseline !== 0 && (
            <>
              <th scope="col" className="num">
                {isRate ? heads.relative : heads.relativeMean}
              </th>
              <th scope="col" className="num">
                {heads.to}
              </th>
            </>
          )}
          <th scope="col" className="num">
            {heads.each}
          </th>
          <th scope="col" className="num">
            {heads.all}
          </th>
          {perDay !== null && (
            <th scope="col" className="num">
              {heads.days}
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {sizeRows(sized).map(({ effect, units, asked }) => (
          <tr key={effect} className={asked ? 'plan-asked' : undefined}>
            <th scope="row">
              {differenceWords(effect, size)} {asked && <small>{texts.thisPlan}</small>}
            </th>
            {baseline !== null && baseline !== 0 && (
              <>
                <td className="num">{numbers.lift(effect / Math.abs(baseline))}</td>
                <td className="num">{texts.fromTo(value(baseline, effect), value(baseline + effect, effect))}</td>
              </>
            )}
            <td className="num">{numbers.count(units)}</td>
            <td className="num">{numbers.count(units * variations)}</td>
            {perDay !== null && (
              <td className="num">{numbers.count(Math.max(1, Math.ceil((units * variations) / perDay)))}</td>
            )}
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}
