import { exportRows, type Import } from '@dandelion-loop/contract';
import { addressOf } from '../../app/api.ts';
import { useMay } from '../../app/member.ts';
import { texts } from '../../texts/imports.ts';
import { Icon } from '../../ui/icon.tsx';
import { Section } from '../../ui/section.tsx';

const formats = [
  ['csv', 'CSV'],
  ['parquet', 'Parquet'],
] as const;

/** What was judged, to be looked at by other programs. */
export function ImportRows({ imported: { id, source, currentAnalysisId } }: { imported: Import }) {
  const may = useMay('imports:raw');
  if (!may || source === 'counts' || currentAnalysisId === null) return null;
  return (
    <Section
      finding={texts.rows}
      note={
        <>
          <h3>{texts.rowsNote}</h3>
          <p>{texts.rowsNoteText}</p>
        </>
      }
    >
      <p className="import-rows-text">{texts.rowsText}</p>
      <p className="import-rows">
        {formats.map(([format, word]) => (
          <a key={format} href={addressOf(exportRows, { params: { id }, query: { format } })} download>
            <Icon name="export" />
            {texts.rowsAs(word)}
          </a>
        ))}
      </p>
    </Section>
  );
}
