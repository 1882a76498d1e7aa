import type { Note } from '@dandelion-loop/wording';
import { Fragment } from 'react';
import { spoken } from './result-words.tsx';

/** For the margin of a section; undefined when there is no doubt to carry. */
export const notesOf = (notes: readonly Note[]) =>
  notes.length === 0
    ? undefined
    : notes.map(({ title, text }) => (
        <Fragment key={title}>
          <h3>{title}</h3>
          <p>{spoken(text)}</p>
        </Fragment>
      ));
