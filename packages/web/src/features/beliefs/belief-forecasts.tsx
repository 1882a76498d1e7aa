import { type Belief, revealForecasts } from '@dandelion-loop/contract';
import { numbers } from '@dandelion-loop/wording';
import { useFormats } from '../../app/formats.ts';
import { useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/beliefs.ts';
import { Button } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { Details } from '../../ui/details.tsx';
import { FieldError } from '../../ui/field.tsx';
import { Section } from '../../ui/section.tsx';
import { Name } from '../experiments/result-words.tsx';
import { BeliefDots } from './belief-dots.tsx';
import { distanceOf, percent, seenOf, truthOf } from './belief-numbers.ts';
import { useBeliefChanged } from './use-belief-changed.ts';

/** What each member said, as far as it may be seen, and everything one said oneself. */
export function BeliefForecasts({ belief }: { belief: Belief }) {
  const { mine } = belief.forecasts;
  return (
    <Section finding={texts.forecastsFinding}>
      <div className="belief-wide">
        {seenOf(belief).length > 0 && (
          <span className="belief-ends" aria-hidden="true">
            <span>{texts.heads.low}</span>
            <span>{texts.heads.high}</span>
          </span>
        )}
        <BeliefDots belief={belief} />
      </div>
      {belief.may.reveal && <Reveal id={belief.id} />}
      <Everybody belief={belief} />
      {mine !== null && mine.history.length > 0 && <History mine={mine} />}
    </Section>
  );
}

function Reveal({ id }: { id: string }) {
  const changed = useBeliefChanged();
  const command = useCommand(revealForecasts, { onSuccess: changed });
  return (
    <div className="belief-reveal">
      <p>{texts.revealText}</p>
      <Button onClick={() => command.mutate({ params: { id } })} unavailable={command.isPending && texts.revealing}>
        {texts.reveal}
      </Button>
      {command.error && <FieldError>{command.error.message}</FieldError>}
    </div>
  );
}

interface Row {
  key: string;
  name: string;
  probability: number;
}

function rowsOf({ mine, others }: Belief['forecasts']): Row[] {
  const named = ({ name, role }: { name: string | null; role: keyof typeof texts.roleOf | null }) => {
    if (name === null) return texts.someone;
    return role === null ? name : `${name}, ${texts.roleOf[role]}`;
  };
  return [
    ...(mine === null ? [] : [{ key: 'own', name: texts.you, probability: mine.probability }]),
    ...(others ?? []).map((one, at) => ({ key: String(at), name: named(one), probability: one.probability })),
  ];
}

function Everybody({ belief }: { belief: Belief }) {
  const truth = truthOf(belief);
  const rows = rowsOf(belief.forecasts);
  if (belief.forecasts.others === null || rows.length === 0) return null;
  return (
    <DataTable caption={texts.forecastsFinding} hideCaption>
      <thead>
        <tr>
          <th scope="col">{texts.who}</th>
          <th scope="col" className="num">
            {texts.said}
          </th>
          {truth !== null && (
            <th scope="col" className="num">
              {texts.distance}
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, name, probability }) => (
          <tr key={key}>
            <th scope="row">
              <Name>{name}</Name>
            </th>
            <td className="num">{percent(probability)}</td>
            {truth !== null && <td className="num">{numbers.fixed(distanceOf(probability, truth), 2)}</td>}
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}

function History({ mine: { history } }: { mine: NonNullable<Belief['forecasts']['mine']> }) {
  const { moment } = useFormats();
  const counting = history.findLastIndex(({ afterReveal }) => !afterReveal);
  const standing = (at: number, afterReveal: boolean) => {
    if (afterReveal) return texts.afterReveal;
    return at === counting ? texts.counts : texts.earlier;
  };
  return (
    <Details summary={texts.historySummary(history.length)}>
      <ul className="belief-history">
        {history.map(({ probability, givenAt, afterReveal }, at) => (
          <li key={givenAt}>
            <b>{percent(probability)}</b> {moment(givenAt)}, {standing(at, afterReveal)}
          </li>
        ))}
      </ul>
    </Details>
  );
}
