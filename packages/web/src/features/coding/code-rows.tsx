import type { CodedVariation, Coder } from '@dandelion-loop/contract';
import { type KeyboardEvent, useRef } from 'react';
import { useSession } from '../../app/member.ts';
import { texts } from '../../texts/coding.ts';
import '../../ui/chip.css';
import { keyOfCoded, type OwnCodes } from './use-codes.ts';

interface RowsProps {
  variations: readonly CodedVariation[];
  levels: readonly string[];
  codes: OwnCodes;
  coders: readonly Coder[];
  /** Before one's own choice it would lead it. */
  showOthers: boolean;
  may: boolean;
}

/** Longer texts are cut in a row. */
const longestText = 400;
const shortened = (text: string): string =>
  text.length > longestText ? `${[...text].slice(0, longestText).join('')}…` : text;

/** Variations one below the other; the keys choose and move. */
export function CodeRows({ variations, levels, codes, coders, showOthers, may }: RowsProps) {
  const list = useRef<HTMLUListElement>(null);
  const { member } = useSession();
  const focusRow = (row: number, level = 0) => {
    const chips = list.current?.children[row]?.querySelectorAll<HTMLElement>('.chip');
    (chips?.[level] ?? chips?.[0])?.focus();
  };
  const onKeyDown = (row: number, at: number) => (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const digit = /^\d$/.test(event.key) ? Number(event.key) : null;
    const next = { ArrowDown: row + 1, ArrowUp: row - 1 }[event.key];
    const aside = { ArrowRight: at + 1, ArrowLeft: at - 1 }[event.key];
    const level = digit === null ? undefined : levels[digit - 1];
    if (next !== undefined) focusRow(next, at);
    else if (aside !== undefined && aside >= 0) focusRow(row, aside);
    else if (digit === 0 || event.key === 'Backspace') codes.give(variations[row]!, null);
    else if (level !== undefined) {
      codes.give(variations[row]!, level);
      focusRow(row + 1, at);
    } else return;
    event.preventDefault();
  };
  return (
    <ul className="code-rows" ref={list}>
      {variations.map((one, row) => {
        const given = codes.given.get(keyOfCoded(one));
        const stored = one.codes.find(({ by }) => by.id === member.id)?.level ?? null;
        const mine = given === undefined ? stored : given;
        return (
          <li key={keyOfCoded(one)} data-coded={mine !== null}>
            <Said of={one} />
            {may && (
              <fieldset className="chips" aria-label={texts.variationOf(one.variation, one.title)}>
                {levels.map((level, at) => (
                  <button
                    key={level}
                    type="button"
                    className="chip"
                    aria-pressed={mine === level}
                    onKeyDown={onKeyDown(row, at)}
                    onClick={() => codes.give(one, mine === level ? null : level)}
                  >
                    {at < 9 && <span className="n">{at + 1}</span>}
                    {level}
                  </button>
                ))}
              </fieldset>
            )}
            {(showOthers || mine !== null) && <Others of={one} coders={coders} me={member.id} />}
          </li>
        );
      })}
    </ul>
  );
}

function Said({ of: { title, variation, texts: said } }: { of: CodedVariation }) {
  return (
    <div className="code-said">
      {said.length === 0 && <p className="quiet">{texts.noText}</p>}
      {said.map(({ column, text }) => (
        <p key={column}>
          {said.length > 1 && <small className="quiet">{column}</small>} {shortened(text)}
        </p>
      ))}
      <small className="quiet">{texts.variationOf(variation, title)}</small>
    </div>
  );
}

function Others({ of, coders, me }: { of: CodedVariation; coders: readonly Coder[]; me: string }) {
  const others = of.codes.filter(({ by }) => by.id !== me);
  const nameOf = (id: string) => coders.find((coder) => coder.id === id)?.name ?? id;
  const found = [...new Set(of.coders.map(({ coder, level }) => `${nameOf(coder)}: ${level}`))];
  return (
    <p className="code-others">
      {others.length > 0 && (
        <span>{texts.others(others.map(({ by, level }) => `${by.name} ${level}`).join(', '))} </span>
      )}
      {found.length > 0 && <span className="quiet">{texts.coderSays(found.join(', '))}</span>}
    </p>
  );
}
