import { type BeliefScore, getBeliefScores, shareScores } from '@dandelion-loop/contract';
import { numbers } from '@dandelion-loop/wording';
import { useQueryClient } from '@tanstack/react-query';
import { useMay } from '../../app/member.ts';
import { useAnswer, useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/beliefs.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Section } from '../../ui/section.tsx';
import { Calibration } from './calibration.tsx';

/** Of fewer nobody can tell knowing from luck, and a picture would say otherwise. */
const fewest = 10;

/** How good answers were: one's own first, then the team's. Never a ranking. */
export function OwnScores() {
  const { data } = useAnswer(getBeliefScores, {});
  if (data === undefined) return null;
  const { mine, team } = data;
  const [brierHead, brier, readHead, read] = texts.scoreNote;
  return (
    <Section
      finding={mine === null ? texts.scoresNone : texts.scores}
      note={
        mine !== null && (
          <>
            <h3>{brierHead}</h3>
            <p>{brier}</p>
            <h3>{readHead}</h3>
            <p>{read}</p>
          </>
        )
      }
    >
      {mine === null ? <p className="quiet">{texts.scoresNoneText}</p> : <Score score={mine} />}
      {team !== null && (
        <>
          <h3>{texts.scoresOfTeam}</h3>
          <Score score={team} />
        </>
      )}
      <Sharing shared={data.sharesScores} />
    </Section>
  );
}

function Score({ score: { sentence, brier, n, calibration } }: { score: BeliefScore }) {
  return (
    <div className="belief-score">
      {n >= fewest && <Calibration rows={calibration} />}
      <div>
        <p>{sentence}</p>
        {brier !== null && (
          <p className="quiet">{texts.scoreLine(numbers.fixed(brier, 2), numbers.counted(n, 'answer'))}</p>
        )}
      </div>
    </div>
  );
}

function Sharing({ shared }: { shared: boolean }) {
  const may = useMay('beliefs:answer');
  const client = useQueryClient();
  const share = useCommand(shareScores, {
    onSettled: () => client.invalidateQueries({ queryKey: [getBeliefScores.path] }),
  });
  if (!may) return null;
  return (
    <Checkbox
      checked={shared}
      onChecked={(sharesScores) => share.mutate({ body: { sharesScores } })}
      label={texts.share}
    />
  );
}
