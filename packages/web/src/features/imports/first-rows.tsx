import { choiceTexts as texts } from '../../texts/import-choices.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { Section } from '../../ui/section.tsx';
import type { ChoosableFile } from './choosable-file.ts';

/** A file can have thousands of columns; a table of them helps nobody. */
const mostColumns = 60;

/** What the file looks like, so that choices can be checked by eye. */
export function FirstRows({ columns, head }: Pick<ChoosableFile, 'columns' | 'head'>) {
  const shown = columns.slice(0, mostColumns);
  if (head.length === 0) return <p className="quiet">{texts.noRows}</p>;
  return (
    <Section finding={texts.rowsFinding(head.length)}>
      <div className="first-rows">
        <DataTable caption={texts.rowsCaption}>
          <thead>
            <tr>
              {shown.map(({ name, guess }) => (
                <th key={name} scope="col">
                  <span title={name}>{name}</span>
                  <small>
                    <span className="visually-hidden">{texts.seemsWords} </span>
                    {texts.seems[guess]}
                  </small>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {head.map((row, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows of a file have no other name, and never move.
              <tr key={at}>
                {shown.map(({ name }, place) => (
                  <td key={name}>
                    <Cell text={row[place] ?? ''} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </DataTable>
        {columns.length > mostColumns && <p className="quiet">{texts.moreColumns(columns.length - mostColumns)}</p>}
      </div>
    </Section>
  );
}

function Cell({ text }: { text: string }) {
  return text === '' ? <i className="quiet">{texts.emptyCell}</i> : <span title={text}>{text}</span>;
}
