/** How a test is brought in: by a file, or by counts that are typed. `upload` is a file that is stored and not yet judged. */
interface NewImportSearch {
  from?: 'counts';
  upload?: string;
}

export function newImportSearch(raw: Record<string, unknown>): NewImportSearch {
  if (raw.from === 'counts' || raw.from === 'numbers') return { from: 'counts' };
  return typeof raw.upload === 'string' ? { upload: raw.upload } : {};
}

/** Whether the choices of an import are being changed, to judge it again. */
interface ImportSearch {
  edit?: string;
}

export function importSearch(raw: Record<string, unknown>): ImportSearch {
  return raw.edit === '1' ? { edit: '1' } : {};
}
