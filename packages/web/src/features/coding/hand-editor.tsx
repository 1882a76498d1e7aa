import {
  type AnswerOf,
  type CodedAttribute,
  type CodeFilter,
  type Coder,
  codeFilters,
  listCodes,
} from '@dandelion-loop/contract';
import { Link, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useMay } from '../../app/member.ts';
import { useAnswer } from '../../app/queries.ts';
import { texts } from '../../texts/coding.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Field } from '../../ui/field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Select } from '../../ui/select.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../ui/state-card.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { AgreementSection } from './agreement-section.tsx';
import { CodeRows } from './code-rows.tsx';
import type { CodingSearch } from './coding-search.ts';
import { useCodes } from './use-codes.ts';

interface EditorProps {
  attribute: string;
  search: CodingSearch;
  /** As it is coded until now; undefined for a new one. */
  known: CodedAttribute | undefined;
  coders: readonly Coder[];
}

/** Gives variations levels of one attribute, by hand. */
export function HandEditor({ attribute, search, known, coders }: EditorProps) {
  const [after, setAfter] = useState<string | undefined>(undefined);
  const filter = search.filter ?? 'not-mine';
  const query = { attribute, filter, search: search.search ?? '', limit: 50, ...(after && { after }) };
  const { data, error, refetch } = useAnswer(listCodes, { query }, { keepPrevious: true, staleTime: Infinity });
  const [levels, setLevels] = useState(() => levelsOf(known, search.levels));
  const codes = useCodes(attribute);
  return (
    <div className="coding">
      <PageHead
        context={<Link to="/learnings/coding">{texts.toCoding}</Link>}
        question={texts.editorQuestion(attribute)}
        answer={
          data && (
            <>
              {texts.editorAnswer(data.counts.mine, data.counts.all)}
              <mark>{texts.editorFinding}</mark>
            </>
          )
        }
        basis={texts.editorBasis}
      />
      <Tools search={search} filter={filter} onChange={() => setAfter(undefined)} />
      {codes.problem !== null && (
        <Notice tone="warning" title={texts.notSaved} action={<Button onClick={codes.again}>{texts.again}</Button>}>
          {codes.problem.message}
        </Notice>
      )}
      {data === undefined ? (
        error === null ? (
          <Skeleton lines={8} what={texts.reading} />
        ) : (
          <ErrorState say={texts.notRead} actions={<Button onClick={() => void refetch()}>{texts.again}</Button>}>
            {error.message}
          </ErrorState>
        )
      ) : (
        <Page
          key={after ?? ''}
          page={data}
          levels={levels}
          codes={codes}
          coders={coders}
          onLevel={(level) => setLevels((now) => (now.includes(level) ? now : [...now, level]))}
          onPage={setAfter}
          paged={after !== undefined}
        />
      )}
      <AgreementSection attribute={attribute} />
    </div>
  );
}

function levelsOf(known: CodedAttribute | undefined, typed: string | undefined): string[] {
  const used = (known?.levels ?? []).map(({ level }) => level);
  return [...new Set([...(typed?.split('\n') ?? []), ...used.sort()])].filter((level) => level !== '');
}

const filters = codeFilters
  .map((value) => ({ value, label: texts.filters[value] }))
  .sort((a, b) => Number(b.value === 'not-mine') - Number(a.value === 'not-mine'));

function Tools({ search, filter, onChange }: { search: CodingSearch; filter: CodeFilter; onChange: () => void }) {
  const navigate = useNavigate();
  const go = (part: CodingSearch) => {
    onChange();
    void navigate({ to: '/learnings/coding', search: { ...search, ...part }, replace: true });
  };
  return (
    <div className="code-tools">
      <Field label={texts.filter}>
        <Select value={filter} onValue={(value) => go({ filter: value as CodeFilter })} choices={filters} />
      </Field>
      <SearchField
        value={search.search ?? ''}
        onValue={(text) => go({ search: text })}
        label={texts.searchLabel}
        placeholder={texts.search}
        clearLabel={texts.clearSearch}
      />
    </div>
  );
}

interface PageProps {
  page: AnswerOf<typeof listCodes>;
  levels: readonly string[];
  codes: ReturnType<typeof useCodes>;
  coders: readonly Coder[];
  onLevel: (level: string) => void;
  onPage: (after: string | undefined) => void;
  paged: boolean;
}

function Page({ page: { variations, next }, levels, codes, coders, onLevel, onPage, paged }: PageProps) {
  const may = useMay('learnings:write');
  const [showOthers, setShowOthers] = useState(false);
  const back = paged && <Button onClick={() => onPage(undefined)}>{texts.first}</Button>;
  if (variations.length === 0)
    return (
      <EmptyState say={texts.noneLeft} actions={back}>
        {texts.noneLeftText}
      </EmptyState>
    );
  return (
    <>
      {may ? (
        <div className="code-help">
          <p className="quiet">{texts.keys}</p>
          <NewLevel onLevel={onLevel} />
          <Checkbox checked={showOthers} onChecked={setShowOthers} label={texts.showOthers} />
        </div>
      ) : (
        <p className="quiet">{texts.mayNotCode}</p>
      )}
      <CodeRows
        variations={variations}
        levels={levels}
        codes={codes}
        coders={coders}
        showOthers={showOthers || !may}
        may={may}
      />
      <div className="code-bar">
        <p role="status">{texts.saveState[codes.state]}</p>
        {back}
        {next !== null && <Button onClick={() => onPage(next)}>{texts.next}</Button>}
      </div>
    </>
  );
}

function NewLevel({ onLevel }: { onLevel: (level: string) => void }) {
  const [level, setLevel] = useState('');
  const add = (event: FormEvent) => {
    event.preventDefault();
    if (level.trim() === '') return;
    onLevel(level.trim());
    setLevel('');
  };
  return (
    <form className="new-level" onSubmit={add}>
      <TextInput
        aria-label={texts.newLevel}
        placeholder={texts.newLevel}
        value={level}
        onValue={setLevel}
        maxLength={80}
        autoComplete="off"
      />
      <Button type="submit">{texts.addLevel}</Button>
    </form>
  );
}
