import type { Preference, PreferenceShare } from '@dandelion-loop/contract';
import '../../charts/plot.css';
import { texts } from '../../texts/preferences.ts';
import { Section } from '../../ui/section.tsx';
import { Name, spoken } from '../experiments/result-words.tsx';
import { OptionLook } from './option-look.tsx';
import { sharesFinding, whole } from './preference-words.ts';
import { KeyMark, SharesField } from './shares-field.tsx';

interface SharesSectionProps {
  preference: Preference;
  shares: readonly PreferenceShare[];
}

/** For each option: what customers prefer, what members expected, what they prefer themselves. */
export function SharesSection({ preference, shares }: SharesSectionProps) {
  const known = preference.customers !== null;
  return (
    <Section finding={spoken(sharesFinding(preference))} note={<HowToRead preference={preference} />}>
      <figure className="plot-wrap" aria-label={texts.sharesName}>
        <div className="plot shares-plot">
          <div className="plot-head">
            <span>{texts.options}</span>
            <span className="shares-ends" aria-hidden="true">
              <span>{texts.tickNone}</span>
              <span>{texts.tickAll}</span>
            </span>
            <span>{known ? texts.customersHead : texts.expectedHead}</span>
          </div>
          <ul className="plot-rows">
            {shares.map((share, place) => (
              <li className="plot-row" key={share.option}>
                <div className="plot-label">
                  <Name room={200}>{share.option}</Name>
                  <OptionLook preference={preference} place={place} />
                </div>
                <div className="plot-field">
                  <SharesField
                    share={share}
                    answers={preference.answers}
                    own={preference.mine?.expects[place] ?? null}
                  />
                </div>
                <Value share={share} preference={preference} place={place} />
              </li>
            ))}
          </ul>
        </div>
      </figure>
      <Key known={known} preference={preference} />
    </Section>
  );
}

interface ValueProps {
  share: PreferenceShare;
  preference: Preference;
  place: number;
}

function Value({ share, preference: { answers, mine, customers }, place }: ValueProps) {
  const { actual, actualLow, actualHigh, expected, members, reasons } = share;
  const own = mine === null ? [] : [texts.rowOwn(whole(mine.expects[place] ?? null))];
  const said = answers === 0 ? [] : [texts.rowPrefer(members, answers)];
  if (customers === null)
    return (
      <div className="plot-value">
        <b>{whole(expected)}</b>
        <small>{[...own, ...said].join(', ')}</small>
      </div>
    );
  const between = actualLow !== null && actualHigh !== null;
  const expectedWords = expected === null ? [] : [texts.rowExpected(whole(expected))];
  return (
    <div className="plot-value">
      <b>{whole(actual)}</b>{' '}
      {between && <span className="quiet nowrap">{`${whole(actualLow)} to ${whole(actualHigh)}`}</span>}
      {!between && reasons.actualLow !== undefined && <small>{spoken(reasons.actualLow)}</small>}
      <small>{[...expectedWords, ...own].join(', ')}</small>
      <small>{said.join('')}</small>
    </div>
  );
}

function Key({ known, preference: { answers, mine } }: { known: boolean; preference: Preference }) {
  const marks = [
    ...(known ? (['customers'] as const) : []),
    ...(answers > 0 ? (['expected'] as const) : []),
    ...(mine !== null ? (['own'] as const) : []),
    ...(answers > 0 ? (['prefer'] as const) : []),
  ];
  return (
    <ul className="plot-key">
      {marks.map((of) => (
        <li key={of}>
          <KeyMark of={of} />
          {texts.key[of]}
        </li>
      ))}
    </ul>
  );
}

function HowToRead({ preference: { customers, answers } }: { preference: Preference }) {
  return (
    <>
      <h3>{texts.readTitle}</h3>
      {customers !== null && <p>{texts.readCustomers}</p>}
      {answers > 0 && <p>{texts.readMembers}</p>}
      {customers !== null && (
        <>
          <h3>{texts.sampleTitle}</h3>
          <p>{customers.by === 'experiment' ? texts.sampleTest : texts.sampleCustomers}</p>
          {answers > 0 && <p>{texts.sampleMembers}</p>}
        </>
      )}
      {answers > 0 && <p>{texts.learning}</p>}
    </>
  );
}
