import { openSharedPlan, type SharedPlan } from '@dandelion-loop/contract';
import { moneyText, valueText } from '@dandelion-loop/portfolio';
import { useLocation } from '@tanstack/react-router';
import { useMemo } from 'react';
import { type Formats, formatsOf } from '../../app/formats.ts';
import { usePageTitle } from '../../app/page-title.ts';
import { useAnswer } from '../../app/queries.ts';
import { percent } from '../../charts/interval-mark.tsx';
import { sharedTexts } from '../../texts/share.ts';
import { sharedPlanTexts as texts } from '../../texts/shared-plan.ts';
import { PageHead } from '../../ui/page-head.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Verdict } from '../../ui/verdict.tsx';
import { periodOf } from '../plan/plan-context.ts';
import { SharedFoot } from './shared-foot.tsx';
import { SharedProblem } from './shared-problem.tsx';
import './shared-page.css';
import './shared-plan.css';

/** A plan for the many. The token stays in the address, behind `#`, so that the page can be kept. */
export function SharedPlanPage() {
  const token = useLocation({ select: ({ hash }) => hash });
  return (
    <main className="shared shared-plan" id="main" tabIndex={-1}>
      {token === '' ? (
        <PageHead question={sharedTexts.endedQuestion} answer={sharedTexts.noToken} basis={sharedTexts.noTokenBasis} />
      ) : (
        <Opened key={token} token={token} />
      )}
    </main>
  );
}

function Opened({ token }: { token: string }) {
  // Opening is counted: once, not whenever somebody comes back to the window.
  const { data, error, refetch } = useAnswer(
    openSharedPlan,
    { body: { token } },
    { staleTime: Number.POSITIVE_INFINITY },
  );
  usePageTitle(data?.name);
  if (data !== undefined) return <SharedPlanView shared={data} />;
  if (error === null) return <Skeleton lines={8} what={texts.reading} />;
  return <SharedProblem error={error} onAgain={() => void refetch()} />;
}

interface Part {
  shared: SharedPlan;
  formats: Formats;
}

function SharedPlanView({ shared }: { shared: SharedPlan }) {
  const formats = useMemo(() => formatsOf({ locale: shared.locale, timeZone: 'UTC' }), [shared.locale]);
  const learned = shared.tried.filter((bet) => bet.learned !== '');
  return (
    <article>
      <p className="shared-mast">
        <b>{shared.workspace}</b>
        <span>{texts.forWhom}</span>
        <span className="as-of">{texts.asOf(formats.day(shared.asOf))}</span>
      </p>
      <Head shared={shared} formats={formats} />
      <Tried shared={shared} formats={formats} />
      <Failed shared={shared} formats={formats} />
      {learned.length > 0 && (
        <section>
          <h2>{texts.know}</h2>
          <ul className="shared-know">
            {learned.map((bet) => (
              <li key={bet.name}>
                {bet.learned}
                <small>{bet.name}</small>
              </li>
            ))}
          </ul>
        </section>
      )}
      <Worries shared={shared} />
      <Dates
        title={texts.now}
        rows={inOrder(shared.running, ({ endsOn }) => endsOn).map(({ name, endsOn }) => ({
          name,
          day: endsOn && texts.until(formats.day(endsOn)),
        }))}
      />
      <Dates
        title={texts.next}
        rows={inOrder(shared.next, ({ startsOn }) => startsOn).map(({ name, startsOn }) => ({
          name,
          day: startsOn && texts.from(formats.day(startsOn)),
        }))}
      />
      <SharedFoot>{texts.readOnly}</SharedFoot>
    </article>
  );
}

/** By day; those without one last. */
const inOrder = <Row,>(rows: readonly Row[], dayOf: (row: Row) => string | null): Row[] =>
  rows.toSorted((a, b) => (dayOf(a) ?? '9').localeCompare(dayOf(b) ?? '9'));

type Outcome = SharedPlan['outcomes'][number];

const periodsOf = (shared: SharedPlan): string => texts.periods[periodOf({ period: shared })];

const chanceText = (probability: number): string => `${Math.round(probability * 100)} of 100`;

function Head({ shared, formats }: Part) {
  const { outcomes, name } = shared;
  const [first, ...others] = outcomes;
  const periods = periodsOf(shared);
  const question = texts.questions[periodOf({ period: shared })];
  if (first === undefined) return <PageHead question={question} answer={texts.noOutcome} basis={name} />;
  return (
    <>
      <PageHead
        question={question}
        answer={<Standing outcome={first} periods={periods} formats={formats} />}
        basis={`${name}. ${texts.range(valueText(first.range.low), valueText(first.range.high), periods)}`}
      />
      <Road outcome={first} periods={periods} />
      {others.length > 0 && (
        <section>
          <h2>{texts.also}</h2>
          <ul className="shared-others">
            {others.map((outcome) => (
              <li key={outcome.name}>
                {texts.want}
                {texts.targetOnly(valueText(outcome.target), outcome)}
                {outcome.by !== null && texts.byOnly(formats.day(outcome.by))}
                {texts.wouldMake(chanceText(outcome.probability), periods)}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function Standing({ outcome, periods, formats }: { outcome: Outcome; periods: string; formats: Formats }) {
  const { probability, current, target, by, direction } = outcome;
  const said = direction === 'fall' ? texts.standingFall : texts.ofTarget;
  return (
    <>
      {texts.likely(probability)}
      {current === null ? texts.want : texts.standing}
      <mark>
        {current === null
          ? texts.targetOnly(valueText(target), outcome)
          : said(valueText(current.value), valueText(target), outcome)}
      </mark>
      {by !== null && (current === null || direction === 'fall' ? texts.byOnly : texts.by)(formats.day(by))}
      {texts.wouldMake(chanceText(probability), periods)}
    </>
  );
}

/** From nothing to the target: where it stands, and where half of all possible periods end. */
function Road({ outcome: { target, current, range }, periods }: { outcome: Outcome; periods: string }) {
  const value = current?.value ?? null;
  const all = [0, target, range.low, range.high, value ?? 0];
  const start = Math.min(...all);
  const span = (Math.max(...all) - start) * 1.1 || 1;
  const at = (x: number) => (x - start) / span;
  const today = value === null ? null : valueText(value);
  const name = texts.roadName(today, valueText(target), valueText(range.low), valueText(range.high), periods);
  return (
    <svg className="shared-road" role="img" aria-label={name}>
      <line className="road-line" x1="0" x2="100%" y1="34" y2="34" />
      <line className="road-may" x1={percent(at(range.low))} x2={percent(at(range.high))} y1="34" y2="34" />
      {value !== null && <line className="road-done" x1={percent(at(0))} x2={percent(at(value))} y1="34" y2="34" />}
      <line className="road-target" x1={percent(at(target))} x2={percent(at(target))} y1="20" y2="48" />
      {value !== null && (
        <text className="say" x={percent(at(value))} y="18" textAnchor={at(value) < 0.25 ? 'start' : 'end'}>
          {texts.today(valueText(value))}
        </text>
      )}
      <text className="say" x={percent(at(target))} y="62" textAnchor={anchorAt(at(target))}>
        {texts.wanted(valueText(target))}
      </text>
    </svg>
  );
}

/** So that what stands below a mark does not run over an edge. */
const anchorAt = (share: number): 'start' | 'middle' | 'end' => {
  if (share < 0.2) return 'start';
  return share > 0.8 ? 'end' : 'middle';
};

/** Single points, in plain words. */
function Worries({ shared }: { shared: SharedPlan }) {
  const worried = shared.outcomes.filter(({ worries }) => worries.length > 0);
  if (worried.length === 0) return null;
  return (
    <section>
      <h2>{texts.worries}</h2>
      {worried.map((outcome) => (
        <div className="shared-worries" key={outcome.name}>
          <p>{texts.worriesOf(outcome.name, outcome.worries.length)}</p>
          <ul>
            {outcome.worries.map(({ kind, name, probability }) => (
              <li key={`${kind} ${name} ${probability}`}>
                <b>{name === null ? texts.onePartner : kind === 'bet' ? `“${name}”` : name}</b>
                {texts.without(chanceText(probability), periodsOf(shared))}
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

const tones = { succeeded: 'better', failed: 'worse', stopped: 'stopped' } as const;
type Ended = keyof typeof tones;
const isEnded = (status: string): status is Ended => status in tones;
const words: Record<Ended, string> = { succeeded: texts.worked, failed: texts.failed, stopped: texts.stopped };

function Tried({ shared }: Part) {
  const { tried, running, next, currency } = shared;
  const money = (value: number) => moneyText(value, currency);
  return (
    <section>
      <h2>{texts.tried}</h2>
      <p>{texts.triedText(tried.length + running.length + next.length, tried.length)}</p>
      <ul className="shared-tries">
        {tried.map(({ name, hypothesis, status, cost, saved }) => (
          <li key={name}>
            <b>{name}</b>
            {isEnded(status) && <Verdict tone={tones[status]}>{words[status]}</Verdict>}
            <p>
              {hypothesis}{' '}
              {cost !== null && (saved ? texts.costSaved(money(cost), money(saved)) : texts.cost(money(cost)))}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Failed({ shared: { tried, failureBudget, saved, daysEarly, currency } }: Part) {
  const failed = tried.filter(({ status }) => status === 'failed' || status === 'stopped').length;
  return (
    <section>
      <h2>{texts.failedTitle}</h2>
      <p>
        {failed === 0 ? `${texts.failedNone} ` : texts.failedCount(failed)}
        {failureBudget} <strong>{texts.dared}</strong>
      </p>
      {(saved > 0 || daysEarly !== null) && (
        <ul className="shared-saved">
          {saved > 0 && (
            <li>
              <b className="n">{moneyText(saved, currency)}</b>
              <span>{texts.savedText}</span>
            </li>
          )}
          {daysEarly !== null && (
            <li>
              <b className="n">{texts.earlyDays(daysEarly)}</b>
              <span>{texts.daysText}</span>
            </li>
          )}
        </ul>
      )}
    </section>
  );
}

function Dates({ title, rows }: { title: string; rows: readonly { name: string; day: string | null }[] }) {
  if (rows.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      <dl className="shared-dates">
        {rows.map(({ name, day }) => (
          <div key={name}>
            <dt>{day ?? texts.noDay}</dt>
            <dd>{name}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
