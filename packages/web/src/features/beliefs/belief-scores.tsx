import { type AnswerOf, type BeliefScore, getBeliefScores, listBeliefs, shareScores } from '@dandelion-loop/contract';
import { numbers } from '@dandelion-loop/wording';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useMay } from '../../app/member.ts';
import { useAnswer, useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/beliefs.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { Details } from '../../ui/details.tsx';
import { notify } from '../../ui/notify.ts';
import { Segmented } from '../../ui/radio-group.tsx';
import { Section } from '../../ui/section.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ErrorState, TooFewState } from '../../ui/state-card.tsx';
import { Name, spoken } from '../experiments/result-words.tsx';
import { CalibrationPlot } from './calibration-plot.tsx';

type Scores = AnswerOf<typeof getBeliefScores>;

/** How well forecasts did: one's own first, then the team's, then of those who share. */
export function BeliefScores() {
  const { data, error, refetch } = useAnswer(getBeliefScores, {});
  const [whose, setWhose] = useState<'own' | 'team'>('own');
  if (data === undefined) {
    if (error === null) return <Skeleton lines={6} what={texts.scoresReading} />;
    return (
      <ErrorState say={texts.scoresFailed} actions={<Button onClick={() => refetch()}>{texts.tryAgain}</Button>}>
        {error.message}
      </ErrorState>
    );
  }
  const score = whose === 'own' ? data.mine : data.team;
  const [say, text] = whose === 'own' ? [texts.scoresNone, texts.scoresNoneText] : [texts.teamNone, texts.teamNoneText];
  return (
    <Section
      finding={score === null || score.n === 0 ? say : spoken(score.sentence)}
      controls={
        <Segmented
          legend={texts.scoresWhose}
          value={whose}
          onValue={setWhose}
          choices={[
            { value: 'own', label: texts.scoresOwn },
            { value: 'team', label: texts.scoresTeam },
          ]}
        />
      }
    >
      {score === null || score.n === 0 ? <TooFewState say={text} /> : <Calibration score={score} />}
      {whose === 'own' && <ScoreTable caption={texts.byTopic} head={texts.topic} rows={topicRows(data.myTopics)} />}
      {whose === 'team' && (
        <>
          <ScoreTable caption={texts.teamTopics} head={texts.topic} rows={topicRows(data.topics)} />
          <ScoreTable caption={texts.teamRoles} head={texts.role} rows={roleRows(data)} />
          <ScoreTable caption={texts.sharedBy} head={texts.member} rows={memberRows(data)} />
        </>
      )}
      {tablesOf(data, whose).some(isDrawnIn) && <p className="beliefs-aside">{texts.drawnInText}</p>}
      <Sharing shares={data.sharesScores} />
      {data.notes.map((note) => (
        <p key={note} className="beliefs-aside">
          {spoken(note)}
        </p>
      ))}
    </Section>
  );
}

const tablesOf = ({ myTopics, topics, roles, members }: Scores, whose: 'own' | 'team'): readonly BeliefScore[] =>
  whose === 'own' ? myTopics : [...topics, ...roles, ...members];
const isDrawnIn = ({ shrunkenBrier }: BeliefScore): boolean => shrunkenBrier !== null;

const topicRows = (topics: Scores['topics']) => topics.map((score) => ({ name: score.topic, score }));
const roleRows = ({ roles }: Scores) => roles.map((score) => ({ name: texts.roleOf[score.role], score }));
const memberRows = ({ members }: Scores) => members.map((score) => ({ name: score.member.name, score }));

/** Of fewer nobody can tell knowing from luck: neither of a whole picture nor of one of its bars. */
const few = 10;

function Calibration({ score }: { score: BeliefScore }) {
  const { calibration, brier, n } = score;
  if (n < few)
    return <TooFewState say={texts.calibrationNone(n, few)}>{texts.brierLine(numbers.fixed(brier, 2), n)}</TooFewState>;
  const light = calibration.filter((row) => row.n < few).at(-1);
  return (
    <div className="calibration">
      <CalibrationPlot rows={calibration} />
      <div className="calibration-words">
        <p>{texts.calibrationHow}</p>
        <p>
          {texts.calibrationBars}
          {light !== undefined && ` ${texts.calibrationFew(numbers.share(light.meanForecast), light.n)}`}
        </p>
        <p>{texts.brierLine(numbers.fixed(brier, 2), n)}</p>
        {score.logScore !== null && <p>{texts.logLine(numbers.fixed(score.logScore, 2))}</p>}
        <ToldApart score={score} />
        <Details summary={texts.scoresTable}>
          <DataTable caption={texts.scoresTable} hideCaption>
            <thead>
              <tr>
                {texts.scoresColumns.map((column) => (
                  <th key={column} scope="col" className="num">
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {calibration.map((row) => (
                <tr key={row.from}>
                  <td className="num">{numbers.share(row.meanForecast)}</td>
                  <td className="num">{numbers.count(row.n)}</td>
                  <td className="num">{numbers.share(row.observed)}</td>
                  <td className="num">{`${numbers.share(row.low)} to ${numbers.share(row.high)}`}</td>
                </tr>
              ))}
            </tbody>
          </DataTable>
        </Details>
      </div>
    </div>
  );
}

const hundredths = (share: number | null): string => numbers.fixed(share === null ? null : share * 100, 0);

function ToldApart({ score: { discrimination, discriminationLow, discriminationHigh } }: { score: BeliefScore }) {
  if (discrimination === null) return null;
  const between =
    discriminationLow === null || discriminationHigh === null
      ? ''
      : texts.toldApartBetween(hundredths(discriminationLow), hundredths(discriminationHigh));
  return <p>{texts.toldApart(hundredths(discrimination), between)}</p>;
}

interface ScoreTableProps {
  caption: string;
  head: string;
  rows: readonly { name: string; score: BeliefScore }[];
}

/** In the order of the API, which is by name. */
function ScoreTable({ caption, head, rows }: ScoreTableProps) {
  if (rows.length === 0) return null;
  const drawnIn = rows.some(({ score }) => isDrawnIn(score));
  return (
    <DataTable caption={caption}>
      <thead>
        <tr>
          <th scope="col">{head}</th>
          <th scope="col" className="num">
            {texts.forecasts}
          </th>
          <th scope="col" className="num">
            {texts.brier}
          </th>
          {drawnIn && (
            <th scope="col" className="num">
              {texts.drawnIn}
            </th>
          )}
          <th scope="col" className="num">
            {drawnIn ? texts.apartDrawnIn : texts.apart}
          </th>
          <th scope="col">{texts.inWords}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, score }) => (
          <tr key={name}>
            <th scope="row">
              <Name>{name === '' ? texts.none : name}</Name>
            </th>
            <td className="num">{numbers.count(score.n)}</td>
            <td className="num">{numbers.fixed(score.brier, 2)}</td>
            {drawnIn && <td className="num">{numbers.fixed(score.shrunkenBrier, 2)}</td>}
            <td className="num">{hundredths(drawnIn ? score.shrunkenDiscrimination : score.discrimination)}</td>
            <td>{spoken(score.sentence)}</td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}

function Sharing({ shares }: { shares: boolean }) {
  const client = useQueryClient();
  const command = useCommand(shareScores, {
    onSuccess: () =>
      Promise.all([getBeliefScores, listBeliefs].map(({ path }) => client.invalidateQueries({ queryKey: [path] }))),
    onError: (error) => notify({ tone: 'warning', title: texts.notShared, text: error.message }),
  });
  if (!useMay('beliefs:answer')) return null;
  const shown = command.isPending ? command.variables.body.sharesScores : shares;
  return (
    <div className="beliefs-sharing">
      <Checkbox
        checked={shown}
        onChecked={(sharesScores) => !command.isPending && command.mutate({ body: { sharesScores } })}
        label={texts.share}
        hint={texts.shareHint}
      />
    </div>
  );
}
