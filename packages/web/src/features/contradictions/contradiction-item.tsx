import {
  type ContradictionNotice,
  draftOfContradiction,
  listDrafts,
  restoreContradiction,
} from '@dandelion-loop/contract';
import { apartSaid, lineOf, type PlotFrame } from '@dandelion-loop/wording';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useFormats } from '../../app/formats.ts';
import { useMay } from '../../app/member.ts';
import { useCommand } from '../../app/queries.ts';
import type { MarkTone } from '../../charts/interval-mark.tsx';
import { IntervalPlot, type IntervalRow } from '../../charts/interval-plot.tsx';
import { texts } from '../../texts/contradictions.ts';
import { Button } from '../../ui/button.tsx';
import { FieldError } from '../../ui/field.tsx';
import { Name, spoken } from '../experiments/result-words.tsx';
import { estimateOn, learningsAxis, type Range, writtenOn } from '../learnings/learnings-axis.ts';
import { DismissDialog } from './dismiss-dialog.tsx';
import { useContradictionsChanged } from './use-contradictions-changed.ts';

/** One contradiction: the picture of both sides, the sentence, what being wrong costs, and the test that would tell. */
export function ContradictionItem({ notice }: { notice: ContradictionNotice }) {
  const { moment } = useFormats();
  const { kind, sentence, size, costSentence, tellingSentence, raisedAt, returned, dismissed, onlyYou } = notice;
  return (
    <li className="contradiction">
      <small className="contradiction-kind">{texts.kinds[kind]}</small>
      <Picture notice={notice} />
      <p className="contradiction-sentence">{spoken(sentence)}</p>
      <dl className="contradiction-facts">
        <Fact label={texts.apart}>{apartSaid(size)}</Fact>
        <Fact label={texts.cost}>{spoken(costSentence)}</Fact>
        <Fact label={texts.telling}>{spoken(tellingSentence)}</Fact>
      </dl>
      <p className="quiet contradiction-when">
        {dismissed === null
          ? `${texts.raised(moment(raisedAt))}.`
          : texts.dismissedBy(spoken(dismissed.by.name), moment(dismissed.at), spoken(dismissed.reason))}{' '}
        {returned !== null && texts.returned(moment(returned.at), spoken(returned.reason))} {onlyYou && texts.onlyYou}
      </p>
      <Actions notice={notice} />
    </li>
  );
}

function Fact({ label, children }: { label: string; children: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd className="n">{children}</dd>
    </div>
  );
}

type Side = ContradictionNotice['sides'][number];

/** The side that is doubted in the colour of doubt, the other as an interval like any. */
const toneOf = (at: number, { low, high }: { low: number; high: number }): MarkTone =>
  at === 0 || (low <= 0 && high >= 0) ? 'uncertain' : 'none';

const rangeOf = (effect: { value: number; low: number; high: number }): Range => ({
  ...{ effect: effect.value, low: effect.low, high: effect.high },
});

/** From zero to where the claim points, and on. */
function claimed(claims: Side['claims'], { zero, band }: PlotFrame): IntervalRow['line'] {
  if (claims === 'no-difference')
    return { from: band?.from ?? zero, to: band?.to ?? zero, at: zero, clippedLow: false, clippedHigh: false };
  const up = claims === 'raises';
  return { from: up ? zero : 0, to: up ? 1 : zero, at: null, clippedLow: !up, clippedHigh: up };
}

const names = { 'all tests': texts.whole, 'the other tests': texts.others } as Readonly<Record<string, string>>;

function Picture({ notice: { sides, learning, sentence } }: { notice: ContradictionNotice }) {
  const scaled = { ...learning, kind: 'mean' as const, relative: sides[1].relative };
  // A claim has no number: on the other side of zero there is room for what it says.
  const { value } = sides[1].effect ?? { value: 0 };
  const room = sides[0].effect === null ? [{ of: scaled, range: { effect: 0, low: -value / 2, high: 0 } }] : [];
  const axis = learningsAxis({
    learnings: [scaled],
    ranges: sides
      .flatMap(({ effect }) => (effect === null ? [] : [{ of: scaled, range: rangeOf(effect) }]))
      .concat(room),
    ...{ practical: { value: 0, relative: true }, level: 0.95 },
  });
  const row = (side: Side, at: number): IntervalRow => {
    const label = (
      <>
        <Name room={60}>{names[side.who] ?? side.who}</Name>{' '}
        {side.tests !== null && <span className="quiet n">{texts.tests(side.tests)}</span>}
      </>
    );
    const key = String(at);
    if (side.effect === null) {
      const { claims } = side;
      const reason = claims && texts.claims[claims];
      return { key, label, tone: 'uncertain', line: claimed(claims, axis.frame), text: null, interval: null, reason };
    }
    const estimate = estimateOn(axis.relative, scaled, rangeOf(side.effect));
    return {
      ...{ key, label, tone: toneOf(at, side.effect), line: lineOf(axis.frame, estimate) },
      ...writtenOn(axis, estimate),
    };
  };
  return (
    <IntervalPlot
      name={texts.plotName(spoken(sentence))}
      head={spoken(texts.head(learning.metric))}
      unit={axis.frame.unit}
      ground={axis.frame}
      groups={[{ key: 'sides', rows: sides.map(row) }]}
      dense
    />
  );
}

function Actions({ notice }: { notice: ContradictionNotice }) {
  const { learning, belief, test, sentence, dismissed, onlyYou, telling } = notice;
  const [dismissing, setDismissing] = useState(false);
  const may = useMay('learnings:write');
  return (
    <div className="contradiction-actions">
      {may && dismissed === null && !onlyYou && (
        <>
          {telling !== null && <DraftButton notice={notice} />}
          <Button kind="quiet" aria-label={texts.dismissOf(spoken(sentence))} onClick={() => setDismissing(true)}>
            {texts.dismiss}
          </Button>
        </>
      )}
      {may && dismissed !== null && <RestoreButton notice={notice} />}
      <span className="contradiction-links">
        <Link to="/learnings/$id" params={{ id: learning.id }}>
          {texts.toLearning}
        </Link>
        {belief !== null && (
          <Link to="/beliefs/$id" params={{ id: belief.id }}>
            {texts.toBelief}
          </Link>
        )}
        {test !== null && (
          <Link to="/experiments/$id" params={{ id: test.id }}>
            {texts.toTest}
          </Link>
        )}
      </span>
      {dismissing && <DismissDialog notice={notice} onClose={() => setDismissing(false)} />}
    </div>
  );
}

function DraftButton({ notice: { id, sentence } }: { notice: ContradictionNotice }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const command = useCommand(draftOfContradiction, {
    onSuccess: async (draft) => {
      await client.invalidateQueries({ queryKey: [listDrafts.path] });
      await navigate({ to: '/drafts/$id', params: { id: draft.id } });
    },
  });
  return (
    <>
      <Button
        aria-label={texts.draftOf(spoken(sentence))}
        unavailable={command.isPending && texts.drafting}
        onClick={() => command.mutate({ params: { id } })}
      >
        {texts.draft}
      </Button>
      {command.error && <FieldError>{command.error.message}</FieldError>}
    </>
  );
}

function RestoreButton({ notice: { id, sentence } }: { notice: ContradictionNotice }) {
  const changed = useContradictionsChanged();
  const command = useCommand(restoreContradiction, { onSuccess: changed });
  return (
    <>
      <Button
        kind="quiet"
        aria-label={texts.restoreOf(spoken(sentence))}
        unavailable={command.isPending && texts.restoring}
        onClick={() => command.mutate({ params: { id } })}
      >
        {texts.restore}
      </Button>
      {command.error && <FieldError>{command.error.message}</FieldError>}
    </>
  );
}
