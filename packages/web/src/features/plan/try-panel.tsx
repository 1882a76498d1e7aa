import type { PlanDocument } from '@dandelion-loop/contract';
import { inHundred, moneyText } from '@dandelion-loop/portfolio';
import { useId, useState } from 'react';
import { texts } from '../../texts/plan.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Chip } from '../../ui/chip.tsx';
import { Details } from '../../ui/details.tsx';
import { Field } from '../../ui/field.tsx';
import { NumberInput } from '../../ui/number-input.tsx';
import { Select } from '../../ui/select.tsx';
import { KeepScenario } from './keep-scenario.tsx';
import type { Shown } from './plan-context.ts';
import { changeCount, isRemoved, noWhatIf, toggledRemoval, type WhatIf, withBet, withDomain } from './what-if.ts';

/** What is being tried, always in sight, and a way back. */
export function TryBar({ shown }: { shown: Shown }) {
  const { whatIf, setWhatIf, now, probability, mayWrite } = shown;
  const changes = changeCount(whatIf);
  if (changes === 0) return null;
  return (
    <section className="try-bar" aria-label={texts.trying(changes)}>
      <div role="status">
        <b>{texts.trying(changes)}</b> {texts.tryingText(inHundred(now.probability), inHundred(probability))}
      </div>
      <div className="try-chips">
        {changesOf(shown).map(({ key, words, without }) => (
          <Chip key={key} name={texts.forget(words)} onRemove={() => setWhatIf(without)}>
            {words}
          </Chip>
        ))}
      </div>
      <div className="try-actions">
        <Button onClick={() => setWhatIf(noWhatIf)}>{texts.undo}</Button>
        {mayWrite && <KeepScenario shown={shown} />}
      </div>
    </section>
  );
}

interface Told {
  key: string;
  words: string;
  /** Everything but this one. */
  without: WhatIf;
}

const without = <Value,>(record: Readonly<Record<string, Value>>, name: string): Record<string, Value> =>
  Object.fromEntries(Object.entries(record).filter(([key]) => key !== name));

function changesOf({ whatIf, whole }: Shown): Told[] {
  const money = (value: number) => moneyText(value, whole.answer.currency);
  const { changeWords } = texts;
  return [
    ...whatIf.removed.map((part) => ({
      key: `removed ${part.kind} ${part.name}`,
      words: changeWords.removed(part.name),
      without: toggledRemoval(whatIf, part),
    })),
    ...Object.entries(whatIf.bets).map(([name, { stake, probability }]) => ({
      key: `bet ${name}`,
      words: [
        stake === undefined ? [] : changeWords.stake(name, money(stake)),
        probability === undefined ? [] : changeWords.probability(name, inHundred(probability)),
      ]
        .flat()
        .join(', '),
      without: { ...whatIf, bets: without(whatIf.bets, name) },
    })),
    ...Object.entries(whatIf.domains).map(([name, { failure, cap }]) => ({
      key: `domain ${name}`,
      words: [
        failure === undefined ? [] : changeWords.failure(name, inHundred(failure)),
        cap === undefined ? [] : changeWords.cap(name, cap === null ? null : money(cap)),
      ]
        .flat()
        .join(', '),
      without: { ...whatIf, domains: without(whatIf.domains, name) },
    })),
    ...whatIf.moved.map((move) => ({
      key: `moved ${move.bet} ${move.from}`,
      words: changeWords.moved(move.bet, move.from),
      without: { ...whatIf, moved: whatIf.moved.filter((one) => one !== move) },
    })),
  ];
}

/** Stakes, chances and caps by slider or typed: the same by hand, keys and voice. */
export function TryPanel({ shown }: { shown: Shown }) {
  const { document, outcome } = shown;
  const [chosen, setChosen] = useState('');
  const bets = document.bets.filter(
    (bet) => bet.outcome === outcome.name && (bet.status === 'planned' || bet.status === 'running'),
  );
  const names = [
    ...bets.map(({ name }) => ({ value: `bet:${name}`, label: name })),
    ...document.domains.map(({ name, kind }) => ({ value: `domain:${name}`, label: `${name} (${texts.kinds[kind]})` })),
  ];
  if (names.length === 0) return null;
  const value = names.some((one) => one.value === chosen) ? chosen : names[0]!.value;
  const name = value.slice(value.indexOf(':') + 1);
  return (
    <Details summary={texts.tryTitle}>
      <div className="try-panel">
        <Field label={texts.tryWhat}>
          <Select value={value} onValue={setChosen} choices={names} />
        </Field>
        {value.startsWith('bet:') ? (
          <TryBet key={value} shown={shown} name={name} document={document} />
        ) : (
          <TryDomain key={value} shown={shown} name={name} document={document} />
        )}
      </div>
    </Details>
  );
}

interface TryProps {
  shown: Shown;
  name: string;
  document: PlanDocument;
}

function TryBet({ shown: { tried, whatIf, setWhatIf }, name, document }: TryProps) {
  const bet = tried.bets.find((one) => one.name === name);
  if (bet === undefined) return null;
  const most = Math.max(1000, ...document.bets.map(({ stake }) => stake.money * 2));
  return (
    <>
      <Slide
        label={texts.tryStake}
        value={bet.stake.money}
        most={most}
        step={most / 200}
        onValue={(stake) => setWhatIf(withBet(whatIf, document, name, { stake }))}
      />
      <Slide
        label={`${texts.tryProbability} (%)`}
        value={bet.probability * 100}
        most={100}
        step={1}
        onValue={(value) => setWhatIf(withBet(whatIf, document, name, { probability: value / 100 }))}
      />
      <Checkbox
        label={texts.tryRemoved}
        checked={isRemoved(whatIf, { kind: 'bet', name })}
        onChecked={() => setWhatIf(toggledRemoval(whatIf, { kind: 'bet', name }))}
      />
    </>
  );
}

function TryDomain({ shown: { tried, whatIf, setWhatIf }, name, document }: TryProps) {
  const domain = tried.domains.find((one) => one.name === name);
  if (domain === undefined) return null;
  const staked = document.bets
    .filter(({ domains }) => domains.includes(name))
    .reduce((sum, { stake }) => sum + stake.money, 0);
  const most = Math.max(1000, 2 * staked, 2 * (domain.cap ?? 0));
  return (
    <>
      <Slide
        label={`${texts.tryFailure} (%)`}
        value={domain.failure * 100}
        most={100}
        step={1}
        onValue={(value) => setWhatIf(withDomain(whatIf, document, name, { failure: value / 100 }))}
      />
      <Slide
        label={texts.tryCap}
        value={domain.cap ?? null}
        most={most}
        step={most / 200}
        onValue={(cap) => setWhatIf(withDomain(whatIf, document, name, { cap }))}
      />
      <Checkbox
        label={texts.tryRemoved}
        checked={isRemoved(whatIf, { kind: 'domain', name })}
        onChecked={() => setWhatIf(toggledRemoval(whatIf, { kind: 'domain', name }))}
      />
    </>
  );
}

interface SlideProps {
  label: string;
  /** Null: none is set. */
  value: number | null;
  most: number;
  step: number;
  onValue: (value: number) => void;
}

/** A slider and a number for the same value. */
function Slide({ label, value, most, step, onValue }: SlideProps) {
  const id = useId();
  const rounded = value === null ? null : Math.round(value * 100) / 100;
  return (
    <div className="try-slide">
      <Field label={label}>
        <NumberInput
          value={rounded}
          onValue={(read) => {
            if (read !== null && read >= 0) onValue(Math.min(read, label.includes('%') ? 100 : 1e12));
          }}
        />
      </Field>
      <input
        id={id}
        type="range"
        aria-label={label}
        min={0}
        max={most}
        step={step}
        value={rounded ?? 0}
        onChange={(event) => onValue(Number(event.target.value))}
      />
    </div>
  );
}
