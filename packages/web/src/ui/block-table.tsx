import type { ReactNode } from 'react';
import './block-table.css';
import { DataTable } from './data-table.tsx';

interface BlockTableProps {
  /** What the table holds, for screen readers. */
  caption: ReactNode;
  /** `<thead>` and `<tbody>`; a cell with `data-label` says it before its content where heads have no room. */
  children: ReactNode;
}

/** A table whose rows become blocks of lines on a narrow screen. A row's last cell with the class `actions` stays at its right. */
export function BlockTable({ caption, children }: BlockTableProps) {
  return (
    <div className="block-table">
      <DataTable caption={caption} hideCaption>
        {children}
      </DataTable>
    </div>
  );
}
