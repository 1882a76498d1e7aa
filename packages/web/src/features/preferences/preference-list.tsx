import type { Preference } from '@dandelion-loop/contract';
import { Link } from '@tanstack/react-router';
import '../../charts/plot.css';
import { texts } from '../../texts/preferences.ts';
import { Verdict } from '../../ui/verdict.tsx';
import { Name, spoken } from '../experiments/result-words.tsx';
import { brief, favourite, isMisjudged, whole } from './preference-words.ts';
import { SharesField } from './shares-field.tsx';

/** One line for each question: what was expected of the option that most prefer, and what came of it. */
export function PreferenceList({ preferences }: { preferences: readonly Preference[] }) {
  const { heads } = texts;
  return (
    <div className="preference-list">
      <div className="preference-head" aria-hidden="true">
        <span>{heads.question}</span>
        <span className="shares-ends">
          <span>{heads.none}</span>
          <span>{heads.all}</span>
        </span>
        <span>{heads.came}</span>
      </div>
      <ol>
        {preferences.map((preference) => (
          <PreferenceRow key={preference.id} preference={preference} />
        ))}
      </ol>
    </div>
  );
}

function PreferenceRow({ preference }: { preference: Preference }) {
  const { id, question, topic, shares, mine, answers } = preference;
  const share = shares === null ? null : favourite(shares);
  const own = share === null ? null : (mine?.expects[shares!.indexOf(share)] ?? null);
  return (
    <li className="preference-row">
      <p className="preference-asked">
        <Link to="/preferences/$id" params={{ id }}>
          <Name room={300}>{question}</Name>
        </Link>
        {topic !== '' && (
          <small>
            <Name>{topic}</Name>
          </small>
        )}
      </p>
      <div className="plot-field">{share !== null && <SharesField share={share} answers={answers} own={own} />}</div>
      <Came preference={preference} />
    </li>
  );
}

function Came({ preference: { customers, shares, answers, may } }: { preference: Preference }) {
  const { listState } = texts;
  if (customers === null || shares === null)
    return (
      <div className="preference-came">
        <Verdict tone="uncertain">{may.answer ? listState.yours : listState.customers}</Verdict>
        <small>{texts.listAnswers(answers)}</small>
      </div>
    );
  const { option, expected, actual, actualLow, actualHigh } = favourite(shares);
  const between = actualLow === null || actualHigh === null ? '' : texts.between(whole(actualLow), whole(actualHigh));
  return (
    <div className="preference-came">
      {expected === null || actualLow === null ? (
        <Verdict tone="uncertain">{listState.closed}</Verdict>
      ) : shares.some(isMisjudged) ? (
        <Verdict tone="untrue">{listState.misjudged}</Verdict>
      ) : (
        <Verdict tone="ok">{listState.fine}</Verdict>
      )}
      <small>
        {expected === null
          ? spoken(texts.listUnknown(brief(option), whole(actual), between))
          : spoken(texts.listCame(brief(option), whole(expected), whole(actual), between))}
      </small>
    </div>
  );
}
