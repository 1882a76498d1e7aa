import { type Import, listImports } from '@dandelion-loop/contract';
import { Link } from '@tanstack/react-router';
import { useFormats } from '../../app/formats.ts';
import { useMay } from '../../app/member.ts';
import { useAnswer } from '../../app/queries.ts';
import { texts } from '../../texts/imports.ts';
import { Button } from '../../ui/button.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../ui/state-card.tsx';
import { ImportState, isGoing } from './import-state.tsx';
import './import-view.css';

/** Between two askings while one is judged, in milliseconds. */
const pause = 2000;

/** All imports, newest first. */
export function ImportsPage() {
  const { data, error, refetch } = useAnswer(
    listImports,
    {},
    {
      refetchInterval: (answer) => (answer?.imports.some(({ analyses }) => analyses.some(isGoing)) ? pause : false),
    },
  );
  const imports = data?.imports;
  const tests = imports?.reduce((sum, { experiments }) => sum + experiments, 0) ?? 0;
  const some = imports !== undefined && imports.length > 0;
  const mayImport = useMay('imports:write');
  return (
    <>
      <PageHead
        actions={
          some &&
          mayImport && (
            <ButtonLink to="/imports/new" kind="primary">
              {texts.newImport}
            </ButtonLink>
          )
        }
        question={texts.listQuestion}
        answer={imports && texts.listAnswer(imports.length, tests)}
      />
      {some ? (
        <ImportTable imports={imports} />
      ) : imports !== undefined ? (
        <EmptyState
          say={texts.listNone}
          actions={
            mayImport && (
              <ButtonLink to="/imports/new" kind="primary">
                {texts.newImport}
              </ButtonLink>
            )
          }
        >
          {mayImport ? texts.listNoneText : texts.listNoneReader}
        </EmptyState>
      ) : error === null ? (
        <Skeleton lines={5} />
      ) : (
        <ErrorState say={texts.listNotRead} actions={<Button onClick={() => void refetch()}>{texts.again}</Button>}>
          {error.message}
        </ErrorState>
      )}
    </>
  );
}

const words = texts.columns;

function ImportTable({ imports }: { imports: readonly Import[] }) {
  return (
    <div className="import-table">
      <DataTable caption={texts.caption} hideCaption>
        <thead>
          <tr>
            <th scope="col">{words.name}</th>
            <th scope="col">{words.state}</th>
            <th scope="col" className="num">
              {words.tests}
            </th>
            <th scope="col" className="after-number">
              {words.file}
            </th>
            <th scope="col">{words.day}</th>
          </tr>
        </thead>
        <tbody>
          {imports.map((imported) => (
            <Row key={imported.id} imported={imported} />
          ))}
        </tbody>
      </DataTable>
    </div>
  );
}

function Row({ imported }: { imported: Import }) {
  const formats = useFormats();
  const { id, name, analyses, experiments, createdAt } = imported;
  const [newest] = analyses;
  return (
    <tr>
      <th scope="row" className="import-name">
        <Link to="/imports/$id" params={{ id }}>
          {name}
        </Link>
      </th>
      <td>{newest && <ImportState state={newest.state} />}</td>
      <td className="num" data-label={words.tests}>
        {experiments === 0 ? texts.noFile : formats.count(experiments)}
      </td>
      <td className="after-number" data-label={words.file}>
        {fileWords(imported)}
      </td>
      <td className="nowrap">{formats.day(createdAt)}</td>
    </tr>
  );
}

function fileWords({ source, uploadThere }: Import): string {
  if (source !== 'file') return texts.noFile;
  return uploadThere ? texts.fileThere : texts.fileNot;
}
